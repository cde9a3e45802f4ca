import { k8s } from 'cdk8s-plus-28';
import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Port, PortProtocol } from '../values/port';

/** What a Service says about address families; the headless one is told the same. */
const FAMILIES = ['ipFamilyPolicy', 'ipFamilies'];

/** The Service with an address of its own. @internal */
export function renderService(settled: Settled, identity: KubeIdentity): Rendered {
  const rendered = service(settled, identity, { type: 'ClusterIP', ports: servedPorts(settled, settled.record(Facts.NODE_PORT)) });
  Object.assign(rendered.body.spec, settled.record(Facts.SERVICE_SETTING));
  return { ...rendered, annotations: { ...rendered.annotations, ...settled.record(Facts.SERVICE_ANNOTATION) } };
}

/**
 * The Service that answers with the addresses of the pods themselves.
 *
 * Its ports are the pods' own numbers: a headless Service translates none. Those on which
 * pods talk to each other are among them, as a mesh knows no others.
 *
 * @internal
 */
export function renderHeadlessService(settled: Settled, identity: KubeIdentity, publishNotReady: boolean, peerPorts: readonly Port[] = []): Rendered {
  const rendered = service(settled, identity, {
    type: 'ClusterIP',
    clusterIp: 'None',
    publishNotReadyAddresses: publishNotReady,
    ports: [...settled.entries(Facts.SERVED).map(([, port]) => port), ...peerPorts].map((port) => ({
      name: port.name,
      port: port.number,
      targetPort: k8s.IntOrString.fromNumber(port.number),
      protocol: port._transport,
      appProtocol: spoken(settled, port),
    })),
  });
  Object.assign(rendered.body.spec, Object.fromEntries(settled.entries(Facts.SERVICE_SETTING).filter(([field]) => FAMILIES.includes(field))));
  return rendered;
}

/** A further Service, whose selector a controller narrows to the pods of one version. @internal */
export function renderVersionService(settled: Settled, identity: KubeIdentity): Rendered {
  return service(settled, identity, { type: 'ClusterIP', ports: servedPorts(settled) });
}

/** A Service with one TLS port, for something beside the traffic. @internal */
export function renderSideService(settled: Settled, identity: KubeIdentity, portName: string, number: number): Rendered {
  const port = { name: portName, port: number, targetPort: k8s.IntOrString.fromString(portName), protocol: 'TCP', appProtocol: 'https' };
  return service(settled, identity, { type: 'ClusterIP', ports: [port] });
}

/**
 * A Service that nobody calls: it names pods and a port of theirs for a ServiceMonitor, ready or not.
 *
 * Its component tells it from the Services that have an address: two with the same port would be scraped twice.
 *
 * @internal
 */
export function renderMetricsService(settled: Settled, identity: KubeIdentity, port: Port): Rendered {
  const rendered = service(settled, identity, {
    type: 'ClusterIP',
    clusterIp: 'None',
    publishNotReadyAddresses: true,
    ports: [{ name: port.name, port: port.number, targetPort: k8s.IntOrString.fromNumber(port.number), protocol: 'TCP' }],
  });
  return { ...rendered, labels: { ...rendered.labels, ...METRICS_COMPONENT } };
}

/** @internal */
export const METRICS_COMPONENT = { 'app.kubernetes.io/component': 'metrics' };

function servedPorts(settled: Settled, nodePorts: { [name: string]: number } = {}): k8s.ServicePort[] {
  return settled.entries(Facts.SERVED).map(([, port]) => ({
    name: port.name,
    port: port.serviceNumber,
    targetPort: k8s.IntOrString.fromString(port.name),
    nodePort: nodePorts[port.name],
    protocol: port._transport,
    appProtocol: spoken(settled, port),
  }));
}

/**
 * Where a proxy would listen to find out what is spoken, it is told: servers that speak first would wait for ever.
 * Istio reads `tcp`; Linkerd takes every word it does not know for bytes that are none of its business.
 */
function spoken(settled: Settled, port: Port): string | undefined {
  return port.appProtocol ?? (settled.get(Facts.MESH) !== undefined && port.protocol === PortProtocol.TCP ? 'tcp' : undefined);
}

function service(settled: Settled, identity: KubeIdentity, spec: k8s.ServiceSpec): Rendered {
  const wire = k8s.KubeService.manifest({ spec: { ...spec, selector: identity.selector, sessionAffinity: 'None' } });
  return { labels: podLabels(settled, identity), annotations: settled.record(Facts.ANNOTATION), body: { spec: wire.spec } };
}
