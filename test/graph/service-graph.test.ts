import { Chart, Duration, Size } from 'cdk8s';
import { hostileApp } from './hostile-app';
import { DatabaseEngine, Edge, ExistingSecret, ExternalService, GoCronJob, GoWorker, GraphEdge, ILink, IUsable, NetworkPeer, Percent, Platform, Port, Requests, Resilience, Retry, Route, Schedule, ServiceAccess, ServiceGraph, Sidecar, StatefulDatabase, Exposure } from '../../src';
import { chartIn, IMAGE, newChart, serviceIn, shop } from '../kit';

const edge = Edge.gateway({ name: 'public', namespace: 'gateways' });

function graphOf(chart: Chart): ServiceGraph {
  return ServiceGraph.of(chart.node.root);
}

function between(graph: ServiceGraph, from: string, to: string): GraphEdge | undefined {
  return graph.edges.find((one) => one.from === from && one.to === to);
}

describe('the service graph has', () => {
  test('each workload by its place, with what it is and what it becomes', () => {
    const chart = newChart();
    serviceIn(chart, 'checkout', { ports: [Port.grpc(9090)], replicas: 3 });
    expect(graphOf(chart).nodes).toEqual([expect.objectContaining({
      id: 'shop/checkout',
      kind: 'service',
      name: 'checkout',
      namespace: 'shop',
      image: String(IMAGE),
      pods: '3',
      ports: ['grpc 9090/GRPC'],
      problems: [],
      objects: expect.arrayContaining(['Deployment checkout', 'Service checkout', 'NetworkPolicy checkout']),
      traits: expect.arrayContaining(['graceful-drain', 'isolation']),
    })]);
  });

  test('the kinds of programs apart', () => {
    const chart = newChart();
    serviceIn(chart, 'api');
    new GoWorker(chart, 'mailer', { image: IMAGE });
    new GoCronJob(chart, 'nightly', { image: IMAGE, schedule: Schedule.daily(3) });
    new StatefulDatabase(chart, 'orders-db', { engine: DatabaseEngine.postgres('17'), credentials: ExistingSecret.of('orders', ['password']), storage: Size.gibibytes(10) });
    expect(graphOf(chart).nodes.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['api service', 'mailer worker', 'nightly job', 'orders-db database']);
  });

  test('each call with its port, requests, deadline, retries, breaker and pool', () => {
    const chart = newChart();
    const [frontend, checkout] = [serviceIn(chart, 'frontend'), serviceIn(chart, 'checkout', { ports: [Port.grpc(9090)] })];
    frontend.calls(checkout, { only: [Requests.rpc('shop.v1.Checkout/Place')], resilience: Resilience.of({ timeout: Duration.seconds(2), retry: Retry.of({ maxRetries: 1 }) }) });
    expect(graphOf(chart).edges).toEqual([expect.objectContaining({
      from: 'shop/frontend',
      to: 'shop/checkout',
      kind: 'call',
      port: 'grpc 9090',
      protocol: 'GRPC',
      only: ['shop.v1.Checkout/Place'],
      timeout: 2000,
      maxRetries: 1,
      retries: '1 on connect-failure, refused, unavailable; 600ms a try, at most 20% of all calls',
      circuitBreaker: 'open for 5s after 5 failures in a row',
      connectionPool: '1024 connections, 1024 waiting, 1024 under way',
      fact: 'calls/shop/checkout:grpc',
    })]);
  });

  test('the deadline that follows from others', () => {
    const chart = newChart();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => serviceIn(chart, name));
    a.calls(b);
    b.calls(c);
    expect(graphOf(chart).edges.map(({ timeout }) => timeout)).toEqual([10_000, 9_000]);
  });

  test('no retries where there are none', () => {
    const chart = newChart();
    serviceIn(chart, 'frontend').calls(serviceIn(chart, 'checkout'), { resilience: Resilience.none() });
    const [call] = graphOf(chart).edges;
    expect([call.maxRetries, call.retries, call.circuitBreaker]).toEqual([0, undefined, undefined]);
  });

  test('the use of a database', () => {
    const it = shop();
    it.checkout.uses(new StatefulDatabase(it.chart, 'orders-db', { engine: DatabaseEngine.postgres('17'), credentials: ExistingSecret.of('orders', ['password']), storage: Size.gibibytes(10) }));
    expect(between(graphOf(it.chart), 'shop/checkout', 'shop/orders-db')).toMatchObject({ kind: 'use', port: 'postgres 5432', timeout: undefined });
  });

  test('what is outside, under its host', () => {
    const it = shop();
    it.checkout.calls(new ExternalService(it.chart, 'stripe', { host: 'api.stripe.com', ports: [Port.https(443)], addresses: ['203.0.113.0/24'] }));
    const graph = graphOf(it.chart);
    expect(graph.nodes.map(({ id, kind, detail }) => [id, kind, detail])).toEqual([['shop/checkout', 'service', undefined], ['shop/stripe', 'external', 'api.stripe.com']]);
    expect(graph.edges).toHaveLength(1);
  });

  test('the hosts by which requests come in, with routes and shares', () => {
    const chart = newChart(new Platform({ edge }));
    const next = serviceIn(chart, 'checkout-next');
    serviceIn(chart, 'checkout', { traits: [new Exposure({ host: 'shop.example.com', routes: [Route.prefix('/checkout', { splits: [{ to: next, share: Percent.of(10) }] })] })] });
    const graph = graphOf(chart);
    expect(graph.nodes).toContainEqual(expect.objectContaining({ id: 'host shop.example.com', kind: 'entrance', detail: 'Gateway gateways/public' }));
    expect(graph.edges.map(({ to, kind, port, only }) => [to, kind, port, only])).toEqual([
      ['shop/checkout', 'exposure', 'http 8080', ['/checkout']], ['shop/checkout-next', 'exposure', undefined, ['/checkout, 10%']],
    ]);
  });

  test('one host for all workloads behind it', () => {
    const chart = newChart(new Platform({ edge: Edge.ingress({ className: 'traefik', callers: [NetworkPeer.namespace('traefik')] }) }));
    for (const name of ['a', 'b']) serviceIn(chart, name).exposeAt('shop.example.com', `/${name}`);
    const graph = graphOf(chart);
    expect(graph.nodes.filter(({ kind }) => kind === 'entrance').map(({ name, detail }) => [name, detail])).toEqual([['shop.example.com', 'ingress class traefik']]);
    expect(graph.edges.map(({ to }) => to)).toEqual(['shop/a', 'shop/b']);
  });

  test('load balancers', () => {
    const it = shop({ traits: [ServiceAccess.loadBalancer({ hostnames: ['shop.example.com'] })] });
    const graph = graphOf(it.chart);
    expect(graph.nodes).toContainEqual(expect.objectContaining({ kind: 'entrance', name: 'shop.example.com', detail: 'load balancer' }));
    expect(graph.edges).toHaveLength(1);
  });

  test('whom a team lets in and out by hand, and not what is open for everybody', () => {
    const it = shop();
    it.checkout.addCaller(NetworkPeer.namespace('gateway'));
    it.checkout.addCallee(NetworkPeer.addresses('203.0.113.0/24'), 443);
    const graph = graphOf(it.chart);
    expect(graph.edges.map(({ from, to, kind, port }) => [from, to, kind, port])).toEqual([
      ['shop/checkout', 'external addresses 203.0.113.0/24', 'opening', '443'], ['visitor namespace gateway', 'shop/checkout', 'opening', '8080'],
    ]);
  });

  test('a workload where an open way leads to one', () => {
    const it = shop();
    it.service('payments').addCaller(NetworkPeer.pods({ 'app.kubernetes.io/instance': 'checkout' }));
    expect(graphOf(it.chart).edges).toEqual([expect.objectContaining({ from: 'shop/checkout', to: 'shop/payments', kind: 'opening' })]);
  });

  test('a resource of somebody\'s own', () => {
    class Redis implements IUsable {
      public acceptUse(link: ILink): void {
        link.client.addEgress(NetworkPeer.addresses('10.20.0.0/16'), 6379, 'the managed Redis');
      }
    }
    const it = shop();
    it.checkout.uses(new Redis());
    expect(between(graphOf(it.chart), 'shop/checkout', 'external addresses 10.20.0.0/16')).toMatchObject({ kind: 'opening', port: '6379' });
  });

  test('of a part of the app, those outside of the part that are called', () => {
    const shopChart = newChart();
    const bank = chartIn(shopChart.node.root as any, 'bank', 'bank');
    serviceIn(shopChart, 'checkout').calls(serviceIn(bank, 'payments', { callableFrom: ['shop'] }));
    expect(ServiceGraph.of(shopChart).nodes.map(({ id, kind }) => `${id} ${kind}`)).toEqual(['bank/payments external', 'shop/checkout service']);
  });

  test('for every settled value, who set it and why', () => {
    const it = shop();
    expect(graphOf(it.chart).nodes[0].explanation).toEqual(it.checkout.explain().values);
  });

  test('the problems of each', () => {
    const it = shop({ env: { 'bad name': 'x' } });
    expect(graphOf(it.chart).nodes[0].problems).toEqual(it.checkout.problems().map((problem) => problem.message));
    expect(graphOf(it.chart).nodes[0].problems).not.toEqual([]);
  });
});

