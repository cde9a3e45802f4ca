import { callsIn } from '../graph/call';
import { Graph } from '../graph/graph';
import { at, records, text, textMap } from '../graph/json';
import { PodSet } from '../graph/pod-set';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** A headless Service promises the ports that the pods have. @internal */
export const HEADLESS_PORT_DIFFERS: IRule = {
  ruleId: 'operability/headless-port-differs',
  severity: Severity.WARNING,
  reason: 'A headless Service hands out the pods\' addresses and translates no port: calls to its own port reach nothing.',
  remedy: 'Let port and targetPort be the same number.',
  check(manifests, report) {
    for (const service of Graph.of(manifests).services.filter((s) => s.isHeadless)) {
      for (const port of service.ports) {
        const targets = typeof port.targetPort === 'number' ? [port.targetPort] : service.pods.flatMap((pods) => service.podPort(port, pods) ?? []);
        const other = targets.find((target) => target !== port.port);
        if (other !== undefined) report.add(service.manifest, port.path, `port ${port.port} is ${other} in the pods`);
      }
    }
  },
};

/** gRPC calls reach all pods. @internal */
export const GRPC_ON_ONE_POD: IRule = {
  ruleId: 'operability/grpc-on-one-pod',
  severity: Severity.INFO,
  reason: 'A gRPC client keeps one connection, and a Service balances connections: all calls of a client go to one pod.',
  remedy: 'Add a headless Service for clients that balance themselves, or a mesh or gateway that balances calls.',
  check(manifests, report) {
    const graph = Graph.of(manifests);
    const called = new Set(callsIn(manifests).map((call) => call.service));
    for (const service of graph.services) {
      const grpc = service.ports.find((port) => /^grpc/.test(port.name) || /grpc/.test(text(port.json.appProtocol)));
      if (service.isHeadless || grpc === undefined || service.pods.length === 0) continue;
      if (manifests._once(routed).has(`${service.namespace}/${service.name}`) && !called.has(service)) continue;
      if (service.pods.some((pods) => isMeshed(manifests, pods) || graph.servicesOf(pods).some((other) => other.isHeadless))) continue;
      report.add(service.manifest, grpc.path, `port ${grpc.port} speaks gRPC behind one address`);
    }
  },
};

/** The Services that a gateway sends to: it balances calls over their pods. */
function routed(manifests: Manifests): Set<string> {
  return new Set(['HTTPRoute', 'GRPCRoute'].flatMap((kind) => manifests.ofKind(kind)).flatMap((route) => records(route.object?.spec?.rules)
    .flatMap((rule) => records(rule.backendRefs)).map((ref) => `${text(ref.namespace) || route.namespace}/${text(ref.name)}`)));
}

function isMeshed(manifests: Manifests, pods: PodSet): boolean {
  const namespace = textMap(at(manifests.find('Namespace', '', pods.namespace)?.object, 'metadata', 'labels'));
  const annotations = textMap(at(manifests.find('Namespace', '', pods.namespace)?.object, 'metadata', 'annotations'));
  return namespace.get('istio-injection') === 'enabled' || namespace.has('istio.io/rev') || namespace.has('istio.io/dataplane-mode')
    || pods.labels.get('sidecar.istio.io/inject') === 'true' || [pods.annotation('linkerd.io/inject'), annotations.get('linkerd.io/inject')].includes('enabled');
}
