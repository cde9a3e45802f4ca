import { k8s } from 'cdk8s-plus-28';
import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';

/** The Service with an address of its own. @internal */
export function renderService(settled: Settled, identity: KubeIdentity): Rendered {
  const rendered = service(settled, identity, {
    type: 'ClusterIP',
    ports: settled.entries(Facts.SERVED).map(([, port]) => ({
      name: port.name,
      port: port.number,
      targetPort: k8s.IntOrString.fromString(port.name),
      protocol: 'TCP',
      appProtocol: port.appProtocol,
    })),
  });
  Object.assign(rendered.body.spec, settled.record(Facts.SERVICE_SETTING));
  return { ...rendered, annotations: { ...rendered.annotations, ...settled.record(Facts.SERVICE_ANNOTATION) } };
}

/**
 * The Service that answers with the addresses of the pods themselves.
 *
 * Its target ports are the pods' own numbers: a headless Service translates none.
 *
 * @internal
 */
export function renderHeadlessService(settled: Settled, identity: KubeIdentity, publishNotReady: boolean): Rendered {
  return service(settled, identity, {
    type: 'ClusterIP',
    clusterIp: 'None',
    publishNotReadyAddresses: publishNotReady,
    ports: settled.entries(Facts.SERVED).map(([, port]) => ({
      name: port.name,
      port: port.number,
      targetPort: k8s.IntOrString.fromNumber(port.number),
      protocol: 'TCP',
      appProtocol: port.appProtocol,
    })),
  });
}

function service(settled: Settled, identity: KubeIdentity, spec: k8s.ServiceSpec): Rendered {
  const wire = k8s.KubeService.manifest({ spec: { ...spec, selector: identity.selector, sessionAffinity: 'None' } });
  return { labels: podLabels(settled, identity), annotations: settled.record(Facts.ANNOTATION), body: { spec: wire.spec } };
}
