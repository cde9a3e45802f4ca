import { Size, SizeRoundingBehavior } from 'cdk8s';
import { bytesQuantity, KIB } from './canonical-quantity';
import { Cpu } from './cpu';
import { Flaw, flaw } from './flaw';

export { bytesQuantity, millisQuantity, KIB, MIB, GIB } from './canonical-quantity';

/* Amounts of memory, storage and CPU as exact whole numbers: bytes and millicores. */

/** @internal */
export function sizeInBytes(size: Size): number {
  return size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) * KIB;
}

/** @internal */
export function sizeQuantity(size: Size): string {
  return bytesQuantity(sizeInBytes(size));
}

/** @internal */
export function cpuInMillis(cpu: Cpu): number {
  return cpu.millicores;
}

/** @internal */
export function sizeFlaws(subject: string, size: Size, minBytes: number = 1): Flaw[] {
  let bytes: number;
  try {
    bytes = sizeInBytes(size);
  } catch {
    bytes = Number.NaN;
  }
  return Number.isSafeInteger(bytes) && bytes >= minBytes ? [] : [flaw('quantity/bad-size',
    `${subject} is ${Number.isNaN(bytes) ? 'not a whole number of KiB' : `${bytes} bytes`}; it takes at least ${bytesQuantity(minBytes)}B`,
    'Give a whole, positive size, such as Size.mebibytes(256).')];
}

/** @internal */
export function cpuFlaws(subject: string, cpu: Cpu): Flaw[] {
  const millis = cpuInMillis(cpu);
  return Number.isInteger(millis) && millis >= 1 && millis <= 1_000_000_000 ? [] : [flaw('quantity/bad-cpu',
    millis === undefined ? `${subject} is not a Cpu of cdk8s-gopher` : `${subject} is "${cpu}"; it takes whole millicores from 1 on`,
    'Give a positive amount, such as Cpu.millis(250) or Cpu.units(2).')];
}
