import { k8s } from 'cdk8s-plus-28';
import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels, renderPodTemplate } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Platform } from '../platform/platform';
import { PodAmount } from '../values/pod-amount';

/** @internal */
export function renderDeployment(settled: Settled, identity: KubeIdentity, platform: Platform): Rendered {
  const replicas = settled.get(Facts.REPLICAS);
  const wire = k8s.KubeDeployment.manifest({
    spec: {
      replicas: replicas && 'fixed' in replicas ? replicas.fixed : undefined,
      selector: { matchLabels: selectorOf(settled, identity) },
      strategy: strategy(settled),
      minReadySeconds: settled.get(Facts.MIN_READY),
      progressDeadlineSeconds: settled.get(Facts.PROGRESS_DEADLINE),
      revisionHistoryLimit: settled.get(Facts.REVISIONS),
      template: {},
    },
  });
  wire.spec.template = renderPodTemplate(settled, identity, platform);
  return { labels: podLabels(settled, identity), annotations: settled.record(Facts.ANNOTATION), body: { spec: wire.spec } };
}

/**
 * Flagger copies a Deployment and changes the value of one label in the copy, out of a
 * few that it knows. It is not the identity: policies and budgets then hold for both.
 */
function selectorOf(settled: Settled, identity: KubeIdentity): { [key: string]: string } {
  return settled.get(Facts.FLAGGER_CANARY) === undefined ? identity.selector : { 'app.kubernetes.io/name': identity.name };
}

function strategy(settled: Settled): k8s.DeploymentStrategy {
  if (settled.get(Facts.STRATEGY) === 'Recreate') return { type: 'Recreate' };
  return {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: amount(settled.get(Facts.MAX_SURGE)), maxUnavailable: amount(settled.get(Facts.MAX_UNAVAILABLE)) },
  };
}

function amount(value: PodAmount | undefined): k8s.IntOrString | undefined {
  const wire = value?._wire;
  if (wire === undefined) return undefined;
  return typeof wire === 'number' ? k8s.IntOrString.fromNumber(wire) : k8s.IntOrString.fromString(wire);
}
