import { Chart, Duration, Size } from 'cdk8s';
import { Availability, Cpu, DatabaseEngine, ExternalSecret, GoldenPath, GoMicroservice, GopherApp, GoWorker, Image, Metadata, Namespace, NetworkPeer, ObjectOrder, Platform, Port, Resilience, StatefulDatabase } from 'cdk8s-gopher';
import { EveryServiceHasAnOwner } from './every-service-has-an-owner';

/** The shop of examples/shop. */
export function shop(owner: string | undefined, committedDir: string): { app: GopherApp; frontend: GoMicroservice } {
  const app = new GopherApp({
    committedDir,
    order: ObjectOrder.BY_KIND,
    rules: [new EveryServiceHasAnOwner()],
    platform: new Platform({
      goldenPath: GoldenPath.V1,
      registry: 'registry.example.com',
      owner,
      telemetry: { endpoint: 'http://collector.observability.svc.cluster.local:4318' },
    }),
  });

  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new Namespace(chart, 'shop');

  const [catalogueDb, ordersDb] = ['catalogue-db', 'orders-db'].map((name) => new StatefulDatabase(chart, name, {
    engine: DatabaseEngine.postgres('17'),
    credentials: ExternalSecret.generated(chart, `${name}-credentials`),
    storage: Size.gibibytes(20),
    memory: Size.gibibytes(1),
    cpu: Cpu.millis(500),
  }));

  const catalogue = new GoMicroservice(chart, 'catalogue', {
    image: Image.of('shop/catalogue:1.3.1'),
    traits: [new Metadata({ partOf: 'shop', component: 'catalogue' })],
  });

  const cart = new GoMicroservice(chart, 'cart', {
    image: Image.of('shop/cart:1.1.0'),
    ports: [Port.grpc(9090)],
    secrets: { CART_KEY: ExternalSecret.generated(chart, 'cart-key', { keys: ['key'] }).key('key') },
    traits: [new Metadata({ partOf: 'shop', component: 'cart' })],
  });

  const payments = new GoMicroservice(chart, 'payments', {
    image: Image.of('shop/payments:1.0.4'),
    ports: [Port.grpc(9090)],
    traits: [new Metadata({ partOf: 'shop', component: 'payments' })],
  });

  const checkout = new GoMicroservice(chart, 'checkout', {
    image: Image.of('shop/checkout:1.8.2'),
    ports: [Port.grpc(9090)],
    traits: [new Metadata({ partOf: 'shop', component: 'checkout' })],
  });

  const frontend = new GoMicroservice(chart, 'frontend', {
    image: Image.of('shop/frontend:2.4.0'),
    traits: [new Metadata({ partOf: 'shop', component: 'frontend' })],
  });

  const recommendations = new GoWorker(chart, 'recommendations', {
    image: Image.of('shop/recommendations:0.9.0'),
    replicas: 1, // nobody waits for it, so its node may be drained
    without: [Availability.ID],
    traits: [new Metadata({ partOf: 'shop', component: 'recommendations' })],
  });

  catalogue.uses(catalogueDb);
  checkout.uses(ordersDb);
  frontend.calls(catalogue);
  frontend.calls(cart);
  frontend.calls(checkout);
  checkout.calls(cart);
  checkout.calls(payments, { resilience: Resilience.of({ timeout: Duration.seconds(2) }) });
  recommendations.calls(catalogue);
  recommendations.calls(checkout);
  frontend.addCaller(NetworkPeer.namespace('gateway'));

  return { app, frontend };
}
