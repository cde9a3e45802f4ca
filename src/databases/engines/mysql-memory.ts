import { MysqlDialect } from './mysql-dialect';
import { GIB, KIB, MIB } from '../../values/quantity';

/**
 * Who gets how much of the memory, in bytes.
 *
 * Where a container exceeds its limit the kernel kills it as a whole. So the sum of
 * all that the server may take at once is kept below; the number of connections
 * gives way first.
 *
 * @internal
 */
export interface MysqlMemory {
  readonly bufferPool: number;
  readonly logBuffer: number;
  /** pages of tables that the server keeps for itself, outside of InnoDB */
  readonly ownPages: number;
  readonly maxConnections: number;
  readonly sortBuffer: number;
  readonly joinBuffer: number;
  /** what one table made for a query may have */
  readonly queryTable: number;
  /** what all of them share; 0: each connection has its own */
  readonly sharedTables: number;
}

/** What one connection takes besides its buffers: stack, packets, reads, plans, caches. */
const PER_CONNECTION = 2 * MIB;
/** InnoDB describes every page that it holds. */
const PER_BUFFER_BYTE = 1 + 1 / 16;
const LEAST_TABLE = MIB;
const MOST_CONNECTIONS = 150;
const LEAST_CONNECTIONS = 10;

/** Divides the memory; what is given stays, and the rest is planned around it. @internal */
export function planMemory(dialect: MysqlDialect, memory: number, given: Partial<MysqlMemory> = {}): MysqlMemory {
  const free = Math.max(0, memory - dialect.base);
  const bufferPool = given.bufferPool === undefined ? poolOf(free) : hadAs(dialect, given.bufferPool);
  const logBuffer = given.logBuffer ?? 8 * MIB;
  const ownPages = given.ownPages ?? whole(clamp(free / 32, 4 * MIB, 128 * MIB));
  const isShared = dialect.sharedTables !== undefined;
  const sharedTables = isShared ? given.sharedTables ?? whole(Math.max(2 * MIB, free / 16)) : 0;
  const sortBuffer = given.sortBuffer ?? dialect.sortBuffer;
  const joinBuffer = given.joinBuffer ?? 256 * KIB;
  const rest = free - bufferPool * PER_BUFFER_BYTE - logBuffer - ownPages - sharedTables;

  const least = PER_CONNECTION + sortBuffer + joinBuffer;
  const table = isShared ? 0 : given.queryTable ?? LEAST_TABLE;
  const maxConnections = given.maxConnections ?? clamp(Math.floor(rest / (least + table)), LEAST_CONNECTIONS, MOST_CONNECTIONS);
  const share = isShared ? sharedTables : rest / maxConnections - least;
  const queryTable = given.queryTable ?? whole(clamp(share, LEAST_TABLE, 16 * MIB));
  return { bufferPool, logBuffer, ownPages, maxConnections, sortBuffer, joinBuffer, queryTable, sharedTables };
}

/** What the server takes when every connection sorts, joins and keeps a table of its own. @internal */
export function worstCase(dialect: MysqlDialect, m: MysqlMemory): number {
  return Math.ceil(dialect.base + m.bufferPool * PER_BUFFER_BYTE + m.logBuffer + m.ownPages + m.sharedTables + m.maxConnections * perConnection(m));
}

/** What one connection may take. @internal */
export function perConnection(m: MysqlMemory): number {
  return PER_CONNECTION + m.sortBuffer + m.joinBuffer + (m.sharedTables > 0 ? 0 : m.queryTable);
}

/**
 * Half of the first 2 GiB, 70 % of what lies between that and 8 GiB, 80 % of the
 * rest: some 65 % at 8 GiB and 75 % at 16. In steps that InnoDB does not round up.
 */
function poolOf(free: number): number {
  const share = 0.5 * Math.min(free, 2 * GIB) + 0.7 * clamp(free - 2 * GIB, 0, 6 * GIB) + 0.8 * Math.max(0, free - 8 * GIB);
  const step = poolStep(share);
  return Math.max(16 * MIB, Math.floor(share / step) * step);
}

/** What a server gives itself that was told to have so many pages. */
function hadAs({ inChunks }: MysqlDialect, pool: number): number {
  return inChunks ? Math.ceil(pool / poolStep(pool)) * poolStep(pool) : pool;
}

/** The unit in which a pool of that size grows. @internal */
export function poolStep(pool: number): number {
  return pool < GIB ? 16 * MIB : 128 * MIB;
}

const GIVEN: ReadonlyArray<{ name: string; field: keyof MysqlMemory; count?: boolean }> = [
  { name: 'innodb_buffer_pool_size', field: 'bufferPool' },
  { name: 'innodb_log_buffer_size', field: 'logBuffer' },
  { name: 'aria_pagecache_buffer_size', field: 'ownPages' },
  { name: 'temptable_max_ram', field: 'sharedTables' },
  { name: 'sort_buffer_size', field: 'sortBuffer' },
  { name: 'join_buffer_size', field: 'joinBuffer' },
  { name: 'tmp_table_size', field: 'queryTable' },
  { name: 'max_connections', field: 'maxConnections', count: true },
];
const UNITS: { [unit: string]: number } = { '': 1, 'k': KIB, 'm': MIB, 'g': GIB, 't': 1024 * GIB };

/** The parameters that decide about memory, as far as they can be read, and those that cannot. @internal */
export function givenMemory(parameters: { [name: string]: string }): { given: Partial<MysqlMemory>; unreadable: string[] } {
  const given: { -readonly [field in keyof MysqlMemory]?: number } = {};
  const unreadable: string[] = [];
  for (const { name, field, count } of GIVEN) {
    const match = /^([0-9]{1,15})([KMGT]?)$/i.exec(parameters[name] ?? '');
    const amount = match === null || (count && match[2] !== '') ? 0 : Number(match[1]) * UNITS[match[2].toLowerCase()];
    if (amount > 0) given[field] = amount;
    else if (parameters[name] !== undefined) unreadable.push(name);
  }
  return { given, unreadable };
}

/** `240M`: the server's M are MiB. @internal */
export function optionSize(bytes: number): string {
  return bytes % MIB === 0 ? `${bytes / MIB}M` : `${Math.max(1, Math.floor(bytes / KIB))}K`;
}

function whole(bytes: number): number {
  return Math.floor(bytes / MIB) * MIB;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
