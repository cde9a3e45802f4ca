import { Size, SizeRoundingBehavior } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { bytesQuantity, KIB } from './canonical-quantity';
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

/** cdk8s-plus keeps the amount as text: `250m` or `2`. @internal */
export function cpuInMillis(cpu: Cpu): number {
  const text = String(cpu.amount);
  // Rounded far below a millicore: 1.001 * 1000 is 1000.9999999999999.
  return text.endsWith('m') ? Number(text.slice(0, -1)) : Math.round(Number(text) * 1e6) / 1e3;
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
    `${subject} is "${cpu.amount}"; it takes whole millicores from 1 on`,
    'Give a positive amount, such as Cpu.millis(250) or Cpu.units(2).')];
}
