import { Complain, given, record, show, wholeNumber } from './complaint';
import { SINCE } from './features';
import { inFormat, is } from './formats';
import { checkFailurePolicy, checkSuccessPolicy } from './job-policies';
import { checkSelector, selects } from './labels';
import { alwaysUp } from './owned-pods';
import { checkPodTemplate } from './pod';
import { Manifest } from '../manifest';

type Fields = { readonly [field: string]: any };

/** @internal */
export function checkJob({ object, name, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  // Where neither is given, both are 1.
  const filled = given(spec.completions) || given(spec.parallelism) ? spec : { ...spec, completions: 1 };
  checkJobSpec(filled, 'spec', kubernetesMinor, complain);
  checkJobSelector(spec, name, complain);
  const last = `${name}-${filled.completions - 1}`;
  if (spec.completionMode === 'Indexed' && filled.completions > 0 && name !== '' && !is.dnsLabel(last)) {
    complain('api/name-too-long', 'metadata.name', `the last pod would be called ${show(last)}, which is no host name`, 'Use a shorter name, without dots.');
  }
}

/** Jobs get their selectors; one of its own is for those who ask for it. */
function checkJobSelector(spec: Fields, name: string, complain: Complain): void {
  const labels = record(record(record(spec.template).metadata).labels);
  checkSelector(spec.selector, 'spec.selector', complain);
  if (spec.manualSelector === true) {
    if (!given(spec.selector)) complain('api/no-selector', 'spec.selector', 'it was to be given by hand', 'Leave manualSelector out.');
    else if (!selects(spec.selector, labels)) complain('api/selector-mismatch', 'spec.template.metadata.labels', 'the selector does not choose the pods of the template', 'Give the template the labels that are selected.');
    return;
  }
  if (!is.labelValue(name)) complain('api/name-too-long', 'metadata.name', `${show(name)} becomes a label of the pods, and is too long for one`, 'Use at most 63 characters.');
  const generated = { 'job-name': name, 'batch.kubernetes.io/job-name': name, 'controller-uid': '', 'batch.kubernetes.io/controller-uid': '' };
  const matches = selects(spec.selector, generated) && selects(spec.selector, { ...labels, ...generated });
  if (given(spec.selector) && !matches) complain('api/job-selector', 'spec.selector', 'Jobs get their selectors', 'Leave it out.');
}

/** @internal */
export function checkJobSpec(spec: Fields, path: string, minor: number, complain: Complain): void {
  for (const field of ['parallelism', 'completions', 'backoffLimit', 'ttlSecondsAfterFinished', 'backoffLimitPerIndex', 'maxFailedIndexes']) wholeNumber(complain, `${path}.${field}`, spec[field], 0);
  wholeNumber(complain, `${path}.activeDeadlineSeconds`, spec.activeDeadlineSeconds, 0, Number.MAX_SAFE_INTEGER);
  for (const field of ['completionMode', 'podReplacementPolicy']) if (spec[field] === '') complain('api/unknown-word', `${path}.${field}`, 'the text is empty', 'Leave it out.');
  if (minor >= SINCE.managedJobs) inFormat(complain, `${path}.managedBy`, spec.managedBy, (s) => s.length <= 63 && is.domainPath(s), 'a name with a domain, such as "example.com/operator"');
  if (given(spec.maxFailedIndexes) && !given(spec.backoffLimitPerIndex)) complain('api/indexed-job', `${path}.backoffLimitPerIndex`, 'failures are counted per index only with it', 'Give it.');
  if (spec.completionMode === 'Indexed') {checkIndexed(spec, path, complain);} else {
    for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes']) if (given(spec[field])) complain('api/indexed-job', `${path}.${field}`, 'only an indexed Job has indexes', 'Write completionMode: Indexed.');
  }
  if (given(spec.podFailurePolicy)) checkFailurePolicy(spec, `${path}.podFailurePolicy`, complain);
  if (given(spec.successPolicy) && minor >= SINCE.successPolicy) checkSuccessPolicy(spec, `${path}.successPolicy`, complain);
  if (given(spec.podFailurePolicy) && given(spec.podReplacementPolicy) && spec.podReplacementPolicy !== 'Failed') complain('api/pod-replacement', `${path}.podReplacementPolicy`, 'with a podFailurePolicy pods are replaced when they have failed', 'Write Failed.');
  const restartPolicies = given(spec.podFailurePolicy) ? ['Never'] : ['OnFailure', 'Never'];
  checkPodTemplate(spec.template, `${path}.template`, { ...alwaysUp(minor), restartPolicies }, complain);
}

const MANY = 100_000;
const SOME = 10_000;

function checkIndexed(spec: Fields, path: string, complain: Complain): void {
  const { completions, parallelism, maxFailedIndexes, backoffLimitPerIndex } = spec;
  if (!given(completions)) complain('api/indexed-job', `${path}.completions`, 'an indexed Job counts its completions', 'Give completions.');
  const huge = completions > MANY && given(backoffLimitPerIndex);
  const most = huge ? SOME : MANY;
  if (parallelism > most) complain('api/number-out-of-range', `${path}.parallelism`, `${parallelism} is above ${most}`, 'Give less.');
  if (maxFailedIndexes > Math.min(most, completions ?? most)) complain('api/number-out-of-range', `${path}.maxFailedIndexes`, `${maxFailedIndexes} is above ${Math.min(most, completions ?? most)}`, 'Give less.');
  if (huge && !given(maxFailedIndexes)) complain('api/indexed-job', `${path}.maxFailedIndexes`, `it is needed above ${MANY} completions`, 'Give it.');
}
