import { Complain, given, items, record, show, unique } from './complaint';
import { is } from './formats';
import { MOST, nanoUnits, wholeUnits } from './quantity';
import { checkContainerResourceName, checkResourceName, overcommits } from './resource-names';
import { Manifest } from '../manifest';

type Fields = { readonly [field: string]: any };

const MAPS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'];
/** The first is at most the second. */
const ORDER = [['min', 'max'], ['min', 'defaultRequest'], ['defaultRequest', 'max'], ['defaultRequest', 'default'], ['min', 'default'], ['default', 'max']];

/** @internal */
export function checkLimitRange({ object }: Manifest, complain: Complain): void {
  const limits = items(record(object.spec).limits).map(record);
  limits.forEach((limit, i) => checkLimit(limit, `spec.limits[${i}]`, complain));
  unique(complain, (i) => `spec.limits[${i}].type`, limits.map(({ type }) => type), 'the type');
}

function checkLimit(limit: Fields, at: string, complain: Complain): void {
  const type = String(limit.type ?? '');
  if (!is.qualifiedName(type) || (!type.includes('/') && !['Pod', 'Container', 'PersistentVolumeClaim'].includes(type))) {
    complain('api/unknown-word', `${at}.type`, `${show(type)} is not a type of limit`, 'Write Container, Pod or PersistentVolumeClaim.');
  }
  if (type === 'Pod') {
    for (const field of ['default', 'defaultRequest']) if (Object.keys(record(limit[field])).length > 0) complain('api/limit-default', `${at}.${field}`, 'pods have no defaults, containers do', 'Move it to the type Container.');
  }
  if (type === 'PersistentVolumeClaim' && !('storage' in record(limit.min)) && !('storage' in record(limit.max))) complain('api/no-size', at, 'a limit of claims is about storage', 'Give min or max of storage.');
  const checkName = type === 'Pod' || type === 'Container' ? checkContainerResourceName : checkResourceName;
  const names = new Set<string>();
  for (const field of MAPS) {
    if (type === 'Pod' && field.startsWith('default')) continue;
    for (const name of Object.keys(record(limit[field]))) {
      checkName(name, `${at}.${field}["${name}"]`, complain);
      names.add(name);
    }
  }
  names.forEach((name) => checkOrder(limit, name, type === 'Pod', at, complain));
}

function checkOrder(limit: Fields, name: string, isPod: boolean, at: string, complain: Complain): void {
  const amount = (field: string): bigint | undefined => (name in record(limit[field]) && !(isPod && field.startsWith('default')) ? nanoUnits(limit[field][name] ?? 0) : undefined);
  for (const [low, high] of ORDER) {
    const [a, b] = [amount(low), amount(high)];
    if (a !== undefined && b !== undefined && a > b) complain('api/limit-order', `${at}.${low}["${name}"]`, `${low} is above ${high}`, 'Swap them, or mend one.');
  }
  const [byDefault, asked] = [amount('default'), amount('defaultRequest')];
  if (!overcommits(name) && byDefault !== undefined && asked !== undefined && byDefault !== asked) complain('api/limit-order', `${at}.defaultRequest["${name}"]`, `${name} cannot be overcommitted`, 'Give default the same amount.');
  checkRatio(amount('maxLimitRequestRatio'), amount('min'), amount('max'), `${at}.maxLimitRequestRatio["${name}"]`, complain);
}

function checkRatio(ratio: bigint | undefined, min: bigint | undefined, max: bigint | undefined, at: string, complain: Complain): void {
  if (!given(ratio)) return;
  if ([ratio, min, max].some((amount) => amount !== undefined && amount >= MOST)) complain('api/too-much', at, 'such amounts cannot be counted', 'Give less.');
  else if (ratio! < 1_000_000_000n) complain('api/limit-ratio', at, 'a limit is never below its request', 'Give 1 or more.');
  else if (min !== undefined && max !== undefined && thousandths(ratio!) / 1000 > thousandths(max) / thousandths(min)) complain('api/limit-ratio', at, 'max and min do not allow for such a ratio', 'Give at most max divided by min.');
}

function thousandths(nano: bigint): number {
  return Number(wholeUnits(nano * 1000n));
}
