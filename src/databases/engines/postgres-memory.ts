import { GIB, KIB, MIB } from '../../values/quantity';

/**
 * Who gets how much of the memory, in bytes.
 *
 * Where a container exceeds its limit the kernel kills it as a whole, and every
 * client loses its connection. So the sum of all that PostgreSQL may take at once is
 * kept below the limit; the number of connections gives way first.
 *
 * @internal
 */
export interface PostgresMemory {
  readonly sharedBuffers: number;
  readonly maxConnections: number;
  readonly workMem: number;
  readonly maintenanceWorkMem: number;
  readonly autovacuumWorkers: number;
  readonly autovacuumWorkMem: number;
  readonly effectiveCacheSize: number;
}

/** What one connection takes besides its work_mem: process, catalog caches, stack. */
const PER_CONNECTION = 5 * MIB;
const LEAST_WORK_MEM = 4 * MIB;
const MOST_CONNECTIONS = 100;
const LEAST_CONNECTIONS = 10;

/** Divides the memory; what is given stays, and the rest is planned around it. @internal */
export function planMemory(memory: number, given: Partial<PostgresMemory> = {}): PostgresMemory {
  const sharedBuffers = given.sharedBuffers ?? whole(clamp(memory / 4, MIB, 16 * GIB));
  const maintenanceWorkMem = given.maintenanceWorkMem ?? whole(clamp(memory / 16, MIB, 2 * GIB));
  const autovacuumWorkers = given.autovacuumWorkers ?? 3;
  const autovacuumWorkMem = given.autovacuumWorkMem ?? whole(Math.max(MIB, maintenanceWorkMem / 2));
  const forConnections = memory - sharedBuffers - autovacuumWorkers * autovacuumWorkMem;

  const maxConnections = given.maxConnections
    ?? clamp(Math.floor(forConnections / ((given.workMem ?? LEAST_WORK_MEM) + PER_CONNECTION)), LEAST_CONNECTIONS, MOST_CONNECTIONS);
  const share = Math.min(memory / 4, forConnections - maxConnections * PER_CONNECTION) / maxConnections;
  const workMem = given.workMem ?? whole(clamp(share, LEAST_WORK_MEM, 64 * MIB));
  return { sharedBuffers, maintenanceWorkMem, autovacuumWorkers, autovacuumWorkMem, maxConnections, workMem, effectiveCacheSize: whole(memory * 0.75) };
}

/** What PostgreSQL takes when every connection sorts and every autovacuum worker works. @internal */
export function worstCase(m: PostgresMemory): number {
  return m.sharedBuffers + m.maxConnections * (m.workMem + PER_CONNECTION) + m.autovacuumWorkers * m.autovacuumWorkMem;
}

const GIVEN: ReadonlyArray<{ name: string; field: keyof PostgresMemory; unit: number }> = [
  { name: 'shared_buffers', field: 'sharedBuffers', unit: 8 * KIB },
  { name: 'work_mem', field: 'workMem', unit: KIB },
  { name: 'maintenance_work_mem', field: 'maintenanceWorkMem', unit: KIB },
  { name: 'autovacuum_work_mem', field: 'autovacuumWorkMem', unit: KIB },
  { name: 'max_connections', field: 'maxConnections', unit: 1 },
  { name: 'autovacuum_max_workers', field: 'autovacuumWorkers', unit: 1 },
];
const UNITS: { [unit: string]: number } = { B: 1, kB: KIB, MB: MIB, GB: GIB, TB: 1024 * GIB };

/** The parameters that decide about memory, as far as they can be read, and those that cannot. @internal */
export function givenMemory(parameters: { [name: string]: string }): { given: Partial<PostgresMemory>; unreadable: string[] } {
  const given: { -readonly [field in keyof PostgresMemory]?: number } = {};
  const unreadable: string[] = [];
  for (const { name, field, unit } of GIVEN) {
    const text = parameters[name];
    if (text === undefined) continue;
    const match = /^\s*([0-9]+(?:\.[0-9]+)?)\s*(B|kB|MB|GB|TB)?\s*$/.exec(text);
    const amount = match ? Number(match[1]) * (match[2] === undefined ? unit : UNITS[match[2]]) : 0;
    if (amount < 1 || (unit === 1 && (match?.[2] !== undefined || !Number.isInteger(amount)))) unreadable.push(name);
    else given[field] = amount;
  }
  return { given, unreadable };
}

/** `240MB`: PostgreSQL's MB are MiB. @internal */
export function postgresSize(bytes: number): string {
  return bytes % MIB === 0 ? `${bytes / MIB}MB` : `${Math.max(1, Math.floor(bytes / KIB))}kB`;
}

function whole(bytes: number): number {
  return Math.floor(bytes / MIB) * MIB;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
