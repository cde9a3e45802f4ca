import { Chart, Size } from 'cdk8s';
import { Autoscaling, Cpu, ExistingSecret, External, GoMicroservice, GopherApp, Image, NetworkPeer } from 'cdk8s-gopher';

const app = new GopherApp({
  externals: [External.secret('stripe', ['api-key'], 'shop'), External.service('payments', [8080], 'shop')],
});
const shop = new Chart(app, 'checkout', { namespace: 'shop' });

const checkout = new GoMicroservice(shop, 'checkout', {
  image: Image.of('registry.example.com/shop/checkout:1.8.2'),
  memory: Size.mebibytes(256),
  cpu: Cpu.millis(250),
  env: { LOG_LEVEL: 'info', PAYMENTS_URL: 'http://payments.shop.svc.cluster.local:8080' },
  secrets: { STRIPE_API_KEY: ExistingSecret.of('stripe', ['api-key']).key('api-key') },
  traits: [new Autoscaling({ maxReplicas: 10 })],
});
checkout.addCaller(NetworkPeer.pods({ 'app.kubernetes.io/instance': 'frontend' }));
checkout.addCallee(NetworkPeer.pods({ 'app.kubernetes.io/instance': 'payments' }), 8080);

app.synth();
