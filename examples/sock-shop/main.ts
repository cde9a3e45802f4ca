import { Chart, Size } from 'cdk8s';
import { Cpu, GoMicroservice, GoMicroserviceProps, GopherApp, Hardening, HealthChecks, Image, Microservice, Namespace, NetworkPeer, ObjectOrder, Platform, Port } from 'cdk8s-gopher';

// The Go services of Weave's sock shop, and the databases they ship with. Callers still write port 80; the
// programs listen on 8080, as one without privileges cannot listen below 1024.
const app = new GopherApp({ committedDir: 'manifests', order: ObjectOrder.BY_KIND, platform: new Platform({ registry: 'registry.example.com/sock-shop', owner: 'team-socks' }) });
const chart = new Chart(app, 'sock-shop', { namespace: 'sock-shop' });
new Namespace(chart, 'sock-shop');

function service(name: string, props: Partial<GoMicroserviceProps> = {}): GoMicroservice {
  const made = new GoMicroservice(chart, name, {
    image: Image.of(`${name}:0.4.7`),
    ports: [Port.http(8080).servedAs(80)],
    args: ['-port=8080'],
    cpu: Cpu.millis(100),
    cpuLimit: Cpu.millis(200),
    memory: Size.mebibytes(200),
    traits: [new Hardening({ user: 10001 }), HealthChecks.onPort({ readyPath: '/health' })],
    ...props,
  });
  made.addCaller(NetworkPeer.namespace('gateway'));
  return made;
}

/** A sample's database: one pod, and data that end with it, as in the original. */
function throwAwayDatabase(name: string, port: Port, directory: string): Microservice {
  return new Microservice(chart, name, {
    image: Image.of(`${name}:0.3.0`),
    ports: [port],
    memory: Size.mebibytes(512),
    replicas: 1,
    without: ['availability'],
    traits: [new Hardening({ user: 999, writable: { [directory]: Size.gibibytes(1), '/tmp': Size.mebibytes(64) } })],
  });
}

service('payment');
service('catalogue').calls(throwAwayDatabase('catalogue-db', Port.tcp('mysql', 3306), '/var/lib/mysql'));
service('user', { cpuLimit: Cpu.millis(300) }).calls(throwAwayDatabase('user-db', Port.tcp('mongo', 27017), '/data/db'), { envName: 'mongo' });

app.synth();
