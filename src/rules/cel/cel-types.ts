/*
 * The types of values in CEL, as far as they decide whether the API server compiles an
 * expression.
 */

/** `dyn` is known only when it runs; `unknown` is what is not followed here. @internal */
export interface CelType {
  readonly name: string;
  /** of a list or a map */
  readonly item?: CelType;
  /** of an object: its fields; asked for when needed, as schemas nest */
  readonly fields?: () => ReadonlyMap<string, CelType>;
}

const type = (name: string): CelType => ({ name });

/** @internal */
export const CEL = {
  bool: type('bool'),
  int: type('int'),
  uint: type('uint'),
  double: type('double'),
  string: type('string'),
  bytes: type('bytes'),
  null: type('null'),
  duration: type('duration'),
  timestamp: type('timestamp'),
  type: type('type'),
  dyn: type('dyn'),
  unknown: type('unknown'),
  optional: type('optional'),
  listOf: (item: CelType): CelType => ({ name: 'list', item }),
  mapOf: (item: CelType): CelType => ({ name: 'map', item }),
  object: (fields: () => ReadonlyMap<string, CelType>): CelType => ({ name: 'object', fields }),
};

/** Whether nothing can be said of it before it runs. @internal */
export const isOpen = ({ name }: CelType): boolean => name === 'dyn' || name === 'unknown';

const NUMBERS = ['int', 'uint', 'double'];
const ORDERED = new Set(['bool', ...NUMBERS, 'string', 'bytes', 'timestamp', 'duration']);

/** Whether one may be less than the other. @internal */
export function areOrdered(a: CelType, b: CelType): boolean {
  if (isOpen(a) || isOpen(b)) return [a, b].every((one) => isOpen(one) || ORDERED.has(one.name));
  return (a.name === b.name && ORDERED.has(a.name)) || (NUMBERS.includes(a.name) && NUMBERS.includes(b.name));
}

/** Whether one may equal the other. @internal */
export function areAlike(a: CelType, b: CelType): boolean {
  if (isOpen(a) || isOpen(b)) return true;
  if (a.name === 'null' || b.name === 'null') return [a, b].every(({ name }) => ['null', 'object', 'timestamp', 'duration'].includes(name));
  if (a.name !== b.name) return false;
  return a.item === undefined || b.item === undefined || areAlike(a.item, b.item);
}

const ADDED = new Set([...NUMBERS, 'string', 'bytes', 'list']);

/** What comes of `+`, `-`, `*`, `/` and `%`; `undefined` where it cannot be done. @internal */
export function computed(operator: string, a: CelType, b: CelType): CelType | undefined {
  const times = [a, b].some(({ name }) => name === 'timestamp' || name === 'duration');
  if (times) return operator === '+' || operator === '-' ? CEL.unknown : undefined;
  const can = ({ name }: CelType) => (operator === '+' ? ADDED : operator === '%' ? new Set(['int', 'uint']) : new Set(NUMBERS)).has(name);
  if (isOpen(a) && isOpen(b)) return a.name === 'dyn' && b.name === 'dyn' ? CEL.dyn : CEL.unknown;
  const known = isOpen(a) ? b : a;
  if (!can(known) || !areAlike(a, b)) return undefined;
  return known;
}
