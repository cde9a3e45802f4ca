import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Port } from '../values/port';

/** Istio's VirtualService of a workload in two versions; the controller moves the weights. @internal */
export function renderVirtualService(settled: Settled, identity: KubeIdentity, canary: string, ports: readonly Port[]): Rendered {
  const to = (host: string, port: Port, weight: number) => ({ destination: { host, port: { number: port.serviceNumber } }, weight });
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      spec: {
        hosts: [identity.service],
        http: ports.map((port) => ({
          name: port.name,
          match: [{ port: port.serviceNumber }],
          route: [to(identity.service, port, 100), to(canary, port, 0)],
        })),
      },
    },
  };
}
