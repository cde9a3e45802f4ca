import { Size } from 'cdk8s';
import { TRACE_KIB } from './tail-sampling';
import { Flaw, flaw } from '../../values/flaw';
import { Percent } from '../../values/percent';
import { bytesQuantity, MIB } from '../../values/quantity';

/**
 * What GOMEMLIMIT and the limiter's hard limit are of the container's memory. The garbage
 * collector then works harder before the kernel would kill the process, and the limiter
 * has refused data even before that. Source: the README of the collector's memory limiter.
 *
 * @internal
 */
export const GO_SHARE = Percent.of(80);

/** What may come in between two looks at the memory, of the hard limit. Source: as above. */
const SPIKE_SHARE = 20;

/** The fifth that the hard limit leaves must hold what the heap does not count: about 50 MiB, says the same page. */
const LEAST = Size.mebibytes(256);

/** What fits where nothing is said about it. @internal */
export interface CollectorMemory {
  /** above it, garbage is collected at once, in MiB */
  readonly limitMib: number;
  /** data is refused that much earlier, in MiB */
  readonly spikeMib: number;
  /** how many traces can be held while it is decided about them */
  readonly traces: number;
}

/** @internal */
export function memoryFor(bytes: number): CollectorMemory {
  const limitMib = Math.floor((bytes * GO_SHARE.value) / 100 / MIB);
  return {
    limitMib,
    spikeMib: Math.floor((limitMib * SPIKE_SHARE) / 100),
    traces: Math.max(100, Math.floor((limitMib * 1024) / 2 / TRACE_KIB / 100) * 100),
  };
}

/** @internal */
export function collectorMemoryFlaws(bytes: number): Flaw[] {
  return bytes >= LEAST.toMebibytes() * MIB ? [] : [flaw('collector/too-little-memory',
    `of ${bytesQuantity(bytes)}, a fifth is too little for what the collector needs beside its heap; it would be killed under load instead of refusing data`,
    `Give it at least ${LEAST.toMebibytes()} MiB.`)];
}
