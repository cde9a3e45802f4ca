import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { renderService } from './service';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** Which kind gives a workload its name on the network: a Service, or a Flagger Canary that makes it. @internal */
export function front(settled: () => Settled) {
  const isCanary = () => settled().get(Facts.FLAGGER_CANARY) !== undefined;
  return {
    apiVersion: () => (isCanary() ? 'flagger.app/v1beta1' : 'v1'),
    kind: () => (isCanary() ? 'Canary' : 'Service'),
  };
}

/** @internal */
export function renderFront(settled: Settled, identity: KubeIdentity): Rendered {
  const spec = settled.get(Facts.FLAGGER_CANARY);
  return spec === undefined ? renderService(settled, identity)
    : { labels: podLabels(settled, identity), annotations: settled.record(Facts.ANNOTATION), body: { spec } };
}
