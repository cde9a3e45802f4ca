import { CONFIG_FILE, MysqlDialect, SOCKET, SOCKET_DIRECTORY, VOLUME } from './mysql-dialect';
import { givenMemory, optionSize, planMemory, poolStep } from './mysql-memory';
import { optionSection } from './mysql-option-file';
import { GIB, MIB } from '../../values/quantity';

type Settings = { readonly [name: string]: string };

/** Where queries put what does not fit into memory: a full `/tmp` would have the whole pod evicted. @internal */
export const SPILL_DIRECTORY = `${VOLUME}/tmp`;

/** Where the data of that series lie, below the volume. @internal */
export function dataDirectory(dialect: MysqlDialect, series: string): string {
  return `${VOLUME}/${dialect.engine}-${series}`;
}

/**
 * The option file of a server with that much memory and storage, in bytes.
 *
 * Only what differs from the server's own defaults, or differs between its releases,
 * is there. Sources: the manuals' pages on server system variables and InnoDB.
 *
 * @internal
 */
export function mysqlConfig(dialect: MysqlDialect, series: string, parameters: Settings, memory: number, storage: number): string {
  const ours: Array<[string, Settings]> = [
    ['Where things are', places(dialect, series)],
    [`Memory: ${optionSize(memory)}, and all of this together stays below`, memorySettings(dialect, parameters, memory)],
    [`Storage: ${optionSize(storage)} on a solid-state disk; what is committed is on it`, storageSettings(dialect, parameters, memory, storage)],
    [`${dialect.product}'s own`, dialect.own],
    ['Who is let in', { skip_name_resolve: 'ON', local_infile: 'OFF' }],
    ['Logs go to stderr; those of statements, if any, to tables', { log_output: 'TABLE', innodb_print_all_deadlocks: 'ON' }],
    ['Texts and times', { character_set_server: 'utf8mb4', collation_server: dialect.collation, default_time_zone: '+00:00' }],
  ];
  const known = new Set(ours.flatMap(([, settings]) => Object.keys(settings)));
  const sections = ours.map(([title, settings]): [string, Settings] => [title,
    Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, parameters[name] ?? value]))]);
  const others = Object.entries(parameters).filter(([name]) => !known.has(name)).sort();
  if (others.length > 0) sections.push(['Given as parameters', Object.fromEntries(others)]);
  return [client(dialect), '[mysqld]', ...sections.map(([title, settings]) => optionSection(title, settings))].join('\n');
}

/** For those who work inside of the pod: socket and user, so that nothing has to be typed. */
function client(dialect: MysqlDialect): string {
  return dialect.clientFile !== CONFIG_FILE ? '' : `[client]\nsocket = ${SOCKET}\nuser = ${dialect.superuser}\n`;
}

function places(dialect: MysqlDialect, series: string): Settings {
  return {
    datadir: dataDirectory(dialect, series),
    tmpdir: SPILL_DIRECTORY,
    socket: SOCKET,
    pid_file: `${SOCKET_DIRECTORY}/mysqld.pid`,
  };
}

function memorySettings(dialect: MysqlDialect, parameters: Settings, memory: number): Settings {
  const plan = planMemory(dialect, memory, givenMemory(parameters).given);
  return {
    innodb_buffer_pool_size: optionSize(plan.bufferPool),
    ...(dialect.sharedTables === undefined ? { aria_pagecache_buffer_size: optionSize(plan.ownPages), key_buffer_size: '1M' } : {
      innodb_buffer_pool_chunk_size: optionSize(poolStep(plan.bufferPool)),
      innodb_buffer_pool_instances: '1',
      key_buffer_size: optionSize(plan.ownPages),
      [dialect.sharedTables]: optionSize(plan.sharedTables),
      temptable_max_mmap: '0',
    }),
    innodb_log_buffer_size: optionSize(plan.logBuffer),
    max_connections: String(plan.maxConnections),
    sort_buffer_size: optionSize(plan.sortBuffer),
    join_buffer_size: optionSize(plan.joinBuffer),
    tmp_table_size: optionSize(plan.queryTable),
    max_heap_table_size: optionSize(plan.queryTable),
    performance_schema: 'OFF',
  };
}

/** The log may take a quarter of the volume, and what queries spill another: neither ever fills it. */
function storageSettings(dialect: MysqlDialect, parameters: Settings, memory: number, storage: number): Settings {
  const { bufferPool } = planMemory(dialect, memory, givenMemory(parameters).given);
  const quarter = Math.floor(storage / 4 / MIB) * MIB;
  const log = Math.max(16 * MIB, Math.min(Math.floor(bufferPool / 2 / MIB) * MIB, quarter, 8 * GIB));
  return {
    [dialect.redoLog]: optionSize(log),
    innodb_flush_log_at_trx_commit: '1',
    innodb_flush_method: 'O_DIRECT',
    innodb_temp_data_file_path: `ibtmp1:12M:autoextend:max:${Math.max(12, quarter / MIB)}M`,
  };
}
