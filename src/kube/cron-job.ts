import { KubeIdentity } from './identity';
import { renderJobSpec } from './job';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Platform } from '../platform/platform';

/** @internal */
export function renderCronJob(settled: Settled, identity: KubeIdentity, platform: Platform): Rendered {
  const labels = podLabels(settled, identity);
  return {
    labels,
    annotations: settled.record(Facts.ANNOTATION),
    body: { spec: { ...settled.record(Facts.CRON_JOB), jobTemplate: { metadata: { labels }, spec: renderJobSpec(settled, identity, platform) } } },
  };
}
