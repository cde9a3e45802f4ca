import { Naming } from './pod-privileges';
import { Privileges } from './privileges';
import { Manifest } from '../../rules/manifest';
import { Manifests } from '../../rules/manifests';
import { isRecord, listOf } from '../../rules/pods';

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];
const LEVELS = ['restricted', 'baseline', 'privileged'];
const ENFORCED = 'pod-security.kubernetes.io/enforce';

/**
 * Where something from outside of the cluster comes in, and what the guards at the doors
 * let pass.
 *
 * @internal
 */
export function addEntrances(all: Manifests, nameOf: Naming, found: Privileges): void {
  const each = (kinds: readonly string[], tell: (manifest: Manifest, say: (what: string, within?: string) => void) => void) => {
    for (const manifest of kinds.flatMap((kind) => all.ofKind(kind))) {
      const subject = nameOf(String(manifest));
      tell(manifest, (what, within) => found.add(subject, what, within));
    }
  };
  each(['Service'], ofService);
  each(['Ingress'], ofIngress);
  each(['Gateway'], ofGateway);
  each(ROUTES, ofRoute);
  each(['Namespace'], ofNamespace);
  each(['PeerAuthentication'], ofPeers);
}

type Say = (what: string, within?: string) => void;

function ofService({ object: { spec } }: Manifest, say: Say): void {
  if (!isRecord(spec)) return;
  const ports = listOf(spec.ports).map((port) => `port ${port?.port}`);
  for (const port of ports) {
    if (spec.type === 'NodePort') say(`can be reached from outside of the cluster on ${port}, by each node`);
    if (spec.type === 'LoadBalancer') {
      const anywhere = `can be reached from outside of the cluster on ${port}, by a load balancer, from anywhere`;
      const ranges = listOf(spec.loadBalancerSourceRanges);
      if (ranges.length === 0 || ranges.includes('0.0.0.0/0')) say(anywhere);
      for (const range of ranges) say(anywhere.replace('from anywhere', `from ${range}`), anywhere);
    }
    for (const address of listOf(spec.externalIPs)) say(`can be reached at ${address} on ${port}`);
  }
}

function ofIngress({ object: { spec } }: Manifest, say: Say): void {
  const secured = new Set(listOf(spec?.tls).flatMap((entry) => listOf(entry?.hosts)));
  if (isRecord(spec?.defaultBackend)) say('serves every host that no other Ingress has');
  for (const rule of listOf(spec?.rules)) {
    const host = rule?.host ?? 'any host';
    if (!secured.has(rule?.host) && listOf(spec?.tls).length === 0) say(`serves ${host} without TLS`);
    for (const path of listOf(rule?.http?.paths)) {
      const whole = `serves ${host}/`;
      say(`serves ${host}${path?.path ?? '/'}`, path?.path === '/' ? undefined : whole);
    }
  }
}

function ofGateway({ object: { spec } }: Manifest, say: Say): void {
  for (const listener of listOf(spec?.listeners)) say(`listens for ${listener?.hostname ?? 'any host'} on port ${listener?.port}, ${listener?.protocol}`);
  for (const server of listOf(spec?.servers)) { // Istio's
    for (const host of listOf(server?.hosts)) say(`listens for ${host} on port ${server?.port?.number}, ${server?.port?.protocol}`);
  }
}

function ofRoute({ object: { spec } }: Manifest, say: Say): void {
  const gateways = listOf(spec?.parentRefs).filter((parent) => (parent?.kind ?? 'Gateway') === 'Gateway');
  if (gateways.length === 0) return;
  const hosts = listOf(spec?.hostnames).length === 0 ? ['every host of its gateway'] : listOf(spec.hostnames);
  const paths = [...new Set(listOf(spec?.rules).flatMap((rule) => (listOf(rule?.matches).length === 0 ? [''] : listOf(rule.matches).map((match) => String(match?.path?.value ?? '')))))];
  for (const host of hosts) for (const path of paths) say(`serves ${host}${path === '/' ? '' : path}`, path === '' || path === '/' ? undefined : `serves ${host}`);
}

function ofNamespace(manifest: Manifest, say: Say): void {
  const level = LEVELS.indexOf(manifest.label(ENFORCED) ?? 'privileged');
  if (level !== 0) say('admits pods below the Pod Security Standard restricted');
  if (level !== 0 && level !== 1) say('admits pods below the Pod Security Standard baseline');
}

function ofPeers({ object: { spec } }: Manifest, say: Say): void {
  const modes = [spec?.mtls?.mode, ...Object.values(isRecord(spec?.portLevelMtls) ? spec.portLevelMtls : {}).map((port: any) => port?.mode)];
  if (modes.some((mode) => mode === 'PERMISSIVE' || mode === 'DISABLE')) say('takes calls without mutual TLS');
}
