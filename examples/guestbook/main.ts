import { Chart, Duration, Size } from 'cdk8s';
import { GoMicroservice, GopherApp, GracefulDrain, Hardening, HealthChecks, Image, Microservice, Namespace, ObjectOrder, Platform, Port, ServiceAccess } from 'cdk8s-gopher';

// The Kubernetes project's Go guestbook, once a ReplicationController. Its program has the addresses of both
// Redis servers built in, so the names of their Services are part of the contract.
const app = new GopherApp({ committedDir: 'manifests', order: ObjectOrder.BY_KIND, platform: new Platform({ registry: 'registry.example.com/guestbook', owner: 'team-guestbook' }) });
const chart = new Chart(app, 'guestbook', { namespace: 'guestbook' });
new Namespace(chart, 'guestbook');

function redis(name: string, replicas: number, args: string[]): Microservice {
  return new Microservice(chart, name, {
    image: Image.of('docker.io/library/redis:8.2-alpine'),
    ports: [Port.tcp('redis', 6379)],
    args: ['redis-server', '--dir', '/data', ...args],
    replicas,
    without: replicas === 1 ? ['availability'] : [],
    traits: [new Hardening({ user: 999, writable: { '/data': Size.mebibytes(256), '/tmp': Size.mebibytes(16) } })],
  });
}

const primary = redis('redis-master', 1, []);
const replica = redis('redis-replica', 2, ['--replicaof', 'redis-master', '6379']);
replica.calls(primary);

const guestbook = new GoMicroservice(chart, 'guestbook', {
  image: Image.of('guestbook:4.0.0'),
  ports: [Port.http(3000)],
  replicas: 3,
  traits: [HealthChecks.onPort({ readyPath: '/info' }), ServiceAccess.loadBalancer(), new GracefulDrain({ delay: Duration.seconds(15) })],
});
guestbook.calls(primary);
guestbook.calls(replica);

app.synth();
