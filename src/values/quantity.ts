import { Size, SizeRoundingBehavior } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { Flaw, flaw } from './flaw';

/*
 * Amounts of memory, storage and CPU as exact whole numbers (bytes, millicores),
 * and back into Kubernetes' canonical spelling. Canonical matters: Argo CD shows a
 * difference for ever where the API server would spell a quantity otherwise.
 */

/** @internal */
export const KIB = 1024;
/** @internal */
export const MIB = 1024 * KIB;
/** @internal */
export const GIB = 1024 * MIB;

const BINARY: ReadonlyArray<[string, number]> = [['Ei', 2 ** 60], ['Pi', 2 ** 50], ['Ti', 2 ** 40], ['Gi', GIB], ['Mi', MIB], ['Ki', KIB]];

/** @internal */
export function sizeInBytes(size: Size): number {
  return size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) * KIB;
}

/** `268435456` is `256Mi`. @internal */
export function bytesQuantity(bytes: number): string {
  const unit = BINARY.find(([, factor]) => bytes !== 0 && bytes % factor === 0);
  return unit === undefined ? String(bytes) : `${bytes / unit[1]}${unit[0]}`;
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

/** `1000` millicores are `1`, `250` are `250m`, a million are `1k`. @internal */
export function millisQuantity(millis: number): string {
  if (millis % 1000 !== 0) return `${millis}m`;
  let [amount, power] = [millis / 1000, 0];
  for (; amount !== 0 && amount % 1000 === 0 && power < DECIMAL.length - 1; power++) amount /= 1000;
  return `${amount}${DECIMAL[power]}`;
}

const DECIMAL = ['', 'k', 'M', 'G', 'T', 'P', 'E'];

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
