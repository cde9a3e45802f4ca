import { Chart, Duration, Size } from 'cdk8s';
import {
  Cpu, External, GoMicroservice, GoMicroserviceProps, GopherApp, GracefulDrain, Hardening, HealthChecks, Image, ITrait, Microservice, Namespace, ObjectOrder, Platform, Port, ServiceAccess,
} from 'cdk8s-gopher';

// Google's sample shop of eleven services and a cache, re-expressed. Who calls whom is said once;
// the thirteen network policies of the original follow from it, DNS included.
const app = new GopherApp({
  committedDir: 'manifests',
  order: ObjectOrder.BY_KIND,
  platform: new Platform({ registry: 'registry.example.com/boutique', owner: 'team-boutique' }),
  // The frontend insists on its address, and the sample does not have it.
  externals: [External.service('shoppingassistantservice', [80])],
});
const chart = new Chart(app, 'online-boutique', { namespace: 'boutique' });
new Namespace(chart, 'boutique');

const VERSION = '0.10.3';

/** All of them run as user 1000, and answer the standard gRPC health service. */
function sizes(name: string, memory: number, cpu: number, cpuLimit: number) {
  return { image: Image.of(`${name}:${VERSION}`), memory: Size.mebibytes(memory), cpu: Cpu.millis(cpu), cpuLimit: Cpu.millis(cpuLimit) };
}
const asUser1000 = new Hardening({ user: 1000 });
const grpcTraits: ITrait[] = [asUser1000, HealthChecks.overGrpc()];

function goService(name: string, port: number): GoMicroservice {
  const props: GoMicroserviceProps = { ...sizes(name, 128, 100, 200), ports: [Port.grpc(port)], env: { PORT: `${port}`, DISABLE_PROFILER: '1' }, traits: grpcTraits };
  return new GoMicroservice(chart, name, props);
}

function otherService(name: string, port: Port, memory = 128, cpu = 100, cpuLimit = 200): Microservice {
  return new Microservice(chart, name, { ...sizes(name, memory, cpu, cpuLimit), ports: [port], env: { PORT: `${port.number}`, DISABLE_PROFILER: '1' }, traits: grpcTraits });
}

const productCatalog = goService('productcatalogservice', 3550);
const shipping = goService('shippingservice', 50051);
const currency = otherService('currencyservice', Port.grpc(7000));
const payment = otherService('paymentservice', Port.grpc(50051));
const email = otherService('emailservice', Port.grpc(8080).servedAs(5000));
const ads = otherService('adservice', Port.grpc(9555), 300, 200, 300);
const recommendation = otherService('recommendationservice', Port.grpc(8080), 450, 100, 200);
const cart = otherService('cartservice', Port.grpc(7070), 128, 200, 300);

// Carts live in memory, as in the original: one pod, and an outage when its node is drained.
const redis = new Microservice(chart, 'redis-cart', {
  image: Image.of('docker.io/library/redis:8.2-alpine'),
  ports: [Port.tcp('redis', 6379)],
  memory: Size.mebibytes(256),
  cpu: Cpu.millis(70),
  cpuLimit: Cpu.millis(125),
  replicas: 1,
  without: ['availability'],
  traits: [new Hardening({ user: 1000, writable: { '/data': Size.mebibytes(256), '/tmp': Size.mebibytes(16) } })],
});
cart.calls(redis, { envName: 'REDIS_ADDR' });
recommendation.calls(productCatalog, { envName: 'PRODUCT_CATALOG_SERVICE_ADDR' });

const checkout = goService('checkoutservice', 5050);
checkout.calls(productCatalog, { envName: 'PRODUCT_CATALOG_SERVICE_ADDR' });
checkout.calls(shipping, { envName: 'SHIPPING_SERVICE_ADDR' });
checkout.calls(payment, { envName: 'PAYMENT_SERVICE_ADDR' });
checkout.calls(email, { envName: 'EMAIL_SERVICE_ADDR' });
checkout.calls(currency, { envName: 'CURRENCY_SERVICE_ADDR' });
checkout.calls(cart, { envName: 'CART_SERVICE_ADDR' });

const frontend = new GoMicroservice(chart, 'frontend', {
  ...sizes('frontend', 128, 100, 200),
  ports: [Port.http(8080).servedAs(80)],
  env: { PORT: '8080', ENABLE_PROFILER: '0', SHOPPING_ASSISTANT_SERVICE_ADDR: 'shoppingassistantservice:80' },
  traits: [
    asUser1000,
    HealthChecks.onPort({ readyPath: '/_healthz' }),
    ServiceAccess.loadBalancer(),
    new GracefulDrain({ delay: Duration.seconds(15) }),
  ],
});
frontend.calls(productCatalog, { envName: 'PRODUCT_CATALOG_SERVICE_ADDR' });
frontend.calls(currency, { envName: 'CURRENCY_SERVICE_ADDR' });
frontend.calls(cart, { envName: 'CART_SERVICE_ADDR' });
frontend.calls(recommendation, { envName: 'RECOMMENDATION_SERVICE_ADDR' });
frontend.calls(shipping, { envName: 'SHIPPING_SERVICE_ADDR' });
frontend.calls(checkout, { envName: 'CHECKOUT_SERVICE_ADDR' });
frontend.calls(ads, { envName: 'AD_SERVICE_ADDR' });

// Nobody calls it, and it has no port.
const load = new Microservice(chart, 'loadgenerator', {
  ...sizes('loadgenerator', 512, 300, 500),
  ports: [],
  replicas: 1,
  env: { USERS: '10', RATE: '1' },
  without: ['availability', 'health-checks'],
  traits: [asUser1000],
});
load.calls(frontend, { envName: 'FRONTEND_ADDR' });

app.synth();
