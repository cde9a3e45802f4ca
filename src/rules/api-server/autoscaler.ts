import { Complain, given, items, named, needsName, notEmpty, record, show, wholeNumber } from './complaint';
import { SINCE } from './features';
import { inFormat, is } from './formats';
import { checkSelector } from './labels';
import { nanoUnits } from './quantity';
import { checkContainerResourceName } from './resource-names';
import { Manifest } from '../manifest';

type Fields = { readonly [field: string]: any };

const SOURCES: { readonly [type: string]: string } = { Resource: 'resource', ContainerResource: 'containerResource', Pods: 'pods', Object: 'object', External: 'external' };
const ALL_SOURCES = Object.values(SOURCES);

/** @internal */
export function checkAutoscaler({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  checkTarget(record(spec.scaleTargetRef), 'spec.scaleTargetRef', kubernetesMinor, complain);
  wholeNumber(complain, 'spec.maxReplicas', spec.maxReplicas ?? 0, 1);
  const min = spec.minReplicas ?? 1;
  wholeNumber(complain, 'spec.minReplicas', spec.minReplicas, 1);
  if (typeof min === 'number' && typeof spec.maxReplicas === 'number' && spec.maxReplicas < min) {
    complain('api/min-above-max', 'spec.maxReplicas', `the most, ${spec.maxReplicas}, is below the fewest, ${min}`, 'Swap them, or raise maxReplicas.');
  }
  wholeNumber(complain, 'spec.targetCPUUtilizationPercentage', spec.targetCPUUtilizationPercentage, 1);
  items(spec.metrics).forEach((metric, i) => checkMetric(record(metric), `spec.metrics[${i}]`, complain));
  for (const direction of ['scaleUp', 'scaleDown']) {
    const rules = record(spec.behavior)[direction];
    if (given(rules)) checkBehavior(record(rules), `spec.behavior.${direction}`, kubernetesMinor, complain);
  }
}

function checkTarget({ apiVersion, kind, name }: Fields, at: string, minor: number, complain: Complain): void {
  inFormat(complain, `${at}.kind`, kind ?? '', is.pathSegment, 'a kind');
  inFormat(complain, `${at}.name`, name ?? '', is.pathSegment, 'the name of an object');
  if (minor >= SINCE.scaleTargetGroups && !/^[^/]+\/[^/]*$/.test(apiVersion ?? '')) {
    complain('api/no-groups', `${at}.apiVersion`, `${show(apiVersion ?? '')} names no API group`, 'Write it in full, such as apps/v1.');
  }
}

function checkMetric(metric: Fields, at: string, complain: Complain): void {
  const { type } = metric;
  const own = SOURCES[type];
  for (const source of ALL_SOURCES) {
    if (given(metric[source]) && source !== own) complain('api/metric-source', `${at}.${source}`, `the metric's type is ${show(type ?? '')}`, `Keep only ${own ?? 'the source of the type'}.`);
  }
  if (own === undefined || !given(metric[own])) {
    complain('api/metric-source', `${at}.${own ?? 'type'}`, own === undefined ? 'the metric has no known type' : `a metric of the type ${type} needs it`, `Give ${own ?? 'a type'}.`);
    return;
  }
  checkSource(own, record(metric[own]), `${at}.${own}`, complain);
}

const AIMS: { readonly [source: string]: readonly string[] } = {
  resource: ['averageUtilization', 'averageValue'],
  containerResource: ['averageUtilization', 'averageValue'],
  pods: ['averageValue'],
  object: ['value', 'averageValue'],
  external: ['value', 'averageValue'],
};

function checkSource(own: string, source: Fields, at: string, complain: Complain): void {
  if (own === 'resource' || own === 'containerResource') {
    needsName(complain, `${at}.name`, source.name, 'resource');
    if (own === 'containerResource') {
      if (named(source.name)) checkContainerResourceName(source.name, `${at}.name`, complain);
      inFormat(complain, `${at}.container`, source.container ?? '', is.dnsLabel, 'the name of a container');
    }
  } else {
    inFormat(complain, `${at}.metric.name`, record(source.metric).name ?? '', is.pathSegment, 'the name of a metric');
    checkSelector(record(source.metric).selector, `${at}.metric.selector`, complain);
  }
  if (own === 'object') {
    const { kind, name, apiVersion } = record(source.describedObject);
    inFormat(complain, `${at}.describedObject.kind`, kind ?? '', is.pathSegment, 'a kind');
    inFormat(complain, `${at}.describedObject.name`, name ?? '', is.pathSegment, 'the name of an object');
    inFormat(complain, `${at}.describedObject.apiVersion`, apiVersion, (s) => s.split('/').length <= 2, 'an apiVersion');
  }
  checkAim(record(source.target), `${at}.target`, AIMS[own], own !== 'object', complain);
}

function checkAim(target: Fields, at: string, aims: readonly string[], onlyOne: boolean, complain: Complain): void {
  if (!named(target.type)) complain('api/no-type', `${at}.type`, 'nothing says what is aimed at', 'Write Utilization, Value or AverageValue.');
  wholeNumber(complain, `${at}.averageUtilization`, target.averageUtilization, 1);
  for (const field of ['averageValue', 'value']) {
    const nano = nanoUnits(target[field]);
    if (nano !== undefined && nano <= 0n) complain('api/number-out-of-range', `${at}.${field}`, `${show(target[field])} is not above 0`, 'Give more than 0.');
  }
  const there = aims.filter((field) => given(target[field]));
  if (there.length === 0) complain('api/no-target', at, 'no value is aimed at', `Give ${aims.join(' or ')}.`);
  if (there.length > 1 && onlyOne) complain('api/one-target', at, `${there.join(' and ')} are aimed at`, 'Keep one of the two.');
}

function checkBehavior(rules: Fields, at: string, minor: number, complain: Complain): void {
  wholeNumber(complain, `${at}.stabilizationWindowSeconds`, rules.stabilizationWindowSeconds, 0, 3600);
  notEmpty(complain, `${at}.selectPolicy`, rules.selectPolicy);
  if (given(rules.policies) && items(rules.policies).length === 0) complain('api/no-policies', `${at}.policies`, 'the list is empty', 'Leave it out, or name a policy.');
  items(rules.policies).forEach((policy, i) => {
    const { type, value, periodSeconds } = record(policy);
    if (!named(type)) complain('api/unknown-word', `${at}.policies[${i}].type`, 'the policy has no type', 'Write Pods or Percent.');
    wholeNumber(complain, `${at}.policies[${i}].value`, value ?? 0, 1);
    wholeNumber(complain, `${at}.policies[${i}].periodSeconds`, periodSeconds ?? 0, 1, 1800);
  });
  const tolerance = nanoUnits(rules.tolerance);
  if (minor >= SINCE.autoscalerTolerance && tolerance !== undefined && tolerance < 0n) complain('api/negative-quantity', `${at}.tolerance`, `${show(rules.tolerance)} is negative`, 'Give 0 or more.');
}
