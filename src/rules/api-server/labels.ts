import { Complain, given, items, record, show } from './complaint';
import { inFormat, is } from './formats';

/** @internal */
export function checkLabels(labels: unknown, path: string, complain: Complain): void {
  const all = record(labels);
  for (const key in all) {
    const value = all[key];
    inFormat(complain, path, key, is.qualifiedName, 'the key of a label');
    if (typeof value === 'string' && !is.labelValue(value)) inFormat(complain, `${path}["${key}"]`, value, is.labelValue, 'the value of a label: at most 63 letters, digits, "-", "_" and "."');
  }
}

/** @internal */
export function checkAnnotations(annotations: unknown, path: string, complain: Complain): void {
  const all = record(annotations);
  let size = 0;
  for (const key in all) {
    inFormat(complain, path, key.toLowerCase(), is.qualifiedName, 'the key of an annotation');
    size += Buffer.byteLength(key) + (typeof all[key] === 'string' ? Buffer.byteLength(all[key]) : 0);
  }
  if (size > 256 * 1024) complain('api/annotations-too-large', path, `the annotations have ${size} bytes, at most 262144 are kept`, 'Put large texts into a ConfigMap.');
}

/** A label selector; an empty one is every object. @internal */
export function checkSelector(selector: unknown, path: string, complain: Complain): void {
  if (!given(selector)) return;
  const { matchLabels, matchExpressions } = record(selector);
  checkLabels(matchLabels, `${path}.matchLabels`, complain);
  items(matchExpressions).forEach((expression, i) => {
    const at = `${path}.matchExpressions[${i}]`;
    const { key, operator, values } = record(expression);
    inFormat(complain, `${at}.key`, key ?? '', is.qualifiedName, 'the key of a label');
    if (!given(operator) || operator === '') complain('api/unknown-word', `${at}.operator`, 'there is no operator', 'Use In, NotIn, Exists or DoesNotExist.');
    checkValues(operator, values, ['In', 'NotIn'], at, complain);
    items(values).forEach((value, j) => inFormat(complain, `${at}.values[${j}]`, value ?? '', is.labelValue, 'the value of a label'));
  });
}

/** That In has values, and Exists has none. @internal */
export function checkValues(operator: unknown, values: unknown, withValues: readonly string[], at: string, complain: Complain): void {
  const count = items(values).length;
  if (withValues.includes(operator as string) && count === 0) complain('api/selector-values', `${at}.values`, `${operator} needs values`, 'Name at least one value.');
  if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0) complain('api/selector-values', `${at}.values`, `${operator} takes no values`, 'Leave the values out.');
}

/** Whether the selector chooses these labels. @internal */
export function selects(selector: unknown, labels: { readonly [key: string]: unknown }): boolean {
  const { matchLabels, matchExpressions } = record(selector);
  const wanted = record(matchLabels);
  for (const key of Object.keys(wanted)) if (!(key in labels) || (labels[key] ?? '') !== (wanted[key] ?? '')) return false;
  return items(matchExpressions).every((expression) => chooses(record(expression), labels));
}

function chooses({ key, operator, values }: { readonly [field: string]: any }, labels: { readonly [key: string]: unknown }): boolean {
  const has = key in labels;
  switch (operator) {
    case 'In': return has && items(values).includes(labels[key]);
    case 'NotIn': return !has || !items(values).includes(labels[key]);
    case 'Exists': return has;
    case 'DoesNotExist': return !has;
    default: return true;
  }
}

/** matchLabelKeys and mismatchLabelKeys, which narrow a selector. @internal */
export function checkLabelKeys(term: { readonly [field: string]: any }, at: string, alsoInLabels: boolean, complain: Complain): void {
  const { labelSelector, matchLabelKeys, mismatchLabelKeys } = term;
  if (!given(matchLabelKeys) && !given(mismatchLabelKeys)) return;
  for (const field of ['matchLabelKeys', 'mismatchLabelKeys']) {
    const keys = items(term[field]);
    if (keys.length > 0 && !given(labelSelector)) complain('api/match-label-keys', `${at}.${field}`, 'they narrow a selector that is not there', 'Give a labelSelector.');
    else keys.forEach((key, j) => inFormat(complain, `${at}.${field}[${j}]`, key ?? '', is.qualifiedName, 'the key of a label'));
  }
  const taken = keysInSelector(labelSelector, alsoInLabels);
  items(matchLabelKeys).forEach((key, j) => {
    if (taken.has(key) || items(mismatchLabelKeys).includes(key)) complain('api/match-label-keys', `${at}.matchLabelKeys[${j}]`, `${show(key)} is in the selector already`, 'Leave it out.');
  });
}

/** The keys that cannot be narrowed further. Newer servers mind a key only where it is in the expressions and was named before. */
function keysInSelector(selector: unknown, alsoInLabels: boolean): ReadonlySet<unknown> {
  const { matchLabels, matchExpressions } = record(selector);
  const expressions = items(matchExpressions).map((expression) => record(expression).key);
  if (alsoInLabels) return new Set([...Object.keys(record(matchLabels)), ...expressions]);
  const seen = new Set<unknown>(Object.keys(record(matchLabels)));
  return new Set(expressions.filter((key) => seen.has(key) || !seen.add(key)));
}
