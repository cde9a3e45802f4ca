import { quoted } from '../../values/flaw';
import { isRecord, listOf } from '../pods';

/** Says what the API server would refuse: rule, path, what, remedy. @internal */
export type Complain = (slug: string, path: string, what: string, remedy: string) => void;

const NOTHING = Object.freeze({});

/** @internal */
export const record = (value: unknown): { readonly [key: string]: any } => (isRecord(value) ? value : NOTHING);
/** @internal */
export const items = listOf;
/** @internal */
export const given = (value: unknown): boolean => value !== undefined && value !== null;
/** Given, and not the empty text. @internal */
export const named = (value: unknown): value is string => typeof value === 'string' && value !== '';
/** @internal */
export const show = quoted;

const INT32 = 2 ** 31 - 1;

/** A whole number within bounds, where it is given at all. @internal */
export function wholeNumber(complain: Complain, path: string, value: unknown, min: number, max: number = INT32): void {
  if (typeof value === 'number' && (!Number.isInteger(value) || value < min || value > max)) {
    complain('api/number-out-of-range', path, `${value} is not a whole number from ${min} to ${max}`, 'Give a number in that range.');
  }
}

/** One of the words that the API knows, where it is given at all. @internal */
export function oneOf(complain: Complain, path: string, value: unknown, words: readonly string[]): void {
  if (typeof value === 'string' && !words.includes(value)) {
    complain('api/unknown-word', path, `${show(value)} is none of ${words.join(', ')}`, 'Use one of these words.');
  }
}

/** Not the empty text; which words there are is for the structure rules. @internal */
export function notEmpty(complain: Complain, path: string, value: unknown): void {
  if (value === '') complain('api/unknown-word', path, 'the text is empty', 'Leave it out, or use a word that the API knows.');
}

/** Each value at most once. @internal */
export function unique(complain: Complain, path: (i: number) => string, values: unknown[], what: string): void {
  if (values.length < 2) return;
  const seen = new Set<unknown>();
  values.forEach((value, i) => {
    if (!given(value)) return;
    if (seen.has(value)) complain('api/duplicate', path(i), `${what} ${show(value)} is there twice`, 'Keep one of the two.');
    seen.add(value);
  });
}

/** A name that must be there. @internal */
export function needsName(complain: Complain, path: string, value: unknown, what: string): void {
  if (!given(value) || value === '') complain('api/no-name', path, `no ${what} is named`, 'Name it.');
}
