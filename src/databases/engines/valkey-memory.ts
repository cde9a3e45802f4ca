import { GIB, KIB, MIB } from '../../values/quantity';

/** What the server takes before it holds any key: code, tables of connections, buffers of the log. */
const BASE = 24 * MIB;

/** How a server uses its memory, in bytes. @internal */
export interface ValkeyMemory {
  readonly maxmemory: number;
  /** whether anything is written to the volume */
  readonly isDurable: boolean;
}

/**
 * How much may be held.
 *
 * To rewrite its log, or to write a snapshot, the server makes a copy of itself, which
 * shares all pages that do not change meanwhile: at worst none. So what is held may
 * take half. Where nothing is written, fragments take a quarter.
 *
 * @internal
 */
export function planMemory(parameters: { [name: string]: string }, memory: number): ValkeyMemory {
  const isDurable = (parameters.appendonly ?? 'yes').toLowerCase() !== 'no' || snapshots(parameters);
  const free = Math.max(0, memory - BASE);
  const ours = Math.max(MIB, Math.floor(free * (isDurable ? 0.5 : 0.75) / MIB) * MIB);
  return { maxmemory: memoryOf(parameters.maxmemory) ?? ours, isDurable };
}

/** @internal */
export function worstCase({ maxmemory, isDurable }: ValkeyMemory): number {
  return BASE + (isDurable ? 2 * maxmemory : Math.ceil(maxmemory * 4 / 3));
}

/**
 * What the files may take at once: the log grows to twice what it was, and while it is
 * rewritten the new one is written beside it.
 *
 * @internal
 */
export function mostOnDisk({ maxmemory, isDurable }: ValkeyMemory): number {
  return isDurable ? 3 * maxmemory + 64 * MIB : 0;
}

const UNITS: { [unit: string]: number } = {
  '': 1, 'b': 1, 'k': 1000, 'kb': KIB, 'm': 1000 * 1000, 'mb': MIB, 'g': 1000 * 1000 * 1000, 'gb': GIB,
};

/** An amount as the server reads it, such as `512mb`; 0 would be no limit at all. @internal */
export function memoryOf(text: string | undefined): number | undefined {
  const match = /^([0-9]{1,15})(b|kb?|mb?|gb?)?$/i.exec(text ?? '');
  const amount = match ? Number(match[1]) * UNITS[(match[2] ?? '').toLowerCase()] : 0;
  return amount > 0 ? amount : undefined;
}

/** `512mb`: the server's mb are MiB. @internal */
export function valkeySize(bytes: number): string {
  return bytes % MIB === 0 ? `${bytes / MIB}mb` : `${bytes}b`;
}

function snapshots({ save }: { [name: string]: string }): boolean {
  return save !== undefined && save.trim() !== '';
}
