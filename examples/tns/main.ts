import { Chart, Duration } from 'cdk8s';
import { GoMicroservice, GopherApp, HealthChecks, Image, Namespace, ObjectOrder, Platform, Port, ServiceAccess, GracefulDrain } from 'cdk8s-gopher';

// Grafana's "the new stack": an app, its database, and a generator of load. The original names nobody's
// user, resources or probes, and takes the address of the next one as an argument.
const app = new GopherApp({
  committedDir: 'manifests',
  order: ObjectOrder.BY_KIND,
  platform: new Platform({ registry: 'registry.example.com/tns', owner: 'team-tns', telemetry: { endpoint: 'http://jaeger.tracing.svc.cluster.local:4318' } }),
});
const chart = new Chart(app, 'tns', { namespace: 'tns' });
new Namespace(chart, 'tns');

function program(name: string, nextUrl: string[]): GoMicroservice {
  return new GoMicroservice(chart, name, {
    image: Image.of(`${name}:1.0.0`),
    ports: [Port.http(8080).servedAs(80)],
    args: ['-log.level=debug', '-server.http-listen-port=8080', ...nextUrl],
    traits: [HealthChecks.onPort({ readyPath: '/ready' }), ...(name === 'app' ? [ServiceAccess.nodePort({ nodePorts: { http: 30030 } }), new GracefulDrain({ delay: Duration.seconds(15) })] : [])],
  });
}

const db = program('db', []);
const front = program('app', ['$(DB_URL)']);
const load = program('loadgen', ['$(APP_URL)']);
front.calls(db);
load.calls(front);

app.synth();
