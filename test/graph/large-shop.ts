import { Chart, Size } from 'cdk8s';
import { DatabaseEngine, Edge, ExternalSecret, ExternalService, GoCronJob, GoMicroservice, GopherApp, GopherAppProps, GoWorker, Image, NetworkPeer, Platform, Port, Schedule, StatefulDatabase } from '../../src';

const DOMAINS = ['storefront', 'checkout', 'payments', 'catalog', 'search', 'accounts', 'shipping', 'warehouse', 'pricing', 'marketing', 'fraud', 'analytics', 'support', 'platform-services'];
const ROLES = ['api', 'gateway', 'orders', 'events', 'rules', 'profile', 'history', 'index', 'reports', 'notifications', 'sessions', 'limits', 'quotes', 'recommendations', 'stock', 'labels', 'invoices', 'refunds'];

/** The same numbers in every run. */
function numbers(): (below: number) => number {
  let state = 42;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor(state / 65536) % below;
  };
}

/** A shop of about so many services, in namespaces as large shops have them: some are called by all, most by few. */
export function largeShop(services: number, props: GopherAppProps = {}): GopherApp {
  const app = new GopherApp({ platform: new Platform({ registry: 'registry.example.com', edge: Edge.gateway({ name: 'public', namespace: 'gateways' }) }), ...props });
  const any = numbers();
  const domains = DOMAINS.slice(0, Math.max(1, Math.min(DOMAINS.length, Math.ceil(services / 12))));
  const charts = domains.map((name) => new Chart(app, name, { namespace: name }));
  const made = Array.from({ length: services }, (_, i) => {
    const domain = i % domains.length;
    const round = Math.floor(i / domains.length);
    const name = `${domains[domain]}-${ROLES[round % ROLES.length]}${round < ROLES.length ? '' : `-${Math.floor(round / ROLES.length) + 1}`}`;
    return { domain, service: new GoMicroservice(charts[domain], name, { image: Image.of(`shop/${name}:1.0.0`), ports: [any(2) === 0 ? Port.http(8080) : Port.grpc(9090)], callableFrom: ['*'] }) };
  });
  // Each namespace has four tiers: what comes in, what decides, what does the work, what all others rely on.
  const tierOf = (i: number) => Math.min(3, Math.floor(4 * Math.sqrt(Math.floor(i / domains.length) / Math.ceil(services / domains.length))));
  made.forEach(({ domain, service }, i) => {
    const below = made.map((_, other) => other).filter((other) => other > i && tierOf(other) === tierOf(i) + 1);
    const near = below.filter((other) => made[other].domain === domain);
    const far = below.filter((other) => made[other].domain > domain);
    const callees = new Set([near, near, far].flatMap((some, nth) => (some.length > 0 && (nth === 0 || any(2) === 0) ? [some[any(some.length)]] : [])));
    callees.forEach((callee) => service.calls(made[callee].service));
  });
  made.slice(0, domains.length).forEach(({ service }, i) => service.exposeAt(`${domains[i]}.example.com`));
  charts.forEach((chart, i) => {
    const orders = new StatefulDatabase(chart, `${domains[i]}-db`, { engine: DatabaseEngine.postgres('17'), credentials: ExternalSecret.generated(chart, `${domains[i]}-db-credentials`), storage: Size.gibibytes(20) });
    made.filter(({ domain }, index) => domain === i && index % 3 === 0).forEach(({ service }) => service.uses(orders));
    if (services > 5) addRest(chart, domains[i], made.filter(({ domain }) => domain === i).map(({ service }) => service));
  });
  const stripe = new ExternalService(charts[charts.length - 1], 'stripe', { host: 'api.stripe.com', ports: [Port.https(443)] });
  made[made.length - 1].service.calls(stripe);
  made[0].service.addCaller(NetworkPeer.namespace('gateway'));
  return app;
}

function addRest(chart: Chart, name: string, services: GoMicroservice[]): void {
  const worker = new GoWorker(chart, `${name}-worker`, { image: Image.of(`shop/${name}-worker:1.0.0`) });
  worker.calls(services[services.length - 1]);
  const nightly = new GoCronJob(chart, `${name}-nightly`, { image: Image.of(`shop/${name}-nightly:1.0.0`), schedule: Schedule.daily(3) });
  nightly.calls(services[0]);
}
