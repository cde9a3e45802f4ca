import { Graph } from './graph';
import { Json, isRecord, push, record } from './json';
import { LabelSelector } from './label-selector';
import { isOfProxy } from './mesh-pods';
import { NetworkPolicies, NetworkPolicy } from './network-policy';
import { Opening, OpenPort } from './openings';
import { Operators } from './operators';
import { PodSet } from './pod-set';
import { portList } from './service';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** A policy is about pods that are there. @internal */
export const POLICY_WITHOUT_PODS: IRule = {
  ruleId: 'graph/policy-without-pods',
  severity: Severity.WARNING,
  reason: 'A policy that selects nothing closes nothing: the pods it was meant for are open to everybody.',
  remedy: 'Let podSelector name labels of the pod template.',
  covers: ['kube-linter/dangling-networkpolicy', 'kube-score/networkpolicy-targets-pod'],
  check(manifests, report) {
    const operators = Operators.of(manifests);
    for (const { manifest, selector, subjects } of NetworkPolicies.of(manifests).all) {
      if (subjects.length === 0 && !selector.isEmpty && !operators.mayMake(manifest.namespace, selector)) report.add(manifest, 'spec.podSelector', `no pods here carry ${selector}`);
    }
  },
};

/** A peer of a policy is there. @internal */
export const POLICY_PEER_WITHOUT_PODS: IRule = {
  ruleId: 'graph/policy-peer-without-pods',
  severity: Severity.INFO,
  reason: 'An opening for pods that do not exist is of no use to those it was meant for.',
  remedy: 'Let the peer name labels of the pods it is for.',
  covers: ['kube-linter/dangling-networkpolicypeer-podselector'],
  check(manifests, report) {
    const graph = Graph.of(manifests);
    const operators = Operators.of(manifests);
    for (const policy of NetworkPolicies.of(manifests).all) {
      for (const { path, peer, pods: selector } of openingsOf(policy)) {
        const namespace = namespaceOf(peer, policy.manifest.namespace);
        if (selector === undefined || namespace === undefined || graph.podIndex.in(namespace).length === 0) continue;
        if (graph.podIndex.select(namespace, selector).length === 0 && !operators.mayMake(namespace, selector)) report.add(policy.manifest, path, `no pods here carry ${selector}`);
      }
    }
  },
};

function openingsOf({ ingress, egress }: NetworkPolicy): readonly Opening[] {
  return ingress === undefined ? egress?.all ?? [] : egress === undefined ? ingress.all : [...ingress.all, ...egress.all];
}

/** The one namespace that a peer is in, if there is one that can be told. */
function namespaceOf(peer: Json | undefined, own: string): string | undefined {
  if (peer === undefined || isRecord(peer.ipBlock)) return undefined;
  if (!isRecord(peer.namespaceSelector)) return own;
  const name = record(peer.namespaceSelector.matchLabels)['kubernetes.io/metadata.name'];
  return typeof name === 'string' && LabelSelector.of(peer.namespaceSelector).keys.length === 1 ? name : undefined;
}

/** Ports of a policy are ports of pods, not of Services. @internal */
export const POLICY_SERVICE_PORT: IRule = {
  ruleId: 'graph/policy-opens-service-port',
  severity: Severity.ERROR,
  reason: 'Policies apply to pods, after the Service has been translated: an opening of the Service\'s port lets nothing through.',
  remedy: 'Open the port of the container.',
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const { policy, port, answering } of portsIn(manifests)) {
      const wrong = typeof port.port === 'number' && port.endPort === undefined && answering.length > 0
        && answering.every((pods) => pods.ports.length > 0 && !hasNumber(pods, port))
        ? answering.flatMap((pods) => graph.servicesOf(pods)).flatMap((service) => service.ports
          .filter((p) => p.port === port.port && p.protocol === port.protocol && p.targetPort !== port.port).map((p) => ({ service, p })))[0] : undefined;
      if (wrong === undefined) continue;
      report.add(policy.manifest, port.path, `${port.port} is the port of ${wrong.service}; the pods answer on ${wrong.p.targetPort}: ${portList(answering[0].ports)}`);
    }
  },
};

/** A port name of a policy is a name that the pods give to a port. @internal */
export const POLICY_PORT_NAME: IRule = {
  ruleId: 'graph/policy-port-name',
  severity: Severity.ERROR,
  reason: 'A port name that the pods do not have opens nothing.',
  remedy: 'Name a port of the container, with the same protocol, or give its number.',
  check(manifests, report) {
    for (const { policy, port, answering } of portsIn(manifests)) {
      if (typeof port.port !== 'string' || answering.length === 0 || answering.some((pods) => pods.portNamed(port.port as string, port.protocol) !== undefined)) continue;
      report.add(policy.manifest, port.path, `${answering[0]} has no ${port.protocol} port named "${port.port}"; its ports are: ${portList(answering[0].ports)}`);
    }
  },
};

/** A port that a policy lets in is among those that the pods declare. @internal */
export const POLICY_PORT_NOT_OPEN: IRule = {
  ruleId: 'graph/policy-port-not-open',
  severity: Severity.INFO,
  reason: 'Where the container declares its ports and this is none of them, most often nothing listens there.',
  remedy: 'Open a port that the container declares, or declare the port.',
  check(manifests, report) {
    for (const { policy, port, answering, direction } of portsIn(manifests)) {
      if (direction !== 'ingress' || typeof port.port !== 'number' || port.endPort !== undefined || answering.length === 0) continue;
      if (answering.some((pods) => pods.ports.length === 0 || hasNumber(pods, port) || isOfProxy(pods, port.port as number))) continue;
      report.add(policy.manifest, port.path, `${answering[0]} declares the ports ${portList(answering[0].ports)}, not ${port.port}/${port.protocol}`);
    }
  },
};

interface PolicyPort {
  readonly policy: NetworkPolicy;
  readonly direction: 'ingress' | 'egress';
  readonly port: OpenPort;
  /** the pods that would have to answer there, as far as they are here */
  readonly answering: readonly PodSet[];
}

/** Every port of every policy, with the pods it would have to be a port of. */
function portsIn(manifests: Manifests): readonly PolicyPort[] {
  return manifests._once(allPorts);
}

function allPorts(manifests: Manifests): readonly PolicyPort[] {
  const graph = Graph.of(manifests);
  const calledBy = (policy: NetworkPolicy, openings: readonly Opening[]) => openings.flatMap(({ peer, pods }) => {
    const namespace = namespaceOf(peer, policy.manifest.namespace);
    return namespace === undefined || pods === undefined ? [] : graph.podIndex.select(namespace, pods);
  });
  return NetworkPolicies.of(manifests).all.flatMap((policy) => {
    const found: PolicyPort[] = [];
    for (const direction of ['ingress', 'egress'] as const) {
      const byRule = new Map<readonly OpenPort[], Opening[]>();
      for (const opening of policy[direction]?.all ?? []) push(byRule, opening.ports, opening);
      for (const [ports, openings] of byRule) {
        // An opening for everybody, a block of addresses or a whole namespace may well be about pods that are not here.
        const isClosed = openings.every(({ peer, pods }) => pods !== undefined && namespaceOf(peer, policy.manifest.namespace) !== undefined);
        const answering = direction === 'ingress' ? policy.subjects : isClosed ? calledBy(policy, openings) : [];
        found.push(...ports.map((port) => ({ policy, direction, port, answering })));
      }
    }
    return found;
  });
}

function hasNumber(pods: PodSet, port: OpenPort): boolean {
  return pods.ports.some((p) => p.number === port.port && p.protocol === port.protocol);
}
