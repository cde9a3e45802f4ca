import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** A further Service, whose selector the controller narrows to the pods of one version. @internal */
export function renderVersionService(settled: Settled, identity: KubeIdentity): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      spec: {
        type: 'ClusterIP',
        selector: identity.selector,
        sessionAffinity: 'None',
        ports: settled.entries(Facts.SERVED).map(([, port]) => ({
          name: port.name,
          port: port.serviceNumber,
          targetPort: port.name,
          protocol: port._transport,
          ...(port.appProtocol === undefined ? {} : { appProtocol: port.appProtocol }),
        })),
      },
    },
  };
}
