const FACTORS: { readonly [suffix: string]: number } = {
  '': 1,
  'n': 1e-9,
  'u': 1e-6,
  'm': 1e-3,
  'k': 1e3,
  'M': 1e6,
  'G': 1e9,
  'T': 1e12,
  'P': 1e15,
  'E': 1e18,
  'Ki': 2 ** 10,
  'Mi': 2 ** 20,
  'Gi': 2 ** 30,
  'Ti': 2 ** 40,
  'Pi': 2 ** 50,
  'Ei': 2 ** 60,
};

/** The number a Kubernetes quantity stands for: `250m` is 0.25, `1Ki` is 1024; undefined if it is none. @internal */
export function quantity(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const [, amount, suffix] = /^([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)([a-zA-Z]{0,2})$/.exec(typeof value === 'string' ? value : '') ?? [];
  const factor = amount === undefined ? undefined : FACTORS[suffix];
  return factor === undefined ? undefined : Number(amount) * factor;
}

const SECONDS: { readonly [unit: string]: number } = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

/** The seconds of a Go duration such as `1m30s`, or of a plain number; undefined if it is neither. @internal */
export function seconds(value: string | undefined): number | undefined {
  if (value === undefined || value === '') return undefined;
  if (/^[0-9]{1,9}(\.[0-9]{1,9})?$/.test(value)) return Number(value);
  if (!/^([0-9]{1,9}(\.[0-9]{1,9})?(h|ms|m|s|us|µs|ns)){1,6}$/.test(value)) return undefined;
  return [...value.matchAll(/([0-9.]+)(h|ms|m|s|us|µs|ns)/g)].reduce((sum, [, amount, unit]) => sum + Number(amount) * SECONDS[unit], 0);
}

/** `25%` of 10 is 2.5, `3` of anything is 3; undefined if it is neither. @internal */
export function share(value: unknown, of: number): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const percent = /^([0-9]{1,3})%$/.exec(typeof value === 'string' ? value : '')?.[1];
  // Multiplied first: 0.07 * 100 is more than 7.
  return percent === undefined ? undefined : (Number(percent) * of) / 100;
}
