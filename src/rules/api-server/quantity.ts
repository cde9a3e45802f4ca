/*
 * Kubernetes quantities: `100m`, `1.5Gi`, `2e3`. Compared exactly, in billionths of
 * a unit, as the API server keeps them.
 */

const FORM = /^([+-]?)([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?[0-9]+))?$/;
const BINARY: { [suffix: string]: bigint } = { Ki: 1n << 10n, Mi: 1n << 20n, Gi: 1n << 30n, Ti: 1n << 40n, Pi: 1n << 50n, Ei: 1n << 60n };
const POWER: { [suffix: string]: number } = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** The amount in billionths, rounded up; undefined where it is no quantity. @internal */
export function nanoUnits(value: unknown): bigint | undefined {
  const match = FORM.exec(typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '');
  if (match === null) return undefined;
  const [, sign, number, binary, suffix, exponent] = match;
  const [whole, fraction = ''] = number.split('.');
  let digits = BigInt(`${whole || '0'}${fraction}`);
  let power = 9 - fraction.length;
  if (binary !== undefined) digits *= BINARY[binary];
  else if (suffix !== undefined) power += POWER[suffix];
  else if (exponent !== undefined) power += Number(exponent);
  if (Math.abs(power) > 60) return undefined;
  const nano = power >= 0 ? digits * 10n ** BigInt(power) : ceilDivide(digits, 10n ** BigInt(-power));
  return sign === '-' ? -nano : nano;
}

/** Whether it is a whole number of units, as hugepages and extended resources must be. @internal */
export function isWhole(nano: bigint): boolean {
  return nano % 1_000_000_000n === 0n;
}

function ceilDivide(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}
