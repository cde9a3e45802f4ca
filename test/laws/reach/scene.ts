import { Chart, Size } from 'cdk8s';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import {
  DatabaseEngine, Edge, EdgeController, ExternalSecret, ExternalService, GoDaemon, GoJob, GoMicroservice, GopherApp, GoWorker, Mesh, NetworkPeer, Platform, PlatformProps,
  PolicyEngine, Port, RateLimit, Requests, StatefulDatabase, Workload,
} from '../../../src';
import { IMAGE } from '../../kit';

/** Who keeps what nobody declared apart. */
export type Keeper = 'network' | 'istio' | 'istio with members' | 'linkerd' | 'linkerd with members' | 'cilium';

export interface Shape { readonly path: string; readonly isPrefix: boolean; readonly methods: readonly string[] }
export interface Member { readonly kind: 'service' | 'worker' | 'daemon' | 'job'; readonly namespace: number; readonly ports: readonly PortName[]; readonly renumbered: boolean; /** it takes so many requests and no more */ readonly limited?: boolean }
export interface CallWord { readonly from: number; readonly to: number; readonly port: number; readonly only: readonly string[] }
export interface Scene {
  readonly namespaces: number;
  readonly members: readonly Member[];
  readonly calls: readonly CallWord[];
  readonly databases: readonly number[];
  readonly uses: ReadonlyArray<readonly [number, number]>;
  readonly outside: ReadonlyArray<{ readonly port: number; readonly fixed: boolean; readonly callers: readonly number[] }>;
  readonly exposed: readonly number[];
  readonly letIn: ReadonlyArray<{ readonly to: number; readonly port: number; readonly peer: keyof typeof PEERS }>;
}

export const NAMESPACES = ['shop', 'web', 'ops'];
export const PORTS = { http: Port.http(8080), grpc: Port.grpc(9090), h2c: Port.h2c(8085), redis: Port.tcp('redis', 6379), https: Port.https(8443) };
export type PortName = keyof typeof PORTS;
export const PEERS = { legacy: NetworkPeer.namespace('legacy'), tool: NetworkPeer.pods({ app: 'tool' }, 'legacy'), plant: NetworkPeer.addresses('10.9.0.0/16') };
export const EDGE_LABELS = {
  'app.kubernetes.io/component': 'proxy', 'app.kubernetes.io/name': 'envoy', 'gateway.envoyproxy.io/owning-gateway-name': 'public', 'gateway.envoyproxy.io/owning-gateway-namespace': 'gateways',
};
const HTTP_WORDS: { readonly [name: string]: readonly [string, string[]] } = { all: ['/*', []], items: ['/items', []], below: ['/items/*', ['GET']], one: ['/items/x', []], basket: ['/basket/*', ['GET', 'POST']] };
const RPC_WORDS: { readonly [name: string]: string } = { service: 'shop.v1.S', method: 'shop.v1.S/A' };

/** What is in words of one kind, by the protocol of the port. */
export function shapesOf(port: PortName, only: readonly string[]): Shape[] {
  if (port === 'grpc') return only.flatMap((word) => (RPC_WORDS[word] === undefined ? [] : [{ path: word === 'method' ? '/shop.v1.S/A' : '/shop.v1.S/', isPrefix: word !== 'method', methods: [] }]));
  if (port !== 'http' && port !== 'h2c') return [];
  return only.flatMap((word) => (HTTP_WORDS[word] === undefined ? [] : [{ path: HTTP_WORDS[word][0].replace('*', ''), isPrefix: HTTP_WORDS[word][0].endsWith('*'), methods: HTTP_WORDS[word][1] }]));
}

function requestsOf(port: PortName, only: readonly string[]): Requests[] {
  if (port === 'grpc') return only.flatMap((word) => (RPC_WORDS[word] === undefined ? [] : [Requests.rpc(RPC_WORDS[word])]));
  return port === 'http' || port === 'h2c' ? only.flatMap((word) => (HTTP_WORDS[word] === undefined ? [] : [Requests.http(HTTP_WORDS[word][0], HTTP_WORDS[word][1])])) : [];
}

