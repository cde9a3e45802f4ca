import { record, text, textMap } from './json';
import { PodSet } from './pod-set';
import { MeshProxy } from '../../platform/mesh-proxy';

const ISTIO: readonly number[] = MeshProxy.ISTIO_METRICS;
const LINKERD: readonly number[] = [MeshProxy.LINKERD_INBOUND, ...MeshProxy.LINKERD_METRICS];

/** Whether a port is one of the proxy that a mesh puts into these pods. @internal */
export function isOfProxy(pods: PodSet, port: number): boolean {
  const isIstio = pods.labels.get('sidecar.istio.io/inject') === 'true' || pods.labels.has('istio.io/rev');
  const annotations = textMap(record(pods.template.metadata).annotations);
  return (isIstio && ISTIO.includes(port)) || (text(annotations.get('linkerd.io/inject')) === 'enabled' && LINKERD.includes(port));
}
