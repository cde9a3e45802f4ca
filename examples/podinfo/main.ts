import { Chart, Duration, Size } from 'cdk8s';
import {
  Autoscaling, Cpu, GoMicroservice, GoMicroserviceProps, GopherApp, Hardening, HealthChecks, Image, ITrait, ITraitHost, Microservice, Namespace, NetworkPeer, ObjectOrder, Percent,
  Platform, Port, PortProtocol, Rollout, Trait,
} from 'cdk8s-gopher';

// podinfo, the reference Go service, alone and as backend, frontend and cache.
const app = new GopherApp({ committedDir: 'manifests', order: ObjectOrder.BY_KIND, platform: new Platform({ owner: 'team-podinfo' }) });

/** podinfo serves metrics on a port of its own, which is not in its Service. */
class MetricsPort extends Trait {
  public readonly traitId = 'metrics-port';

  public bind(host: ITraitHost): void {
    host.draft.addPort(Port.named('http-metrics', 9797, PortProtocol.HTTP), 'metrics, apart from the traffic');
    host.draft.addIngress(NetworkPeer.namespace(host.platform.monitoringNamespace), 9797, 'metrics are scraped from there');
  }
}

/** How every podinfo runs: its image names user and group 100 and 101. */
function traits(scaling: Autoscaling): ITrait[] {
  return [
    scaling,
    new MetricsPort(),
    HealthChecks.onPort({ port: 'http', readyPath: '/readyz', livePath: '/healthz' }),
    new Hardening({ user: 100, group: 101, writable: { '/data': Size.mebibytes(64), '/tmp': Size.mebibytes(16) } }),
    new Rollout({ progressDeadline: Duration.seconds(120), revisionHistory: 5 }),
  ];
}

function podinfo(ports: Port[], args: string[], scaling: Autoscaling, cpuLimit = Cpu.units(2)): GoMicroserviceProps {
  return {
    image: Image.of('ghcr.io/stefanprodan/podinfo:6.14.1'),
    ports,
    args: ['./podinfo', '--port=9898', '--port-metrics=9797', '--grpc-port=9999', '--level=info', ...args],
    cpu: Cpu.millis(100),
    cpuLimit,
    memory: Size.mebibytes(512),
    env: { PODINFO_UI_COLOR: '#34577c' },
    traits: traits(scaling),
  };
}
const cpu99 = { cpu: Percent.of(99) };

const alone = new Chart(app, 'podinfo', { namespace: 'podinfo' });
new Namespace(alone, 'podinfo');
new GoMicroservice(alone, 'podinfo', podinfo([Port.http(9898), Port.grpc(9999)], ['--grpc-service-name=podinfo'], new Autoscaling({ minReplicas: 2, maxReplicas: 4, ...cpu99 })));

const webapp = new Chart(app, 'webapp', { namespace: 'webapp' });
new Namespace(webapp, 'webapp');
const cache = new Microservice(webapp, 'cache', {
  image: Image.of('docker.io/library/redis:8.2-alpine'),
  ports: [Port.tcp('redis', 6379)],
  files: { '/redis-master/redis.conf': 'maxmemory 64mb\nmaxmemory-policy allkeys-lru\nsave ""\nappendonly no\n' },
  args: ['redis-server', '/redis-master/redis.conf'],
  memory: Size.mebibytes(128),
  cpu: Cpu.millis(100),
  cpuLimit: Cpu.units(1),
  replicas: 1,
  without: ['availability'],
  traits: [new Hardening({ user: 999, writable: { '/var/lib/redis': Size.mebibytes(64), '/tmp': Size.mebibytes(16) } })],
});

const withCache = ['--cache-server=$(CACHE_SERVER)'];
const backend = new GoMicroservice(webapp, 'backend', podinfo([Port.http(9898), Port.grpc(9999)], [...withCache, '--grpc-service-name=backend'], new Autoscaling({ maxReplicas: 2, ...cpu99 })));
const frontend = new GoMicroservice(webapp, 'frontend', podinfo([Port.http(9898).servedAs(80)], [...withCache, '--backend-url=$(BACKEND_URL)/echo'], new Autoscaling({ maxReplicas: 4, ...cpu99 }), Cpu.units(1)));
frontend.draft.addPort(Port.grpc(9999), 'podinfo opens it; nobody calls it here');
for (const service of [backend, frontend]) {
  service.calls(cache, { envName: 'CACHE_ADDR' });
  service.draft.addEnv('CACHE_SERVER', 'tcp://$(CACHE_ADDR)', 'the scheme that podinfo wants');
}
frontend.calls(backend, { port: 'http', envName: 'BACKEND_URL' });
frontend.addCaller(NetworkPeer.namespace('gateway'));

app.synth();
