import { planMemory, givenMemory, postgresSize } from './postgres-memory';
import { GIB, MIB } from '../../values/quantity';

/** @internal */
export const CONFIG_DIRECTORY = '/etc/postgresql';
/** @internal */
export const SOCKET_DIRECTORY = '/var/run/postgresql';

type Settings = { [name: string]: string };

/**
 * The configuration of a server with that much memory and storage, in bytes.
 *
 * Only what differs from PostgreSQL's own defaults, or should never follow them, is
 * there. Sources: the manual's chapter 20, and what CloudNativePG and Crunchy's
 * operator set.
 *
 * @internal
 */
export function postgresConfig(parameters: Settings, memory: number, storage: number): string {
  const ours: Array<[string, Settings]> = [
    ['Who is let in, and where from', access()],
    [`Memory: ${postgresSize(memory)}, and all of this together stays below`, memorySettings(parameters, memory)],
    [`Storage: ${postgresSize(storage)} on a solid-state disk`, storageSettings(storage)],
    ['Logs', logs()],
    ['Times, texts and plans', behaviour()],
  ];
  const known = new Set(ours.flatMap(([, settings]) => Object.keys(settings)));
  const sections = ours.map(([title, settings]): [string, Settings] => [title,
    Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, parameters[name] ?? value]))]);
  const others = Object.entries(parameters).filter(([name]) => !known.has(name)).sort();
  if (others.length > 0) sections.push(['Given as parameters', Object.fromEntries(others)]);
  return [
    ...sections.map(([title, settings]) => section(title, settings)),
    `# What only newer majors know; the bootstrap puts it there.\ninclude_if_exists = '${SOCKET_DIRECTORY}/version.conf'\n`,
  ].join('\n');
}

/**
 * The settings for an operator that keeps access, files and the place of the logs to itself.
 *
 * @internal
 */
export function operatedSettings(parameters: Settings, memory: number, storage: number): Settings {
  const ours = { ...memorySettings(parameters, memory), ...storageSettings(storage), log_checkpoints: 'on', log_lock_waits: 'on', ...behaviour() };
  return Object.fromEntries(Object.entries({ ...ours, ...parameters }).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Settings that came with a major, in a file that the bootstrap takes from that major on. @internal */
export function versionFiles(parameters: Settings): { [path: string]: string } {
  return parameters.allow_alter_system === undefined
    ? { [`${CONFIG_DIRECTORY}/since-17.conf`]: section('What runs is what is declared', { allow_alter_system: 'off' }) } : {};
}

/**
 * The superuser has no password: it is whoever runs as `postgres` in the pod, and
 * is turned away from the network. Everybody else proves to know a password
 * without sending it.
 *
 * @internal
 */
export const POSTGRES_HBA = `# TYPE  DATABASE  USER      ADDRESS  METHOD
local   all       all                peer
host    all       postgres  all      reject
host    all       all       all      scram-sha-256
`;

/** @internal */
export const POSTGRES_IDENT = '# Nobody has another name inside than outside.\n';

function access(): Settings {
  return {
    hba_file: `${CONFIG_DIRECTORY}/pg_hba.conf`,
    ident_file: `${CONFIG_DIRECTORY}/pg_ident.conf`,
    listen_addresses: '*',
    unix_socket_directories: SOCKET_DIRECTORY,
    password_encryption: 'scram-sha-256',
  };
}

function memorySettings(parameters: Settings, memory: number): Settings {
  const plan = planMemory(memory, givenMemory(parameters).given);
  return {
    max_connections: String(plan.maxConnections),
    shared_buffers: postgresSize(plan.sharedBuffers),
    work_mem: postgresSize(plan.workMem),
    maintenance_work_mem: postgresSize(plan.maintenanceWorkMem),
    autovacuum_max_workers: String(plan.autovacuumWorkers),
    autovacuum_work_mem: postgresSize(plan.autovacuumWorkMem),
    effective_cache_size: postgresSize(plan.effectiveCacheSize),
    huge_pages: 'off',
  };
}

/** The write-ahead log may take a quarter, what a lost replica holds back 40 %: the disk never fills up by it. */
function storageSettings(storage: number): Settings {
  const megabytes = (bytes: number) => `${Math.max(32, Math.floor(bytes / MIB))}MB`;
  const mostWal = Math.min(storage / 4, 8 * GIB);
  return {
    max_wal_size: megabytes(mostWal),
    min_wal_size: megabytes(mostWal / 4),
    max_slot_wal_keep_size: megabytes(storage * 0.4),
    random_page_cost: '1.1',
    effective_io_concurrency: '200',
  };
}

function logs(): Settings {
  return {
    log_destination: 'stderr',
    logging_collector: 'off',
    log_line_prefix: '%m [%p] %q%u@%d ',
    log_checkpoints: 'on',
    log_lock_waits: 'on',
    log_timezone: 'UTC',
    lc_messages: 'C',
  };
}

function behaviour(): Settings {
  return {
    timezone: 'UTC',
    datestyle: 'ISO, MDY',
    default_text_search_config: 'pg_catalog.english',
    jit: 'off',
  };
}

function section(title: string, settings: Settings): string {
  return `# ${title}.\n${Object.entries(settings).map(([name, value]) => `${name} = ${literal(value)}\n`).join('')}`;
}

/** Numbers with units and plain words stand as they are. */
function literal(value: string): string {
  return /^-?[0-9]+(\.[0-9]+)?[A-Za-z]*$|^[A-Za-z][A-Za-z0-9_-]*$/.test(value) ? value
    : `'${value.replace(/\\/g, '\\\\').replace(/'/g, '\'\'').replace(/\n/g, '\\n').replace(/\r/g, '\\r')}'`;
}
