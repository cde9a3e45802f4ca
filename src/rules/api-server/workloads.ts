import { Complain, given, items, oneOf, record, show, wholeNumber } from './complaint';
import { is } from './formats';
import { checkLabels, checkSelector, selects } from './metadata';
import { checkPodSpec, checkPodTemplate, PodSurroundings } from './pod';
import { checkClaimSpec } from './storage';
import { Manifest } from '../manifest';

const NONE: ReadonlySet<string> = new Set();

/** @internal */
export function checkPod({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  checkPodSpec(record(object.spec), 'spec', { restartPolicies: ['Always', 'OnFailure', 'Never'], claims: NONE, minor: kubernetesMinor }, complain);
}

/** @internal */
export function checkDeployment({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  wholeNumber(complain, 'spec.replicas', spec.replicas, 0);
  checkOwnedPods(spec, alwaysUp(kubernetesMinor), complain);
  const { type, rollingUpdate } = record(spec.strategy);
  oneOf(complain, 'spec.strategy.type', type || undefined, ['RollingUpdate', 'Recreate']);
  if (type === 'Recreate' && given(rollingUpdate)) complain('api/recreate', 'spec.strategy.rollingUpdate', 'Recreate replaces all pods at once', 'Leave rollingUpdate out.');
  if (type !== 'Recreate') checkRollingUpdate(record(rollingUpdate), 'spec.strategy.rollingUpdate', '25%', complain);
  wholeNumber(complain, 'spec.minReadySeconds', spec.minReadySeconds, 0);
  wholeNumber(complain, 'spec.revisionHistoryLimit', spec.revisionHistoryLimit, 0);
  wholeNumber(complain, 'spec.progressDeadlineSeconds', spec.progressDeadlineSeconds, 0);
  const deadline = spec.progressDeadlineSeconds ?? 600;
  const minReady = spec.minReadySeconds ?? 0;
  if (typeof deadline === 'number' && typeof minReady === 'number' && deadline <= minReady) {
    complain('api/deadline', 'spec.progressDeadlineSeconds', `the deadline of ${deadline} s is over before a pod counts, after ${minReady} s`, 'Give a deadline above minReadySeconds.');
  }
}

/** @internal */
export function checkReplicaSet({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  wholeNumber(complain, 'spec.replicas', spec.replicas, 0);
  wholeNumber(complain, 'spec.minReadySeconds', spec.minReadySeconds, 0);
  checkOwnedPods(spec, alwaysUp(kubernetesMinor), complain);
}

/** @internal */
export function checkDaemonSet({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  checkOwnedPods(spec, alwaysUp(kubernetesMinor), complain);
  const { type, rollingUpdate } = record(spec.updateStrategy);
  oneOf(complain, 'spec.updateStrategy.type', type || undefined, ['RollingUpdate', 'OnDelete']);
  if (type !== 'OnDelete') checkRollingUpdate(record(rollingUpdate), 'spec.updateStrategy.rollingUpdate', 0, complain);
  wholeNumber(complain, 'spec.minReadySeconds', spec.minReadySeconds, 0);
  wholeNumber(complain, 'spec.revisionHistoryLimit', spec.revisionHistoryLimit, 0);
}

/** @internal */
export function checkStatefulSet({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  wholeNumber(complain, 'spec.replicas', spec.replicas, 0);
  const claims = new Set(items(spec.volumeClaimTemplates).map((t) => record(record(t).metadata).name));
  checkOwnedPods(spec, { ...alwaysUp(kubernetesMinor), claims }, complain);
  oneOf(complain, 'spec.podManagementPolicy', spec.podManagementPolicy || undefined, ['OrderedReady', 'Parallel']);
  const { type, rollingUpdate } = record(spec.updateStrategy);
  oneOf(complain, 'spec.updateStrategy.type', type || undefined, ['RollingUpdate', 'OnDelete']);
  if (type === 'OnDelete' && given(rollingUpdate)) complain('api/on-delete', 'spec.updateStrategy.rollingUpdate', 'OnDelete updates nothing by itself', 'Leave rollingUpdate out.');
  wholeNumber(complain, 'spec.updateStrategy.rollingUpdate.partition', record(rollingUpdate).partition, 0);
  wholeNumber(complain, 'spec.minReadySeconds', spec.minReadySeconds, 0);
  wholeNumber(complain, 'spec.revisionHistoryLimit', spec.revisionHistoryLimit, 0);
  wholeNumber(complain, 'spec.ordinals.start', record(spec.ordinals).start, 0);
  for (const field of ['whenDeleted', 'whenScaled']) {
    oneOf(complain, `spec.persistentVolumeClaimRetentionPolicy.${field}`, record(spec.persistentVolumeClaimRetentionPolicy)[field], ['Retain', 'Delete']);
  }
  items(spec.volumeClaimTemplates).forEach((template, i) => checkClaimSpec(record(record(template).spec), `spec.volumeClaimTemplates[${i}].spec`, complain));
}

/** @internal */
export function checkJob({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  checkJobSpec(record(object.spec), 'spec', kubernetesMinor, complain);
}

const MACROS = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);

/** @internal */
export function checkCronJob({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  const { schedule, timeZone } = spec;
  if (typeof schedule !== 'string' || schedule === '') complain('api/no-schedule', 'spec.schedule', 'there is no schedule', 'Write one, such as "0 3 * * *".');
  else if (schedule.includes('TZ')) complain('api/bad-schedule', 'spec.schedule', `${show(schedule)} names a time zone`, 'Use the field timeZone.');
  else if (!isSchedule(schedule)) complain('api/bad-schedule', 'spec.schedule', `${show(schedule)} is not a schedule`, 'Write minute, hour, day, month and weekday, such as "0 3 * * *".');
  if (typeof timeZone === 'string' && !isTimeZone(timeZone)) complain('api/bad-time-zone', 'spec.timeZone', `${show(timeZone)} is not a time zone`, 'Use a name of the IANA database, such as "Europe/Zurich".');
  oneOf(complain, 'spec.concurrencyPolicy', spec.concurrencyPolicy || undefined, ['Allow', 'Forbid', 'Replace']);
  for (const field of ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit']) wholeNumber(complain, `spec.${field}`, spec[field], 0, field === 'startingDeadlineSeconds' ? Number.MAX_SAFE_INTEGER : undefined);
  const template = record(spec.jobTemplate);
  checkLabels(record(template.metadata).labels, 'spec.jobTemplate.metadata.labels', complain);
  const job = record(template.spec);
  if (given(job.manualSelector)) complain('api/job-selector', 'spec.jobTemplate.spec.manualSelector', 'the Jobs of a CronJob get their selectors', 'Leave it out.');
  if (given(job.selector)) complain('api/job-selector', 'spec.jobTemplate.spec.selector', 'the Jobs of a CronJob get their selectors', 'Leave it out.');
  checkJobSpec(job, 'spec.jobTemplate.spec', kubernetesMinor, complain);
}

function checkJobSpec(spec: { [key: string]: any }, path: string, minor: number, complain: Complain): void {
  for (const field of ['parallelism', 'completions', 'backoffLimit', 'ttlSecondsAfterFinished', 'backoffLimitPerIndex', 'maxFailedIndexes']) wholeNumber(complain, `${path}.${field}`, spec[field], 0);
  wholeNumber(complain, `${path}.activeDeadlineSeconds`, spec.activeDeadlineSeconds, 0, Number.MAX_SAFE_INTEGER);
  oneOf(complain, `${path}.completionMode`, spec.completionMode, ['NonIndexed', 'Indexed']);
  oneOf(complain, `${path}.podReplacementPolicy`, spec.podReplacementPolicy, ['TerminatingOrFailed', 'Failed']);
  if (spec.completionMode === 'Indexed') {
    if (!given(spec.completions)) complain('api/indexed-job', `${path}.completions`, 'an indexed Job counts its completions', 'Give completions.');
    if (typeof spec.parallelism === 'number' && spec.parallelism > 100_000) complain('api/number-out-of-range', `${path}.parallelism`, `${spec.parallelism} is above 100000`, 'Give less.');
  } else if (given(spec.backoffLimitPerIndex)) complain('api/indexed-job', `${path}.backoffLimitPerIndex`, 'only an indexed Job has indexes', 'Write completionMode: Indexed.');
  if (given(spec.podFailurePolicy) && record(record(spec.template).spec).restartPolicy !== 'Never') {
    complain('api/pod-failure-policy', `${path}.template.spec.restartPolicy`, 'a podFailurePolicy needs the restart policy Never', 'Write restartPolicy: Never.');
  }
  checkPodTemplate(spec.template, `${path}.template`, { restartPolicies: ['OnFailure', 'Never'], claims: NONE, minor }, complain);
  if (!given(record(record(spec.template).spec).restartPolicy)) complain('api/unknown-word', `${path}.template.spec.restartPolicy`, 'the default Always is not for Jobs', 'Write OnFailure or Never.');
}

function alwaysUp(minor: number): PodSurroundings {
  return { restartPolicies: ['Always'], claims: NONE, minor };
}

/** A selector, and a template whose pods it chooses. */
function checkOwnedPods(spec: { [key: string]: any }, around: PodSurroundings, complain: Complain): void {
  const { selector, template } = spec;
  checkSelector(selector, 'spec.selector', complain);
  const chosen = record(selector);
  if (!given(selector)) complain('api/no-selector', 'spec.selector', 'nothing says which pods are its own', 'Select the labels of the template.');
  else if (Object.keys(record(chosen.matchLabels)).length === 0 && items(chosen.matchExpressions).length === 0) complain('api/no-selector', 'spec.selector', 'it would select every pod', 'Select the labels of the template.');
  else if (!selects(selector, record(record(record(template).metadata).labels))) {
    complain('api/selector-mismatch', 'spec.template.metadata.labels', 'the selector does not choose the pods of the template', 'Give the template the labels that are selected.');
  }
  checkPodTemplate(template, 'spec.template', around, complain);
  if (given(record(record(template).spec).activeDeadlineSeconds)) complain('api/active-deadline', 'spec.template.spec.activeDeadlineSeconds', 'pods that always run have no deadline', 'Leave it out.');
}

/** Surge rounds up, unavailable down; both 0 would be a standstill. */
function checkRollingUpdate(update: { [key: string]: any }, path: string, defaultSurge: string | number, complain: Complain): void {
  const unavailable = amount(update.maxUnavailable ?? (defaultSurge === 0 ? 1 : '25%'), `${path}.maxUnavailable`, true, complain);
  const surge = amount(update.maxSurge ?? defaultSurge, `${path}.maxSurge`, false, complain);
  if (surge === 0 && unavailable === 0) complain('api/standstill', path, 'maxSurge and maxUnavailable are both 0; no pod could ever be replaced', 'Allow at least one of the two.');
  if (defaultSurge === 0 && surge !== 0 && unavailable !== 0 && given(update.maxSurge)) complain('api/standstill', path, 'a DaemonSet may surge or be short of pods, not both', 'Set one of the two to 0.');
}

/** The number, or the percentage as a number. */
function amount(value: unknown, path: string, atMostAll: boolean, complain: Complain): number | undefined {
  if (typeof value === 'number') {
    wholeNumber(complain, path, value, 0);
    return value;
  }
  if (typeof value !== 'string' || !is.percent(value)) {
    complain('api/bad-amount', path, `${show(value)} is neither a number nor a percentage`, 'Write a number of pods or a percentage, such as "25%".');
    return undefined;
  }
  const percent = parseInt(value, 10);
  if (atMostAll && percent > 100) complain('api/bad-amount', path, `${value} is more than all`, 'Write at most "100%".');
  return percent;
}

const RANGES: Array<[number, number, string[]]> = [
  [0, 59, []], [0, 23, []], [1, 31, []],
  [1, 12, ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']],
  [0, 6, ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']],
];

/** What robfig/cron's standard parser takes. @internal */
export function isSchedule(schedule: string): boolean {
  if (schedule.startsWith('@')) return MACROS.has(schedule) || /^@every [0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h)([0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h))*$/.test(schedule);
  const fields = schedule.trim().split(/\s+/);
  return fields.length === 5 && fields.every((field, i) => field.split(',').filter((part) => part !== '').every((part) => isRange(part, ...RANGES[i])) && field.replace(/,/g, '') !== '');
}

function isRange(part: string, min: number, max: number, names: string[]): boolean {
  const [range, step, more] = part.split('/');
  if (more !== undefined || (step !== undefined && !(/^[0-9]+$/.test(step) && Number(step) > 0))) return false;
  if (range === '*' || range === '?') return true;
  const [from, to, third] = range.split('-');
  if (third !== undefined) return false;
  const numberOf = (text: string) => {
    const byName = names.indexOf(text.toLowerCase());
    return byName >= 0 ? byName + min : /^[0-9]+$/.test(text) ? Number(text) : NaN;
  };
  const start = numberOf(from);
  const end = to === undefined ? (step === undefined ? start : max) : numberOf(to);
  return start >= min && end <= max && start <= end;
}

function isTimeZone(name: string): boolean {
  if (name === '' || name.toLowerCase() === 'local') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}
