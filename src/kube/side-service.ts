import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** A Service with one port, for something beside the traffic. @internal */
export function renderSideService(settled: Settled, identity: KubeIdentity, portName: string, number: number): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      spec: {
        type: 'ClusterIP',
        selector: identity.selector,
        sessionAffinity: 'None',
        ports: [{ name: portName, port: number, targetPort: portName, protocol: 'TCP', appProtocol: 'https' }],
      },
    },
  };
}
