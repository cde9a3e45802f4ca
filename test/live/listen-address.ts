import { basename } from 'node:path';

/**
 * The one thing that is rewritten in a manifest.
 *
 * All pods share one network, where each has an address of its own in
 * 127.0.0.0/8. So a program told to listen on every address, or on its
 * loopback, is told to listen on its pod's address instead:
 * `:8080`, `0.0.0.0:8080`, `127.0.0.1:6060`, `localhost:6060` and
 * `http://0.0.0.0:2379` as a whole environment value; so is `* -::*`, Valkey's word for every address. A database server gets a last argument that says so, which
 * wins over its configuration file, and Zipkin the same as properties.
 */
export function listenOn(address: string, value: string): string {
  if (value === '* -::*') return address;
  const [, scheme = '', port] = /^(https?:\/\/)?(?:|0\.0\.0\.0|\[::\]|127\.0\.0\.1|localhost):(\d+)$/.exec(value) ?? [];
  return port ? `${scheme}${address}:${port}` : value;
}

const SERVERS: Record<string, (address: string) => string[]> = {
  'postgres': address => ['-c', `listen_addresses=${address}`],
  'mariadbd': address => [`--bind-address=${address}`],
  'mysqld': address => [`--bind-address=${address}`],
  'valkey-server': address => ['--bind', address],
  'redis-server': address => ['--bind', address],
  'zipkin': address => [`address=${address}`, 'port=9411', 'protocols[0]=http'].map(property => `--armeria.ports[0].${property}`),
};

/** The same for a program with its arguments: a database server and Zipkin need it. */
export function programListeningOn(address: string, program: readonly string[]): string[] {
  return [...program, ...SERVERS[basename(program[0] ?? '')]?.(address) ?? []];
}
