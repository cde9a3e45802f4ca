import { remembered } from '../../values/remembered';

/*
 * Kubernetes quantities: `100m`, `1.5Gi`, `2e3`. Compared exactly, in billionths of
 * a unit, as the API server keeps them.
 */

const FORM = /^([+-]?)([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?[0-9]+))?$/;
const BINARY: { [suffix: string]: bigint } = { Ki: 2n ** 10n, Mi: 2n ** 20n, Gi: 2n ** 30n, Ti: 2n ** 40n, Pi: 2n ** 50n, Ei: 2n ** 60n };
const POWER: { [suffix: string]: number } = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** What is larger counts as the largest number of 64 bits. @internal */
export const MOST = ((2n ** 63n) - 1n) * 1_000_000_000n;

/** The amount in billionths, rounded up; undefined where it is no quantity. @internal */
export function nanoUnits(value: unknown): bigint | undefined {
  return typeof value === 'string' ? ofText(value) : typeof value === 'number' ? ofText(String(value)) : undefined;
}

const ofText = remembered((text: string): bigint | undefined => {
  const match = FORM.exec(text.trim());
  if (match === null) return undefined;
  const [, sign, number, binary, suffix, exponent] = match;
  const [whole, fraction = ''] = number.split('.');
  let digits = BigInt(`${whole || '0'}${fraction}`);
  let power = 9 - fraction.length;
  if (binary !== undefined) digits *= BINARY[binary];
  else if (suffix !== undefined) power += POWER[suffix];
  else if (exponent !== undefined) power += Number(exponent);
  power = Math.max(-400, Math.min(400, power)); // beyond, all amounts are alike
  const nano = power >= 0 ? digits * 10n ** BigInt(power) : ceilDivide(digits, 10n ** BigInt(-power));
  const capped = nano > MOST ? MOST : nano;
  return sign === '-' ? -capped : capped;
});

/** Whether it is a whole number of units, as hugepages and extended resources must be. @internal */
export function isWhole(nano: bigint): boolean {
  return nano % 1_000_000_000n === 0n;
}

function ceilDivide(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}

/** The amount in whole units, rounded up. @internal */
export function wholeUnits(nano: bigint): bigint {
  return nano >= 0n ? ceilDivide(nano, 1_000_000_000n) : -(-nano / 1_000_000_000n);
}
