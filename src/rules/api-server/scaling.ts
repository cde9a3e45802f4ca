import { Complain, given, items, oneOf, record, show, wholeNumber } from './complaint';
import { inFormat, is } from './formats';
import { checkSelector } from './metadata';
import { nanoUnits } from './quantity';
import { Manifest } from '../manifest';

const SOURCES: { [type: string]: string } = { Resource: 'resource', ContainerResource: 'containerResource', Pods: 'pods', Object: 'object', External: 'external' };

/** @internal */
export function checkAutoscaler({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  const { kind, name } = record(spec.scaleTargetRef);
  inFormat(complain, 'spec.scaleTargetRef.kind', kind ?? '', (s) => is.pathSegment(s), 'a kind');
  inFormat(complain, 'spec.scaleTargetRef.name', name ?? '', (s) => is.pathSegment(s), 'the name of an object');
  const metrics = items(spec.metrics);
  wholeNumber(complain, 'spec.maxReplicas', spec.maxReplicas ?? 0, 1);
  const toZero = kubernetesMinor >= 37 && metrics.some((m) => ['Object', 'External'].includes(record(m).type));
  wholeNumber(complain, 'spec.minReplicas', spec.minReplicas, toZero ? 0 : 1);
  const min = spec.minReplicas ?? 1;
  if (typeof min === 'number' && typeof spec.maxReplicas === 'number' && spec.maxReplicas < min) {
    complain('api/min-above-max', 'spec.maxReplicas', `the most, ${spec.maxReplicas}, is below the fewest, ${min}`, 'Swap them, or raise maxReplicas.');
  }
  metrics.forEach((metric, i) => checkMetric(record(metric), `spec.metrics[${i}]`, complain));
  for (const direction of ['scaleUp', 'scaleDown']) {
    const rules = record(spec.behavior)[direction];
    if (given(rules)) checkBehavior(record(rules), `spec.behavior.${direction}`, complain);
  }
}

function checkMetric(metric: { [key: string]: any }, at: string, complain: Complain): void {
  const { type } = metric;
  oneOf(complain, `${at}.type`, type ?? '', Object.keys(SOURCES));
  const own = SOURCES[type];
  for (const source of Object.values(SOURCES)) {
    if (given(metric[source]) && source !== own) complain('api/metric-source', `${at}.${source}`, `the metric's type is ${show(type)}`, `Keep only ${own ?? 'the source of the type'}.`);
  }
  if (own === undefined) return;
  const source = record(metric[own]);
  if (!given(metric[own])) {
    complain('api/metric-source', `${at}.${own}`, `a metric of the type ${type} needs it`, `Give ${own}.`);
    return;
  }
  if (own === 'resource' || own === 'containerResource') {
    if (!source.name) complain('api/no-name', `${at}.${own}.name`, 'no resource is named', 'Name cpu or memory.');
    if (own === 'containerResource') inFormat(complain, `${at}.${own}.container`, source.container ?? '', is.dnsLabel, 'the name of a container');
    checkTarget(source.target, `${at}.${own}.target`, ['Utilization', 'AverageValue'], complain);
  } else {
    if (!record(source.metric).name) complain('api/no-name', `${at}.${own}.metric.name`, 'no metric is named', 'Name it.');
    checkSelector(record(source.metric).selector, `${at}.${own}.metric.selector`, complain);
    checkTarget(source.target, `${at}.${own}.target`, own === 'pods' ? ['AverageValue'] : ['Value', 'AverageValue'], complain);
    if (own === 'object') {
      const { kind, name } = record(source.describedObject);
      if (!kind || !name) complain('api/no-name', `${at}.object.describedObject`, 'no object is named', 'Give its kind and name.');
    }
  }
}

function checkTarget(target: unknown, at: string, types: string[], complain: Complain): void {
  const { type, averageUtilization, averageValue, value } = record(target);
  if (!type) complain('api/no-type', `${at}.type`, 'nothing says what is aimed at', `Write ${types.join(' or ')}.`);
  else oneOf(complain, `${at}.type`, type, ['Utilization', 'Value', 'AverageValue']);
  if (given(averageUtilization)) {
    wholeNumber(complain, `${at}.averageUtilization`, averageUtilization, 1);
    if (given(averageValue)) complain('api/one-target', `${at}.averageValue`, 'a value and a utilization are aimed at', 'Keep one of the two.');
  }
  for (const [field, amount] of [['averageValue', averageValue], ['value', value]] as const) {
    const nano = nanoUnits(amount);
    if (nano !== undefined && nano <= 0n) complain('api/number-out-of-range', `${at}.${field}`, `${show(amount)} is not above 0`, 'Give more than 0.');
  }
  const has: { [type: string]: boolean } = { Utilization: given(averageUtilization), AverageValue: given(averageValue), Value: given(value) };
  if (!types.some((t) => has[t])) complain('api/no-target', at, 'no value is aimed at', `Give ${types.map((t) => ({ Utilization: 'averageUtilization', AverageValue: 'averageValue', Value: 'value' }[t])).join(' or ')}.`);
}

function checkBehavior(rules: { [key: string]: any }, at: string, complain: Complain): void {
  wholeNumber(complain, `${at}.stabilizationWindowSeconds`, rules.stabilizationWindowSeconds, 0, 3600);
  oneOf(complain, `${at}.selectPolicy`, rules.selectPolicy, ['Max', 'Min', 'Disabled']);
  if (given(rules.policies) && items(rules.policies).length === 0) complain('api/no-policies', `${at}.policies`, 'the list is empty', 'Leave it out, or name a policy.');
  items(rules.policies).forEach((policy, i) => {
    const { type, value, periodSeconds } = record(policy);
    oneOf(complain, `${at}.policies[${i}].type`, type ?? '', ['Pods', 'Percent']);
    wholeNumber(complain, `${at}.policies[${i}].value`, value ?? 0, 1);
    wholeNumber(complain, `${at}.policies[${i}].periodSeconds`, periodSeconds ?? 0, 1, 1800);
  });
}

/** @internal */
export function checkDisruptionBudget({ object }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  if (given(spec.minAvailable) && given(spec.maxUnavailable)) complain('api/one-bound', 'spec', 'minAvailable and maxUnavailable are both given', 'Keep one of the two.');
  for (const field of ['minAvailable', 'maxUnavailable']) {
    const value = spec[field];
    if (typeof value === 'number') wholeNumber(complain, `spec.${field}`, value, 0);
    else if (given(value) && (!is.percent(String(value)) || parseInt(value, 10) > 100)) {
      complain('api/bad-amount', `spec.${field}`, `${show(value)} is neither a number nor a percentage up to 100%`, 'Write a number of pods, or a percentage such as "25%".');
    }
  }
  checkSelector(spec.selector, 'spec.selector', complain);
  oneOf(complain, 'spec.unhealthyPodEvictionPolicy', spec.unhealthyPodEvictionPolicy, ['IfHealthyBudget', 'AlwaysAllow']);
}
