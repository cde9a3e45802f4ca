import { quoted } from '../../values/flaw';
import { isRecord, listOf } from '../pods';

/** Says what the API server would refuse: rule, path, what, remedy. @internal */
export type Complain = (slug: string, path: string, what: string, remedy: string) => void;

/** @internal */
export const record = (value: unknown): { [key: string]: any } => (isRecord(value) ? value : {});
/** @internal */
export const items = listOf;
/** @internal */
export const given = (value: unknown): boolean => value !== undefined && value !== null;
/** @internal */
export const show = quoted;

/** A whole number within bounds, where it is given at all. @internal */
export function wholeNumber(complain: Complain, path: string, value: unknown, min: number, max: number = 2 ** 31 - 1): void {
  if (typeof value === 'number' && (!Number.isInteger(value) || value < min || value > max)) {
    complain('api/number-out-of-range', path, `${value} is not a whole number from ${min} to ${max === 2 ** 31 - 1 ? '2147483647' : max}`, 'Give a number in that range.');
  }
}

/** One of the words that the API knows, where it is given at all. @internal */
export function oneOf(complain: Complain, path: string, value: unknown, words: readonly string[]): void {
  if (typeof value === 'string' && !words.includes(value)) {
    complain('api/unknown-word', path, `${show(value)} is none of ${words.join(', ')}`, 'Use one of these words.');
  }
}

/** Each value at most once. @internal */
export function unique(complain: Complain, path: (i: number) => string, values: unknown[], what: string): void {
  const seen = new Set<unknown>();
  values.forEach((value, i) => {
    if (!given(value)) return;
    if (seen.has(value)) complain('api/duplicate', path(i), `${what} ${show(value)} is there twice`, 'Keep one of the two.');
    seen.add(value);
  });
}
