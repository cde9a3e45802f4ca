import { callsIn, databaseName, EDGE_LABELS, exposedIn, hostOf, Keeper, lettersIn, nameOf, namespaceOf, PortName, PORTS, Scene, shapesOf, usesIn } from './scene';

/** Somebody with an address: a pod, or a machine outside. */
export interface Party {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: { readonly [key: string]: string };
  readonly address: string;
  /** the ServiceAccount, of a member of the mesh */
  readonly account?: string;
  /** the DNS name, of what is outside */
  readonly host?: string;
  readonly isNode?: boolean;
}
export interface Request { readonly method: string; readonly path: string; readonly query?: string }
export interface Attempt { readonly from: Party; readonly to: Party; readonly port: number; readonly protocol: 'TCP' | 'UDP'; readonly request?: Request }

const HTTP: readonly Request[] = [
  { method: 'GET', path: '/items' }, { method: 'POST', path: '/items' }, { method: 'GET', path: '/items/' }, { method: 'GET', path: '/items/x', query: 'id=1' }, { method: 'DELETE', path: '/items/x' },
  { method: 'GET', path: '/itemsx' }, { method: 'POST', path: '/basket/1' }, { method: 'PUT', path: '/basket/1' }, { method: 'GET', path: '/other' },
];
const RPC: readonly Request[] = ['/shop.v1.S/A', '/shop.v1.S/B', '/shop.v1.T/A'].map((path) => ({ method: 'POST', path }));
const ADMIN = 8081;
const DATABASE = 5432;
/** A port that nobody declares. */
const STRAY = 7777;

const stranger = (name: string, namespace: string, labels: { [key: string]: string }, address: string): Party => ({ name, namespace, labels, address });
export const STRANGERS: { readonly [name: string]: Party } = {
  tool: stranger('tool', 'legacy', { app: 'tool' }, '10.1.0.1'),
  other: stranger('other', 'legacy', { app: 'other' }, '10.1.0.2'),
  edge: stranger('edge', 'envoy-gateway-system', EDGE_LABELS, '10.1.0.3'),
  scraper: stranger('scraper', 'monitoring', { app: 'prometheus' }, '10.1.0.4'),
  intruder: stranger('intruder', 'shop', { app: 'intruder' }, '10.1.0.5'),
  plant: { name: 'plant', labels: {}, address: '10.9.3.4' },
  world: { name: 'world', labels: {}, address: '203.0.113.9' },
};
/** Those of the strangers' namespaces that may be said to be members. */
const MESHED = ['legacy', 'envoy-gateway-system', 'monitoring'];
const DNS = stranger('dns', 'kube-system', { 'k8s-app': 'kube-dns' }, '10.1.0.6');
const CONTROL: { readonly [keeper: string]: readonly [Party, readonly number[]] } = {
  istio: [stranger('istiod', 'istio-system', { app: 'istiod' }, '10.1.0.7'), [15012]],
  linkerd: [stranger('linkerd', 'linkerd', { app: 'destination' }, '10.1.0.8'), [8080, 8086, 8090]],
};

interface Target { readonly party: Party; readonly ports: ReadonlyArray<{ readonly number: number; readonly name?: PortName | 'admin' }> }

