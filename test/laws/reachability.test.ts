import * as fc from 'fast-check';
import { ciliumLets } from './reach/cilium';
import { Attempt, attemptsIn } from './reach/declared';
import { istioLets } from './reach/istio';
import { linkerdLets } from './reach/linkerd';
import { networkLets } from './reach/network';
import { anyScene, Keeper, manifestsOf, Scene } from './reach/scene';

/*
 * Who reaches whom is computed from the manifests alone, by what the projects say of their objects: nothing here is
 * shared with what writes them.
 */

const LETS: { readonly [way: string]: { readonly keeper: Keeper; readonly lets: (objects: readonly any[], attempt: Attempt) => boolean } } = {
  'a NetworkPolicy': { keeper: 'network', lets: (objects, attempt) => networkLets(objects, attempt, attempt.port) },
  'Cilium': { keeper: 'cilium', lets: ciliumLets },
  'Istio': { keeper: 'istio', lets: istioLets },
  'Istio, and strangers in it': { keeper: 'istio with members', lets: istioLets },
  'Linkerd, and strangers in it': { keeper: 'linkerd with members', lets: (objects, attempt) => linkerdLets(objects, attempt, true) },
  'Linkerd, whose proxies connect to each other on one port': { keeper: 'linkerd', lets: (objects, attempt) => linkerdLets(objects, attempt, true) },
  'Linkerd, whose proxies connect on the program\'s port': { keeper: 'linkerd', lets: (objects, attempt) => linkerdLets(objects, attempt, false) },
};

const textOf = ({ from, to, port, protocol, request }: Attempt) => `${from.name} -> ${to.name}:${port}/${protocol}${request === undefined ? '' : ` ${request.method} ${request.path}`}`;

/**
 * Linkerd knows pods that are let in by hand by their namespace: whoever lets in some to one port and others to another is refused.
 * So is a limit of requests where strangers are let in: their port cannot go past the proxy then; nor can it where members are let in, too.
 */
function sayable(scene: Scene, keeper: Keeper): Scene {
  if (keeper !== 'linkerd' && keeper !== 'linkerd with members') return scene;
  const withStrangers = new Set([...scene.exposed, ...scene.letIn.map(({ to }) => to)]);
  const members = scene.members.map((member, i) => ({ ...member, limited: member.limited === true && !withStrangers.has(i) }));
  if (keeper === 'linkerd') return { ...scene, members };
  const withMembers = new Set([...scene.exposed, ...scene.letIn.filter(({ peer }) => peer !== 'plant').map(({ to }) => to)]);
  const letIn = scene.letIn.filter(({ to, peer }) => peer !== 'plant' || !withMembers.has(to)).map((word) => (word.peer === 'tool' ? { ...word, peer: 'legacy' as const } : word));
  return { ...scene, members, letIn };
}

function differences(given: Scene, way: string, change: (objects: any[]) => any[] = (objects) => objects): string[] {
  const { keeper, lets } = LETS[way];
  const scene = sayable(given, keeper);
  const objects = change(manifestsOf(scene, keeper));
  return attemptsIn(scene, keeper).filter(({ attempt, declared }) => lets(objects, attempt) !== declared).map(({ attempt, declared }) => `${declared ? 'cut' : 'open'}: ${textOf(attempt)}`);
}

const SMALL: Scene = {
  namespaces: 2,
  members: [{ kind: 'service', namespace: 0, ports: ['http'], renumbered: false }, { kind: 'service', namespace: 1, ports: ['http', 'grpc'], renumbered: true }, { kind: 'job', namespace: 0, ports: ['http'], renumbered: false }],
  calls: [{ from: 0, to: 1, port: 0, only: ['below', 'items'] }, { from: 2, to: 1, port: 0, only: ['one'] }, { from: 2, to: 1, port: 1, only: ['method'] }],
  databases: [0],
  uses: [[2, 0]],
  outside: [{ port: 443, fixed: false, callers: [0] }],
  exposed: [0],
  letIn: [],
};

describe.each(Object.keys(LETS))('what is reachable with %s', (way) => {
  test('is what was declared: nothing more, nothing less', () => {
    fc.assert(fc.property(anyScene, (scene) => expect(differences(scene, way)).toEqual([])), { numRuns: 12, examples: [[SMALL]] });
  });
});

describe('that law', () => {
  const drop = (kind: string, name: string) => (objects: any[]) => objects.filter((o) => o.kind !== kind || o.metadata.name !== name);
  const edit = (kind: string, name: string, change: (object: any) => void) => (objects: any[]) => {
    change(objects.find((o) => o.kind === kind && o.metadata.name === name));
    return objects;
  };

  test.each<[string, string, (objects: any[]) => any[], string]>([
    ['an opening more', 'a NetworkPolicy', edit('NetworkPolicy', 'member-1', (o) => o.spec.ingress[0].from.push({ namespaceSelector: {} })), 'open: tool -> member-1:8080'],
    ['an opening less', 'a NetworkPolicy', edit('NetworkPolicy', 'member-0', (o) => delete o.spec.egress), 'cut: member-0 -> dns:53'],
    ['a policy that is missing', 'Cilium', drop('CiliumNetworkPolicy', 'store-0'), 'open: tool -> store-0:7777'],
    ['a mesh that lets everybody in', 'Istio', edit('AuthorizationPolicy', 'member-1', (o) => o.spec.rules.push({})), 'open: member-0 -> member-1:8080/TCP GET /other'],
    ['a callee that the proxy does not know', 'Istio', edit('Sidecar', 'member-0', (o) => (o.spec.egress[0].hosts = ['istio-system/*'])), 'cut: member-0 -> member-1:8080'],
    ['a caller of whom the Server does not know', 'Linkerd, whose proxies connect on the program\'s port', drop('MeshTLSAuthentication', 'member-1-http-exact-shop-member-0.shop-member-2'), 'cut: member-2 -> member-1:8080/TCP GET /items/x'],
  ])('sees %s', (_, way, change, difference) => {
    expect(differences(SMALL, way, change)).toEqual(expect.arrayContaining([expect.stringContaining(difference)]));
  });
});
