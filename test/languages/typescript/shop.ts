import { Chart, Size } from 'cdk8s';
import { Cpu, DatabaseEngine, ExternalSecret, GoMicroservice, GopherApp, Image, Metadata, Namespace, NetworkPeer, ObjectOrder, Platform, Port, StatefulDatabase } from 'cdk8s-gopher';
import { EveryServiceHasAnOwner } from './every-service-has-an-owner';

/** The shop of examples/shop. */
export function shop(owner: string | undefined, committedDir: string): { app: GopherApp; frontend: GoMicroservice } {
  const app = new GopherApp({
    committedDir,
    order: ObjectOrder.BY_KIND,
    rules: [new EveryServiceHasAnOwner()],
    platform: new Platform({
      registry: 'registry.example.com',
      owner,
      telemetry: { endpoint: 'http://collector.observability.svc.cluster.local:4318' },
    }),
  });

  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new Namespace(chart, 'shop');

  const orders = new StatefulDatabase(chart, 'orders-db', {
    engine: DatabaseEngine.postgres('17'),
    credentials: ExternalSecret.generated(chart, 'orders-db-credentials'),
    storage: Size.gibibytes(20),
    memory: Size.gibibytes(1),
    cpu: Cpu.millis(500),
  });

  const checkout = new GoMicroservice(chart, 'checkout', {
    image: Image.of('shop/checkout:1.8.2'),
    ports: [Port.grpc(9090)],
    traits: [new Metadata({ partOf: 'shop', component: 'checkout' })],
  });
  checkout.uses(orders);

  const frontend = new GoMicroservice(chart, 'frontend', {
    image: Image.of('shop/frontend:2.4.0'),
    traits: [new Metadata({ partOf: 'shop', component: 'frontend' })],
  });
  frontend.calls(checkout);
  frontend.addCaller(NetworkPeer.namespace('gateway'));

  return { app, frontend };
}