describe('the texts of a graph', () => {
  test('are the same for the same app', () => {
    const texts = () => {
      const graph = ServiceGraph.of(hostileApp());
      return [graph.toHtml(), graph.toMarkdown(), graph.toMermaid(), graph.toJson()];
    };
    expect(texts()).toEqual(texts());
  });

  test('do not depend on the order of declarations', () => {
    const made = (names: string[]) => {
      const chart = newChart();
      const services = new Map(names.map((name) => [name, serviceIn(chart, name)]));
      for (const name of names.filter((one) => one !== 'c')) services.get(name)!.calls(services.get('c')!);
      return graphOf(chart).toHtml();
    };
    expect(made(['a', 'b', 'c'])).toBe(made(['c', 'b', 'a']));
  });

  test('have no value that looks like a secret, also where it is refused', () => {
    const graph = ServiceGraph.of(hostileApp());
    for (const text of [graph.toHtml(), graph.toMarkdown(), graph.toMermaid(), graph.toJson()]) expect(text).not.toContain('hunter2');
    expect(graph.toJson()).toContain('not shown: it looks like a secret');
  });

  test('name a Secret that is referred to', () => {
    const it = shop({ secrets: { STRIPE_API_KEY: ExistingSecret.of('stripe', ['api-key']).key('api-key') } });
    expect(graphOf(it.chart).nodes[0].explanation).toContainEqual(expect.objectContaining({ fact: 'secretFiles//run/secrets/stripe', value: expect.stringContaining('stripe') }));
  });

  test('have no secret of a sidecar either, and say that a token is not mounted', () => {
    const it = shop({ traits: [new Sidecar('proxy', { image: IMAGE, env: { DB_PASSWORD: 'hunter2' } })] });
    const json = graphOf(it.chart).toJson();
    expect(json).not.toContain('hunter2');
    expect(graphOf(it.chart).nodes[0].explanation).toContainEqual(expect.objectContaining({ fact: 'serviceAccount/token', value: 'false' }));
  });

  test('tell tools nodes, edges and problems in JSON', () => {
    const it = shop();
    it.checkout.calls(it.service('payments'));
    const { nodes, edges, problems } = JSON.parse(graphOf(it.chart).toJson());
    expect(nodes[0]).toMatchObject({ id: 'shop/checkout', explanation: expect.arrayContaining([expect.objectContaining({ fact: 'image', rank: 'YOU' })]) });
    expect(edges[0]).toMatchObject({ from: 'shop/checkout', to: 'shop/payments', timeout: 10_000 });
    expect(problems).toEqual([]);
  });
});

test('reading a graph takes time that is linear in it', () => {
  const seconds = (services: number) => {
    const chart = newChart();
    const all = Array.from({ length: services }, (_, i) => serviceIn(chart, `s${i}`));
    all.forEach((service, i) => [1, 7].forEach((step) => all[i + step] && service.calls(all[i + step])));
    graphOf(chart); // settled once
    const start = process.cpuUsage(); // of this process: other work on the machine does not count
    graphOf(chart).toMarkdown();
    return process.cpuUsage(start).user / 1e6;
  };
  seconds(50);
  expect(seconds(400)).toBeLessThan(Math.max(0.2, seconds(100) * 12));
});
