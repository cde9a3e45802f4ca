import { basename } from 'node:path';

/**
 * The one thing that is rewritten in a manifest.
 *
 * All pods share one network, where each has an address of its own in
 * 127.0.0.0/8. So a program told to listen on every address, or on its
 * loopback, is told to listen on its pod's address instead:
 * `:8080`, `0.0.0.0:8080`, `127.0.0.1:6060` and `localhost:6060` as a whole
 * environment value. PostgreSQL gets a last `-c listen_addresses=…`, which
 * wins over its configuration file, and Zipkin the same as properties.
 */
export function listenOn(address: string, value: string): string {
  const port = /^(?:|0\.0\.0\.0|\[::\]|127\.0\.0\.1|localhost):(\d+)$/.exec(value)?.[1];
  return port ? `${address}:${port}` : value;
}

/** The same for a program with its arguments: a PostgreSQL server and Zipkin need it. */
export function programListeningOn(address: string, program: readonly string[]): string[] {
  switch (basename(program[0] ?? '')) {
    case 'postgres': return [...program, '-c', `listen_addresses=${address}`];
    case 'zipkin': return [...program, ...['address=' + address, 'port=9411', 'protocols[0]=http'].map(property => `--armeria.ports[0].${property}`)];
    default: return [...program];
  }
}