/** Everybody who could try, everything that could be tried, and what was declared about it. */
export function attemptsIn(scene: Scene, keeper: Keeper): Array<{ attempt: Attempt; declared: boolean }> {
  const strangers = Object.values(STRANGERS).map((party) => (keeper.endsWith('members') && MESHED.includes(party.namespace!) ? { ...party, account: party.name } : party));
  const members = scene.members.map((member, i) => memberParty(nameOf(i), namespaceOf(scene, member.namespace), i));
  const databases = scene.databases.map((namespace, i) => memberParty(databaseName(i), namespaceOf(scene, namespace), 100 + i));
  const targets: Target[] = [
    ...members.map((party, i) => ({
      party,
      ports: [
        ...(scene.members[i].kind === 'service' ? scene.members[i].ports.map((name) => ({ number: PORTS[name].number, name })) : []),
        ...(scene.members[i].kind === 'job' ? [] : [{ number: ADMIN, name: 'admin' as const }]), { number: STRAY },
      ],
    })),
    ...databases.map((party) => ({ party, ports: [{ number: DATABASE, name: 'redis' as const }, { number: STRAY }] })),
  ];
  const sources = [...members, ...databases, ...strangers];
  const inside = sources.flatMap((from) => targets.filter(({ party }) => party !== from).flatMap(({ party, ports }) => ports.flatMap(({ number, name }) => {
    const requests = name === 'grpc' ? RPC : name === 'http' || name === 'h2c' ? HTTP : [undefined];
    return requests.map((request) => {
      const attempt: Attempt = { from, to: party, port: number, protocol: 'TCP', request };
      return { attempt, declared: isDeclared(scene, keeper, attempt) };
    });
  })));
  return [...inside, ...outsideIn(scene, keeper, [...members, ...databases])];
}

function outsideIn(scene: Scene, keeper: Keeper, parties: readonly Party[]): Array<{ attempt: Attempt; declared: boolean }> {
  const [controlPlane, controlPorts] = CONTROL[keeper.split(' ')[0]] ?? [];
  return parties.flatMap((from) => {
    const called = scene.outside.map(({ port, fixed, callers }, i) => ({ host: hostOf(i), port, fixed, address: `198.51.100.${i}`, isCalled: callers.some((caller) => nameOf(caller) === from.name) }));
    // A NetworkPolicy knows no names: what is called by name opens the port to everybody.
    const openPorts = new Set(called.filter(({ isCalled, fixed }) => isCalled && !fixed).map(({ port }) => port));
    const byName = keeper.startsWith('istio') || keeper === 'cilium';
    const to = (host: string, address: string, port: number, declared: boolean) => ({ attempt: { from, to: { name: host, labels: {}, address, host }, port, protocol: 'TCP' as const }, declared });
    return [
      ...called.map(({ host, address, port, isCalled }) => to(host, address, port, isCalled || (!byName && openPorts.has(port)))),
      ...[80, 443].map((port) => to('elsewhere.example.org', '203.0.113.50', port, !byName && openPorts.has(port))),
      ...(['UDP', 'TCP'] as const).map((protocol) => ({ attempt: { from, to: DNS, port: 53, protocol }, declared: true })),
      ...(controlPlane === undefined ? [] : controlPorts!.map((port) => ({ attempt: { from, to: controlPlane, port, protocol: 'TCP' as const }, declared: true }))),
    ];
  });
}

function isDeclared(scene: Scene, keeper: Keeper, { from, to, port, request }: Attempt): boolean {
  const reads = keeper !== 'network';
  const called = callsIn(scene, keeper).some((call) => nameOf(call.from) === from.name && nameOf(call.to) === to.name && PORTS[call.port].number === port
    && (!reads || matches(shapesOf(call.port, call.only), request)));
  const used = usesIn(scene).some(({ from: user, database }) => nameOf(user) === from.name && databaseName(database) === to.name && port === DATABASE);
  const exposed = from.name === 'edge' && exposedIn(scene).some(({ member, port: name }) => nameOf(member) === to.name && PORTS[name].number === port);
  const letIn = lettersIn(scene).some(({ to: member, port: name, peer }) => nameOf(member) === to.name && PORTS[name].number === port
    && { legacy: from.namespace === 'legacy', tool: from.name === 'tool', plant: from.name === 'plant' }[peer]);
  const scraped = from.name === 'scraper' && port === ADMIN;
  return called || used || exposed || letIn || scraped;
}

function matches(shapes: ReturnType<typeof shapesOf>, request: Request | undefined): boolean {
  return shapes.length === 0 || request === undefined || shapes.some(({ path, isPrefix, methods }) => (isPrefix ? request.path.startsWith(path) : request.path === path)
    && (methods.length === 0 || methods.includes(request.method)));
}

function memberParty(name: string, namespace: string, i: number): Party {
  return { name, namespace, labels: { 'app.kubernetes.io/instance': name }, address: `10.2.0.${i}`, account: name };
}
