import { createHash } from 'crypto';
import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels, renderPodTemplate } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { showPlain } from '../model/slot';
import { Platform } from '../platform/platform';

/** What the API server lets change in a Job that exists. */
const MUTABLE = new Set(['parallelism', 'suspend', 'backoffLimit', 'activeDeadlineSeconds', 'ttlSecondsAfterFinished', 'maxFailedIndexes', 'podReplacementPolicy']);

/** The characters that `jobName` adds, and the CronJob controller, too. @internal */
export const JOB_NAME_SUFFIX = 11;

/** @internal */
export function renderJob(settled: Settled, identity: KubeIdentity, platform: Platform, annotations: { [key: string]: string }): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: { ...annotations, ...settled.record(Facts.ANNOTATION) },
    body: { spec: renderJobSpec(settled, identity, platform) },
  };
}

/**
 * What a Job does. There is no selector: the API server gives each Job one that
 * only its own pods meet.
 *
 * @internal
 */
export function renderJobSpec(settled: Settled, identity: KubeIdentity, platform: Platform): any {
  const template = renderPodTemplate(settled, identity, platform, 'Never');
  for (const container of template.spec.containers) {
    // Nothing in these pods is ever restarted, and the API server refuses what says otherwise.
    if (container.resizePolicy) container.resizePolicy = container.resizePolicy.map((policy: any) => ({ ...policy, restartPolicy: 'NotRequired' }));
  }
  return { ...settled.record(Facts.JOB), template };
}

/** A name that is another one whenever something changes that the API server lets nobody change. @internal */
export function jobName(identity: KubeIdentity, spec: any): string {
  const fixed = Object.fromEntries(Object.entries(spec).filter(([field]) => !MUTABLE.has(field)));
  return `${identity.name}-${createHash('sha256').update(showPlain(fixed)).digest('hex').slice(0, JOB_NAME_SUFFIX - 1)}`;
}
