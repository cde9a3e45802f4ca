import { Chart } from 'cdk8s';
import { GoMicroservice, GopherApp, Image, Platform, Port } from '../../src';

/* The services of bench/peers.ts by this library: node gopher.js SERVICES FOLDER */

const [services, outdir] = [Number(process.argv[2]), process.argv[3]];
const platform = new Platform({
  registry: 'registry.example.com',
  owner: 'team-shop',
  telemetry: { endpoint: 'http://collector.observability.svc.cluster.local:4318' },
});
const app = new GopherApp({ outdir, platform });
for (let i = 0; i < services; i++) {
  new GoMicroservice(new Chart(app, `service-${i}`, { namespace: 'shop' }), `service-${i}`, {
    image: Image.of(`shop/service-${i}:1.${i}.0`),
    ports: [Port.http(8080)],
    env: { REGION: 'eu', FEATURE_FLAGS: `a,b,${i}` },
  });
}
app.synth();