const index = (most: number) => fc.nat({ max: most });
const word = fc.constantFrom(...Object.keys(HTTP_WORDS), ...Object.keys(RPC_WORDS));
const ports = fc.uniqueArray(fc.constantFrom(...Object.keys(PORTS) as PortName[]), { minLength: 1, maxLength: 3 });

export const anyScene: fc.Arbitrary<Scene> = fc.record({
  namespaces: fc.integer({ min: 1, max: 3 }),
  members: fc.array(fc.record({ kind: fc.constantFrom('service', 'service', 'service', 'worker', 'daemon', 'job'), namespace: index(2), ports, renumbered: fc.boolean(), limited: fc.boolean() }), { minLength: 2, maxLength: 6 }),
  calls: fc.array(fc.record({ from: index(5), to: index(5), port: index(2), only: fc.uniqueArray(word, { maxLength: 3 }) }), { maxLength: 9 }),
  databases: fc.array(index(2), { maxLength: 2 }),
  uses: fc.array(fc.tuple(index(5), index(1)), { maxLength: 3 }),
  outside: fc.array(fc.record({ port: fc.constantFrom(80, 443), fixed: fc.boolean(), callers: fc.uniqueArray(index(5), { maxLength: 2 }) }), { maxLength: 2 }),
  exposed: fc.uniqueArray(index(5), { maxLength: 2 }),
  letIn: fc.array(fc.record({ to: index(5), port: index(2), peer: fc.constantFrom(...Object.keys(PEERS) as Array<keyof typeof PEERS>) }), { maxLength: 2 }),
}) as fc.Arbitrary<Scene>;

const EDGE = Edge.gateway({ name: 'public', namespace: 'gateways', controller: EdgeController.ENVOY_GATEWAY });
const MEMBERS = { memberNamespaces: ['legacy', 'envoy-gateway-system', 'monitoring'] };
const PLATFORMS: { readonly [keeper in Keeper]: PlatformProps } = {
  'network': { edge: EDGE },
  'istio': { edge: EDGE, mesh: Mesh.istio() },
  'istio with members': { edge: EDGE, mesh: Mesh.istio(MEMBERS) },
  'linkerd': { edge: EDGE, mesh: Mesh.linkerd() },
  'linkerd with members': { edge: EDGE, mesh: Mesh.linkerd(MEMBERS) },
  'cilium': { edge: EDGE, policyEngine: PolicyEngine.CILIUM },
};

export const nameOf = (i: number) => `member-${i}`;
export const databaseName = (i: number) => `store-${i}`;
export const hostOf = (i: number) => `outside-${i}.example.com`;
export const namespaceOf = (scene: Scene, i: number) => NAMESPACES[i % scene.namespaces];

/** Which port of a member a number means, if it has any. */
export function portOf(scene: Scene, member: number, port: number): PortName | undefined {
  const it = scene.members[member];
  return it?.kind === 'service' ? it.ports[port % it.ports.length] : undefined;
}

/** The calls that can be made, each pair and port once; with Linkerd none on a port of strangers, whom it could not tell from the other callers. */
export function callsIn(scene: Scene, keeper: Keeper): Array<{ from: number; to: number; port: PortName; only: readonly string[] }> {
  const seen = new Set<string>();
  const strangers = keeper === 'linkerd' ? exposedIn(scene).map(({ member, port }) => `${member} ${port}`) : [];
  const letters = lettersIn(scene).filter(({ peer }) => keeper === 'linkerd' || (keeper === 'linkerd with members' && peer === 'plant')).map(({ to, port }) => `${to} ${port}`);
  const open = new Set([...strangers, ...letters]);
  return scene.calls.flatMap(({ from, to, port: number, only }) => {
    const port = portOf(scene, to, number);
    const key = `${from} ${to} ${port}`;
    if (port === undefined || from === to || scene.members[from] === undefined || seen.has(key) || open.has(`${to} ${port}`)) return [];
    seen.add(key);
    return [{ from, to, port, only }];
  });
}

