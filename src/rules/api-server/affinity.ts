import { Complain, given, items, record, show } from './complaint';
import { SINCE } from './features';
import { inFormat, is } from './formats';
import { checkLabelKeys, checkSelector, checkValues } from './labels';

type Fields = { readonly [field: string]: any };

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Which nodes a pod wants, and which neighbours. @internal */
export function checkAffinity(affinity: unknown, path: string, isPod: boolean, minor: number, complain: Complain): void {
  if (!given(affinity)) return;
  const { podAffinity, podAntiAffinity, nodeAffinity } = record(affinity);
  for (const [name, side] of [['podAffinity', record(podAffinity)], ['podAntiAffinity', record(podAntiAffinity)]] as const) {
    items(side[REQUIRED]).forEach((term, i) => checkPodTerm(record(term), `${path}.${name}.${REQUIRED}[${i}]`, isPod, minor, complain));
    items(side[PREFERRED]).forEach((term, i) => {
      const at = `${path}.${name}.${PREFERRED}[${i}]`;
      checkWeight(record(term).weight, at, complain);
      checkPodTerm(record(record(term).podAffinityTerm), `${at}.podAffinityTerm`, isPod, minor, complain);
    });
  }
  const nodes = record(nodeAffinity);
  if (given(nodes[REQUIRED])) checkNodeSelector(nodes[REQUIRED], `${path}.nodeAffinity.${REQUIRED}`, true, complain);
  items(nodes[PREFERRED]).forEach((term, i) => {
    const at = `${path}.nodeAffinity.${PREFERRED}[${i}]`;
    checkWeight(record(term).weight, at, complain);
    checkNodeTerm(record(record(term).preference), `${at}.preference`, false, complain);
  });
}

function checkWeight(weight: unknown, at: string, complain: Complain): void {
  if (!given(weight) || (typeof weight === 'number' && (weight < 1 || weight > 100))) complain('api/number-out-of-range', `${at}.weight`, `${weight ?? 0} is not a whole number from 1 to 100`, 'Give a number in that range.');
}

function checkPodTerm(term: Fields, at: string, isPod: boolean, minor: number, complain: Complain): void {
  inFormat(complain, `${at}.topologyKey`, term.topologyKey ?? '', is.qualifiedName, 'the key of a node label, such as kubernetes.io/hostname');
  checkSelector(term.labelSelector, `${at}.labelSelector`, complain);
  checkSelector(term.namespaceSelector, `${at}.namespaceSelector`, complain);
  items(term.namespaces).forEach((namespace, i) => inFormat(complain, `${at}.namespaces[${i}]`, namespace ?? '', is.dnsLabel, 'the name of a namespace'));
  if (minor >= SINCE.matchLabelKeysInAffinity) checkLabelKeys(term, at, isPod, complain);
}

/** Which nodes; without terms it would be none. @internal */
export function checkNodeSelector(selector: unknown, at: string, valuesAreLabels: boolean, complain: Complain): void {
  const terms = items(record(selector).nodeSelectorTerms);
  if (terms.length === 0) complain('api/no-terms', `${at}.nodeSelectorTerms`, 'no node would do', 'Name at least one term.');
  terms.forEach((term, i) => checkNodeTerm(record(term), `${at}.nodeSelectorTerms[${i}]`, valuesAreLabels, complain));
}

function checkNodeTerm(term: Fields, at: string, valuesAreLabels: boolean, complain: Complain): void {
  items(term.matchExpressions).forEach((expression, i) => {
    const { key, operator, values } = record(expression);
    const place = `${at}.matchExpressions[${i}]`;
    inFormat(complain, `${place}.key`, key ?? '', is.qualifiedName, 'the key of a label');
    if (!given(operator) || operator === '') complain('api/unknown-word', `${place}.operator`, 'there is no operator', 'Use In, NotIn, Exists, DoesNotExist, Gt or Lt.');
    checkValues(operator, values, ['In', 'NotIn'], place, complain);
    if ((operator === 'Gt' || operator === 'Lt') && items(values).length !== 1) complain('api/selector-values', `${place}.values`, `${operator} compares with one value`, 'Name exactly one value.');
    if (valuesAreLabels) items(values).forEach((value, j) => inFormat(complain, `${place}.values[${j}]`, value ?? '', is.labelValue, 'the value of a label'));
  });
  items(term.matchFields).forEach((field, i) => {
    const { key, operator, values } = record(field);
    const place = `${at}.matchFields[${i}]`;
    if (operator !== 'In' && operator !== 'NotIn') complain('api/unknown-word', `${place}.operator`, `${show(operator ?? '')} is not In or NotIn`, 'Use one of these words.');
    else if (items(values).length !== 1) complain('api/selector-values', `${place}.values`, `${operator} takes one node here`, 'Name exactly one.');
    if (key !== 'metadata.name') complain('api/unknown-field-path', `${place}.key`, `${show(key ?? '')} is no field to choose nodes by`, 'Use metadata.name.');
    items(values).forEach((value, j) => inFormat(complain, `${place}.values[${j}]`, value ?? '', is.dnsSubdomain, 'the name of a node'));
  });
}
