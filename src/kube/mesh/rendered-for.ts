import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { KubeIdentity } from '../identity';
import { Rendered } from '../kube-object';
import { podLabels } from '../pod-template';

/** An object of a mesh, with the labels and annotations that all objects of the workload have. @internal */
export function renderedFor(settled: Settled, identity: KubeIdentity, spec: object, annotations: { [key: string]: string } = {}): Rendered {
  return { labels: podLabels(settled, identity), annotations: { ...settled.record(Facts.ANNOTATION), ...annotations }, body: { spec } };
}
