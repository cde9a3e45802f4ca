import { Form } from './shape';
import { quoted } from '../../values/flaw';

/*
 * Single values as the API server decodes them: `8080` is no text, `"8080"` no number.
 */

/** What is wrong with a value, and what to do. @internal */
export interface Misfit {
  readonly rule: 'structure/wrong-type' | 'structure/bad-quantity';
  readonly what: string;
  readonly fix: string;
}

const QUANTITY = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)?$/;
// As Go's time.Parse reads RFC 3339; a lease counts microseconds, and wants all six digits.
const TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})([.,]\d+)?(?:Z|[+-](\d{2}):(\d{2}))$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const MAX = { i: 2 ** 31 - 1, l: Number.MAX_SAFE_INTEGER };

/** Whether a text is a quantity, such as `250m`, `1.5Gi` or `1e3`. @internal */
export function isQuantity(text: string): boolean {
  return QUANTITY.test(text.trim());
}

/** `undefined` where the value fits; forms of several values are not for here. @internal */
export function misfit(form: Form, value: unknown): Misfit | undefined {
  switch (form) {
    case 's':
    case '=': return typeof value === 'string' ? undefined : notText(value);
    case 'b': return typeof value === 'boolean' ? undefined : notBoolean(value);
    case 'i':
    case 'l': return notWhole(form, value);
    case 'f': return typeof value === 'number' ? undefined : wrong('a number', value, unquote(value));
    case 'x': return typeof value === 'string' ? undefined : notWhole('i', value, 'a whole number or text');
    case 'q': return notQuantity(value);
    case 't': return isTime(value) ? undefined : wrong('a time', value, 'Write it like "2026-01-31T09:30:00Z".');
    case 'u': return isTime(value, 6) ? undefined : wrong('a time with microseconds', value, 'Write it like "2026-01-31T09:30:00.000000Z".');
    case 'y': return notBytes(value);
    default: return undefined;
  }
}

function isTime(value: unknown, digits?: number): boolean {
  const match = typeof value === 'string' ? TIME.exec(value) : null;
  if (match === null || (digits !== undefined && match[7]?.length !== digits + 1)) return false;
  const [, year, month, day, hour, minute, second, , zoneHour, zoneMinute] = match.map((part) => Number(part ?? 0));
  const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDay && hour < 24 && minute < 60 && second < 60 && zoneHour <= 24 && zoneMinute <= 60;
}

/** @internal */
export function wrong(wanted: string, value: unknown, fix: string): Misfit {
  return { rule: 'structure/wrong-type', what: `${described(value)} stands where ${wanted} belongs`, fix };
}

function notText(value: unknown): Misfit {
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  return wrong('text', value, scalar ? `Put it in quotes: "${value}".` : 'Write text.');
}

function notBoolean(value: unknown): Misfit {
  return wrong('true or false', value, value === 'true' || value === 'false' ? `Write it without quotes: ${value}.` : 'Write true or false.');
}

function notWhole(form: 'i' | 'l', value: unknown, wanted: string = 'a whole number'): Misfit | undefined {
  if (typeof value !== 'number') return wrong(wanted, value, unquote(value));
  if (!Number.isInteger(value)) return wrong(wanted, value, 'Write a whole number.');
  // JSON spells what is larger than 1e21 with an exponent, which is no whole number there.
  return Math.abs(value) <= MAX[form] || (form === 'l' && Math.abs(value) < 2 ** 63) || (form === 'i' && value === -(2 ** 31)) ? undefined
    : wrong(`${wanted} of ${form === 'i' ? 32 : 64} bits`, value, 'Write a smaller number.');
}

function notQuantity(value: unknown): Misfit | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : wrong('a quantity', value, 'Write it like 250m or 64Mi.');
  if (typeof value !== 'string') return wrong('a quantity', value, 'Write it like 250m or 64Mi.');
  return isQuantity(value) ? undefined : {
    rule: 'structure/bad-quantity',
    what: `${quoted(value)} is not a quantity`,
    fix: remedyOf(value),
  };
}

/** Common slips: `512MB`, `1 Gi`, `0,5`, `100 m`. */
function remedyOf(text: string): string {
  const tight = text.replace(/\s+/g, '').replace(',', '.');
  const unit = tight.replace(/^([0-9.]+)([kKmMgGtT])[iI]?[bB]?$/, (_, n: string, u: string) => `${n}${u.toUpperCase()}i`);
  const guess = [tight, unit].find((candidate) => candidate !== text && QUANTITY.test(candidate));
  return guess === undefined ? 'Write a number with an optional unit, such as 250m, 64Mi or 1.5G.' : `Write ${guess}.`;
}

function notBytes(value: unknown): Misfit | undefined {
  if (typeof value !== 'string') return wrong('base64', value, 'Encode the value, or put it into stringData as text.');
  return BASE64.test(value.replace(/[\r\n]/g, '')) ? undefined : {
    rule: 'structure/wrong-type',
    what: 'the text is not base64', // it may be a secret: it is not repeated
    fix: 'Encode the value, or put it into stringData as plain text.',
  };
}

function unquote(value: unknown): string {
  return typeof value === 'string' && /^-?[0-9]+$/.test(value) ? `Write it without quotes: ${value}.` : 'Write a number.';
}

function described(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value !== null && typeof value === 'object') return 'an object';
  return typeof value === 'string' ? `the text ${quoted(value)}` : String(value);
}
