import { Duration, Size } from 'cdk8s';
import { quoted } from '../values/flaw';
import { bytesQuantity, sizeInBytes } from '../values/quantity';

/**
 * How one kind of value is written as text, what of that is accepted, and what it
 * becomes in Go.
 *
 * Whatever `fault` lets pass, the Go parser takes, and reads as the same value.
 *
 * @internal
 */
export interface ConfigType {
  /** the type of the field in Go */
  readonly go: string;
  /** the Go expression that parses a text */
  readonly goParser: string;
  /** which helpers of the generated package the parser needs */
  readonly goHelper: string;
  /** what is accepted, for people */
  readonly accepts: string;
  /** what is wrong with a text, if anything */
  readonly fault: (text: string) => string | undefined;
}

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const NUMBER = /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$/;
const DURATION = /^[+-]?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|ms|s|m|h))+$/;
const NANOS: { readonly [unit: string]: number } = { ns: 1, us: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };
const SIZE = /^([0-9]{1,15})(B|KiB|MiB|GiB|TiB)?$/;
const BYTES: { readonly [unit: string]: number } = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };
// Narrower than RFC 3986 and than Go: no user and no password, nothing that one parser reads otherwise than another.
const URL_TEXT = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._~-]+)(:([0-9]{1,5}))?([/?#]([-A-Za-z0-9._~!$&'()*+,;=:@/?#]|%[0-9a-fA-F]{2})*)?$/;

/** @internal */
export function textType(allowEmpty: boolean): ConfigType {
  return {
    go: 'string',
    goParser: `parseText(${allowEmpty})`,
    goHelper: 'text',
    accepts: allowEmpty ? 'any text' : 'any text that is not empty',
    fault: (text) => (text === '' && !allowEmpty ? 'is empty' : text.includes('\0') ? 'holds a NUL character' : undefined),
  };
}

/** @internal */
export function integerType(min: number | undefined, max: number | undefined): ConfigType {
  const [low, high] = [bound(min, INT64_MIN), bound(max, INT64_MAX)];
  return {
    go: 'int64',
    goParser: `parseInteger(${low}, ${high})`,
    goHelper: 'integer',
    accepts: within('a whole number', min, max),
    fault: (text) => {
      if (!/^[+-]?[0-9]{1,19}$/.test(text)) return 'is not a whole number';
      const value = BigInt(text.replace('+', ''));
      return value < low || value > high ? `is not ${within('a whole number', min ?? 'the least int64', max ?? 'the greatest int64')}` : undefined;
    },
  };
}

/** @internal */
export function numberType(min: number | undefined, max: number | undefined): ConfigType {
  const [low, high] = [min ?? -Number.MAX_VALUE, max ?? Number.MAX_VALUE];
  return {
    go: 'float64',
    goParser: `parseNumber(${goFloat(low)}, ${goFloat(high)})`,
    goHelper: 'number',
    accepts: within('a number', min, max),
    fault: (text) => {
      if (!NUMBER.test(text) || !Number.isFinite(Number(text))) return 'is not a number';
      return Number(text) < low || Number(text) > high ? `is not ${within('a number', min, max)}` : undefined;
    },
  };
}

/** @internal */
export const FLAG_TYPE: ConfigType = {
  go: 'bool',
  goParser: 'parseFlag',
  goHelper: 'flag',
  accepts: '"true" or "false"',
  fault: (text) => (text === 'true' || text === 'false' ? undefined : 'is neither "true" nor "false"'),
};

/** @internal */
export const URL_TYPE: ConfigType = {
  go: '*url.URL',
  goParser: 'parseURL',
  goHelper: 'url',
  accepts: 'an absolute URL without user and password',
  fault: (text) => {
    const match = URL_TEXT.exec(text);
    return match !== null && Number(match[3] ?? 0) <= 65535 ? undefined : 'is not an absolute URL of plain characters, without user and password';
  },
};

/** @internal */
export const LIST_TYPE: ConfigType = {
  go: '[]string',
  goParser: 'parseList',
  goHelper: 'list',
  accepts: 'texts with "," between them',
  fault: (text) => (text !== '' && text.split(',').some((item) => /^[ \t]*$/.test(item)) ? 'has an empty entry' : text.includes('\0') ? 'holds a NUL character' : undefined),
};

/** @internal */
export function durationType(min: Duration | undefined, max: Duration | undefined): ConfigType {
  const [low, high] = [min === undefined ? 0 : nanos(min), max === undefined ? 2 ** 63 : nanos(max)];
  const words = within('a duration', min === undefined ? '0s' : durationText(min), max === undefined ? undefined : durationText(max));
  return {
    go: 'time.Duration',
    goParser: `parseDuration(${goNanos(low)}, ${goNanos(high)})`,
    goHelper: 'duration',
    accepts: words,
    fault: (text) => {
      const value = durationIn(text);
      return value === undefined ? 'is not a duration such as "90s" or "1h30m"' : value < low || value > high || value >= 2 ** 63 ? `is not ${words}` : undefined;
    },
  };
}

/** @internal */
export function sizeType(min: Size | undefined, max: Size | undefined): ConfigType {
  const [low, high] = [min === undefined ? 0 : sizeInBytes(min), max === undefined ? Number.MAX_SAFE_INTEGER : sizeInBytes(max)];
  const words = within('a size', min === undefined ? '0B' : sizeText(min), max === undefined ? undefined : sizeText(max));
  return {
    go: 'int64',
    goParser: `parseSize(${low}, ${high})`,
    goHelper: 'size',
    accepts: words,
    fault: (text) => {
      const match = SIZE.exec(text);
      if (match === null) return 'is not a size such as "64MiB"';
      const value = Number(match[1]) * BYTES[match[2] ?? 'B'];
      return value < low || value > high ? `is not ${words}` : undefined;
    },
  };
}

/** A closed list of texts; in Go a type of its own. @internal */
export function choiceType(choices: readonly string[], goType: string): ConfigType {
  return {
    go: goType,
    goParser: `parseChoice(${choices.map(goString).join(', ')})`,
    goHelper: 'choice',
    accepts: `one of ${choices.map(quoted).join(', ')}`,
    fault: (text) => (choices.includes(text) ? undefined : `is none of ${choices.map(quoted).join(', ')}`),
  };
}

/** @internal */
export const SECRET_TYPE: ConfigType = { go: 'Secret', goParser: 'parseSecret', goHelper: 'secret', accepts: 'a value from a Secret', fault: () => undefined };

/** A text as Go's own duration syntax has it. @internal */
export function durationText(duration: Duration): string {
  let millis = Math.round(duration.toMilliseconds({ integral: false }));
  if (millis === 0) return '0s';
  const parts: string[] = [];
  for (const [unit, size] of [['h', 3_600_000], ['m', 60_000], ['s', 1000], ['ms', 1]] as const) {
    if (millis >= size) parts.push(`${Math.floor(millis / size)}${unit}`);
    millis %= size;
  }
  return parts.join('');
}

/** `67108864` bytes are `64MiB`, as the Go runtime spells it. @internal */
export function sizeText(size: Size): string {
  const quantity = bytesQuantity(sizeInBytes(size));
  return quantity.includes('P') || quantity.includes('E') ? `${sizeInBytes(size) / 2 ** 40}TiB` : `${quantity}B`;
}

/** A text as Go writes it between double quotes. @internal */
export function goString(text: string): string {
  const sound = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  return JSON.stringify(sound).replace(/\ufeff/g, '\\ufeff');
}

/** A literal that fits into a time.Duration. */
function goNanos(value: number): bigint {
  return value >= 0 && value < 2 ** 63 ? BigInt(Math.round(value)) : INT64_MAX;
}

function nanos(duration: Duration): number {
  return duration.toMilliseconds({ integral: false }) * 1e6;
}

function durationIn(text: string): number | undefined {
  if (/^[+-]?0$/.test(text)) return 0;
  if (!DURATION.test(text)) return undefined;
  const sum = [...text.matchAll(/([0-9.]+)(ns|us|ms|s|m|h)/g)].reduce((total, [, amount, unit]) => total + Number(amount) * NANOS[unit], 0);
  return text.startsWith('-') ? -sum : sum;
}

function bound(value: number | undefined, otherwise: bigint): bigint {
  return value !== undefined && Number.isSafeInteger(value) ? BigInt(value) : otherwise;
}

/** A literal of Go that is a float64, whatever it looks like. */
function goFloat(value: number): string {
  return Number.isFinite(value) ? String(value).replace('e+', 'e') : '0';
}

function within(what: string, min: number | string | undefined, max: number | string | undefined): string {
  if (min === undefined && max === undefined) return what;
  if (max === undefined) return `${what} from ${min} on`;
  return min === undefined ? `${what} up to ${max}` : `${what} from ${min} to ${max}`;
}
