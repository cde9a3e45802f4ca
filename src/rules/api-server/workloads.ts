import { checkClaimSpec } from './claims';
import { Complain, items, record, wholeNumber } from './complaint';
import { inFormat, inFormatUnlessEmpty, is } from './formats';
import { alwaysUp, checkOwnedPods } from './owned-pods';
import { checkPodSpec } from './pod';
import { checkPodAnnotations } from './pod-annotations';
import { checkDaemonSetUpdate, checkDeploymentUpdate, checkNoUpdate } from './rolling-update';
import { Manifest } from '../manifest';

/** @internal */
export function checkPod({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  checkPodAnnotations(record(object.metadata).annotations, spec, 'metadata.annotations', complain);
  checkPodSpec(spec, 'spec', { ...alwaysUp(kubernetesMinor), restartPolicies: ['Always', 'OnFailure', 'Never'], isPod: true }, complain);
}

/** @internal */
export function checkDeployment({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  checkOwnedPods(spec, alwaysUp(kubernetesMinor), complain);
  for (const field of ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds']) wholeNumber(complain, `spec.${field}`, spec[field], 0);
  const { type, rollingUpdate } = record(spec.strategy);
  if (type === 'Recreate') checkNoUpdate(rollingUpdate, type, 'spec.strategy.rollingUpdate', complain);
  else checkDeploymentUpdate(rollingUpdate, 'spec.strategy.rollingUpdate', complain);
  const deadline = spec.progressDeadlineSeconds ?? 600;
  const minReady = spec.minReadySeconds ?? 0;
  if (typeof deadline === 'number' && typeof minReady === 'number' && deadline <= minReady) {
    complain('api/deadline', 'spec.progressDeadlineSeconds', `the deadline of ${deadline} s is over before a pod counts, after ${minReady} s`, 'Give a deadline above minReadySeconds.');
  }
}

/** @internal */
export function checkReplicaSet({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  for (const field of ['replicas', 'minReadySeconds']) wholeNumber(complain, `spec.${field}`, spec[field], 0);
  checkOwnedPods(spec, alwaysUp(kubernetesMinor), complain);
}

/** @internal */
export function checkDaemonSet({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  checkOwnedPods(spec, alwaysUp(kubernetesMinor), complain);
  const { type, rollingUpdate } = record(spec.updateStrategy);
  if (type !== 'OnDelete') checkDaemonSetUpdate(rollingUpdate, 'spec.updateStrategy.rollingUpdate', complain);
  for (const field of ['minReadySeconds', 'revisionHistoryLimit']) wholeNumber(complain, `spec.${field}`, spec[field], 0);
}

/** @internal */
export function checkStatefulSet({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  const templates = items(spec.volumeClaimTemplates).map(record);
  const claims = new Map(templates.map((template) => [record(template.metadata).name ?? '', { persistentVolumeClaim: {} }]));
  checkOwnedPods(spec, { ...alwaysUp(kubernetesMinor), claims, namesPods: true }, complain);
  const { type, rollingUpdate } = record(spec.updateStrategy);
  if (type === 'OnDelete') checkNoUpdate(rollingUpdate, type, 'spec.updateStrategy.rollingUpdate', complain);
  else wholeNumber(complain, 'spec.updateStrategy.rollingUpdate.partition', record(rollingUpdate).partition, 0);
  for (const field of ['replicas', 'minReadySeconds']) wholeNumber(complain, `spec.${field}`, spec[field], 0);
  wholeNumber(complain, 'spec.ordinals.start', record(spec.ordinals).start, 0);
  inFormatUnlessEmpty(complain, 'spec.serviceName', spec.serviceName, is.dnsLabel, 'the name of a Service');
  templates.forEach((template, i) => {
    const at = `spec.volumeClaimTemplates[${i}]`;
    inFormat(complain, `${at}.metadata.name`, record(template.metadata).name ?? '', is.dnsLabel, 'a DNS label of at most 63 characters');
    checkClaimSpec(record(template.spec), `${at}.spec`, kubernetesMinor, complain);
  });
}
