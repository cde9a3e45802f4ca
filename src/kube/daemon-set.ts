import { k8s } from 'cdk8s-plus-28';
import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels, renderPodTemplate } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Platform } from '../platform/platform';

/** @internal */
export function renderDaemonSet(settled: Settled, identity: KubeIdentity, platform: Platform): Rendered {
  const wire = k8s.KubeDaemonSet.manifest({
    spec: {
      selector: { matchLabels: identity.selector },
      minReadySeconds: settled.get(Facts.MIN_READY),
      revisionHistoryLimit: settled.get(Facts.REVISIONS),
      template: {},
    },
  });
  wire.spec.updateStrategy = {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: settled.get(Facts.MAX_SURGE)?._wire ?? 0, maxUnavailable: settled.get(Facts.MAX_UNAVAILABLE)?._wire ?? 1 },
  };
  wire.spec.template = renderPodTemplate(settled, identity, platform);
  return { labels: podLabels(settled, identity), annotations: settled.record(Facts.ANNOTATION), body: { spec: wire.spec } };
}