export function lettersIn(scene: Scene): Array<{ to: number; port: PortName; peer: keyof typeof PEERS }> {
  return scene.letIn.flatMap(({ to, port: number, peer }) => {
    const port = portOf(scene, to, number);
    return port === undefined ? [] : [{ to, port, peer }];
  });
}

/** An exposed member's first port that speaks HTTP or gRPC. */
export function exposedIn(scene: Scene): Array<{ member: number; port: PortName }> {
  return scene.exposed.flatMap((member) => {
    const port = scene.members[member]?.kind === 'service' ? scene.members[member].ports.find((name) => ['http', 'grpc', 'h2c'].includes(name)) : undefined;
    return port === undefined ? [] : [{ member, port }];
  });
}

export function usesIn(scene: Scene): Array<{ from: number; database: number }> {
  return scene.uses.flatMap(([from, database]) => (scene.members[from] !== undefined && scene.databases[database] !== undefined
    && namespaceOf(scene, scene.members[from].namespace) === namespaceOf(scene, scene.databases[database]) ? [{ from, database }] : []));
}

/** What the library writes for the scene, as objects. */
export function manifestsOf(scene: Scene, keeper: Keeper): any[] {
  const app = new GopherApp({ platform: new Platform(PLATFORMS[keeper]) });
  const charts = new Map(NAMESPACES.slice(0, scene.namespaces).map((namespace) => [namespace, new Chart(app, namespace, { namespace })]));
  const members = scene.members.map((member, i) => make(charts.get(namespaceOf(scene, member.namespace))!, nameOf(i), member));
  const databases = scene.databases.map((namespace, i) => {
    const chart = charts.get(namespaceOf(scene, namespace))!;
    return new StatefulDatabase(chart, databaseName(i), { engine: DatabaseEngine.postgres('17'), storage: Size.gibibytes(2), credentials: ExternalSecret.generated(chart, `${databaseName(i)}-credentials`) });
  });
  callsIn(scene, keeper).forEach(({ from, to, port, only }, i) => members[from].calls(members[to] as GoMicroservice, {
    port, only: requestsOf(port, only), envName: `CALL_${i}_${port === 'grpc' || port === 'redis' ? 'ADDR' : 'URL'}`, callsBack: to <= from,
  }));
  usesIn(scene).forEach(({ from, database }) => members[from].uses(databases[database]));
  scene.outside.forEach(({ port, fixed, callers }, i) => {
    const outside = new ExternalService(charts.get('shop')!, `outside-${i}`, { host: hostOf(i), ports: [port === 80 ? Port.http(80) : Port.https(443)], addresses: fixed ? [`198.51.100.${i}/32`] : undefined });
    callers.filter((caller) => members[caller] !== undefined).forEach((caller) => members[caller].calls(outside, { envName: `OUTSIDE_${i}_URL` }));
  });
  exposedIn(scene).forEach(({ member, port }) => (members[member] as GoMicroservice).exposeAt(`m${member}.example.com`, '/', port));
  lettersIn(scene).forEach(({ to, port, peer }) => (members[to] as GoMicroservice).addCaller(PEERS[peer], port));
  return parseAllDocuments(app.synthYaml()).map((document) => document.toJS()).filter((object) => object !== null);
}

function make(chart: Chart, name: string, { kind, ports: names, renumbered, limited }: Member): Workload {
  switch (kind) {
    case 'worker': return new GoWorker(chart, name, { image: IMAGE });
    case 'daemon': return new GoDaemon(chart, name, { image: IMAGE });
    case 'job': return new GoJob(chart, name, { image: IMAGE });
    default: return new GoMicroservice(chart, name, {
      image: IMAGE, callableFrom: ['*'], rateLimit: limited ? RateLimit.perPod(50) : undefined, ports: names.map((port, i) => (renumbered && port !== 'grpc' ? PORTS[port].servedAs(1000 + i) : PORTS[port])),
    });
  }
}
