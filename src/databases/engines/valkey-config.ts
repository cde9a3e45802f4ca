import { configDirectory, runDirectory, ValkeyDialect, VOLUME } from './valkey-dialect';
import { planMemory, valkeySize } from './valkey-memory';

type Settings = { readonly [name: string]: string };

/** Where the data lie. @internal */
export function dataDirectory({ engine }: ValkeyDialect): string {
  return `${VOLUME}/${engine}`;
}

/** @internal */
export function socketOf(dialect: ValkeyDialect): string {
  return `${runDirectory(dialect)}/server.sock`;
}

/** @internal */
export function configFileOf(dialect: ValkeyDialect): string {
  return `${configDirectory(dialect)}/${dialect.engine}.conf`;
}

/**
 * The configuration of a server with that much memory, in bytes.
 *
 * Only what differs from the server's own defaults, or should never follow them, is
 * there. Source: the configuration file that comes with the server.
 *
 * @internal
 */
export function valkeyConfig(dialect: ValkeyDialect, parameters: Settings, memory: number): string {
  const plan = planMemory(parameters, memory);
  const ours: Array<[string, Settings]> = [
    ['Where things are', { dir: dataDirectory(dialect), unixsocket: socketOf(dialect), unixsocketperm: '700' }],
    ['Who is let in: the bootstrap writes it, from the password\'s file', { aclfile: `${runDirectory(dialect)}/users.acl` }],
    [`Memory: ${valkeySize(memory)}${plan.isDurable ? ', of which a copy for the rewriting of the log may take as much again' : ''}`, {
      'maxmemory': valkeySize(plan.maxmemory),
      'maxmemory-policy': 'noeviction',
      'maxmemory-clients': '10%',
    }],
    ['What is acknowledged is on the disk', {
      'appendonly': 'yes',
      'appendfsync': 'always',
      'save': '',
      'auto-aof-rewrite-percentage': '100',
      'auto-aof-rewrite-min-size': '64mb',
    }],
  ];
  const known = new Set(ours.flatMap(([, settings]) => Object.keys(settings)));
  const sections = ours.map(([title, settings]): [string, Settings] => [title,
    Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, parameters[name] ?? value]))]);
  const others = Object.entries(parameters).filter(([name]) => !known.has(name)).sort();
  if (others.length > 0) sections.push(['Given as parameters', Object.fromEntries(others)]);
  return sections.map(([title, settings]) => `# ${title}.\n${Object.entries(settings).map(([name, value]) => `${name} ${literal(value)}\n`).join('')}`).join('\n');
}

/** Words stand as they are, and there may be several; anything else is one word in quotes. */
function literal(value: string): string {
  return /^[A-Za-z0-9_.:%+*/-]+( [A-Za-z0-9_.:%+*/-]+)*$/.test(value) ? value
    : `"${[...Buffer.from(value)].map((byte) => (byte < 0x20 || byte > 0x7e || byte === 0x22 || byte === 0x5c) ? `\\x${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte)).join('')}"`;
}
