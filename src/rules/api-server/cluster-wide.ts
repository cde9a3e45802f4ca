import { Complain, items, notEmpty, oneOf, record, unique } from './complaint';
import { inFormat, is } from './formats';
import { checkFinalizers } from './metadata';
import { Manifest } from '../manifest';

/** @internal */
export function checkNamespace({ object }: Manifest, complain: Complain): void {
  checkFinalizers(record(object.spec).finalizers, 'spec.finalizers', complain);
}

const SYSTEM: { readonly [name: string]: number } = { 'system-node-critical': 2_000_001_000, 'system-cluster-critical': 2_000_000_000 };

/** @internal */
export function checkPriorityClass({ object, name }: Manifest, complain: Complain): void {
  const value = object.value ?? 0;
  if (name.startsWith('system-')) {
    if (SYSTEM[name] !== value || object.globalDefault === true) complain('api/system-priority', 'metadata.name', 'names with "system-" are for Kubernetes itself', 'Use another name.');
  } else if (typeof value === 'number' && value > 1_000_000_000) {complain('api/number-out-of-range', 'value', `${value} is above 1000000000`, 'Give less.');}
  notEmpty(complain, 'preemptionPolicy', object.preemptionPolicy);
}

/** @internal */
export function checkStorageClass({ object }: Manifest, complain: Complain): void {
  inFormat(complain, 'provisioner', object.provisioner ?? '', (s) => is.qualifiedName(s.toLowerCase()), 'the name of a provisioner');
  oneOf(complain, 'reclaimPolicy', object.reclaimPolicy, ['Delete', 'Retain', '']);
  notEmpty(complain, 'volumeBindingMode', object.volumeBindingMode);
  const parameters = record(object.parameters);
  const keys = Object.keys(parameters);
  if (keys.length > 512) complain('api/too-many', 'parameters', `${keys.length} parameters are given`, 'Give at most 512.');
  if (keys.includes('')) complain('api/no-name', 'parameters', 'a parameter has no name', 'Name it.');
  const size = keys.reduce((sum, key) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(parameters[key] ?? '')), 0);
  if (size > 256 * 1024) complain('api/too-large', 'parameters', `the parameters have ${size} bytes, at most 262144 are kept`, 'Shorten them.');
  checkTopologies(items(object.allowedTopologies), complain);
}

function checkTopologies(terms: any[], complain: Complain): void {
  const seen = terms.map((term, i) => {
    const expressions = items(record(term).matchLabelExpressions).map(record);
    expressions.forEach(({ key, values }, j) => {
      const at = `allowedTopologies[${i}].matchLabelExpressions[${j}]`;
      inFormat(complain, `${at}.key`, key ?? '', is.qualifiedName, 'the key of a label');
      if (items(values).length === 0) complain('api/selector-values', `${at}.values`, 'no value would do', 'Name at least one.');
      unique(complain, (k) => `${at}.values[${k}]`, items(values), 'the value');
    });
    if (expressions.length === 0) complain('api/no-terms', `allowedTopologies[${i}]`, 'the term says nothing', 'Leave it out.');
    unique(complain, (j) => `allowedTopologies[${i}].matchLabelExpressions[${j}].key`, expressions.map(({ key }) => key ?? ''), 'the key');
    return JSON.stringify(expressions.map(({ key, values }) => [key, [...items(values)].sort()]).sort());
  });
  unique(complain, (i) => `allowedTopologies[${i}]`, seen, 'the term');
}
