import { Size } from 'cdk8s';
import { verify } from './world';
import {
  Autoscaling, Cpu, DatabaseEngine, ExistingSecret, ExternalSecret, GoMicroservice, GoVersion, GracefulDrain, HealthChecks, Image, KubernetesVersion, Metadata, NetworkPeer, Platform, Port,
  Severity, StatefulDatabase,
} from '../../../src';
import { External } from '../../../src/rules/graph/external';
import { IMAGE, newChart, objectsOf } from '../../kit';

/** A shop that uses everything there is. */
function richShop(version: KubernetesVersion): any[] {
  const chart = newChart(new Platform({
    kubernetesVersion: version,
    registry: 'registry.example.com',
    imagePullSecrets: ['registry'],
    owner: 'team-shop',
    telemetry: { endpoint: 'http://collector.observability.svc.cluster.local:4318' },
    secretPolicy: { store: 'vault' },
  }));
  const orders = new StatefulDatabase(chart, 'orders-db', {
    engine: DatabaseEngine.postgres('17'),
    credentials: ExternalSecret.generated(chart, 'orders-db-credentials'),
    storage: Size.gibibytes(20),
  });
  const stripe = ExternalSecret.fetched(chart, 'stripe', { from: { 'api-key': 'shop/stripe#key' } });
  const legacy = ExistingSecret.of('legacy', ['dsn']);
  const service = (name: string, props: Partial<ConstructorParameters<typeof GoMicroservice>[2]> = {}) => new GoMicroservice(chart, name, { image: IMAGE, ...props });

  const checkout = service('checkout', { ports: [Port.grpc(9090)], secretFiles: { '/run/stripe': stripe }, traits: [new Metadata({ partOf: 'shop' })] });
  const frontend = service('frontend', {
    ports: [Port.http(8080), Port.grpc(9090)],
    env: { FEATURE_X: 'on', GREETING: 'hello $(POD_NAME)' },
    files: { '/etc/app/app.yaml': 'verbose: true\n' },
    secretEnv: { LEGACY_DSN: legacy.key('dsn') },
    traits: [new Autoscaling({ minReplicas: 3, maxReplicas: 30 }), new GracefulDrain()],
  });
  const fixed = service('fixed', { replicas: 3, cpu: Cpu.millis(500), cpuLimit: Cpu.units(1), memory: Size.mebibytes(64), goVersion: GoVersion.of('1.24') });
  const ask = service('ask', { ports: [Port.grpc(9090)], traits: [HealthChecks.overGrpc({ service: 'shop.Ask' })] });
  const worker = service('worker', { ports: [], image: Image.of(`shop/worker@sha256:${'0'.repeat(64)}`) });
  checkout.uses(orders);
  worker.uses(orders);
  frontend.calls(checkout);
  frontend.calls(fixed);
  frontend.calls(ask);
  worker.calls(frontend, { port: 'grpc' });
  frontend.addCaller(NetworkPeer.namespace('gateway'));
  return objectsOf(chart);
}

const DECLARED = [External.secret('registry'), External.secret('legacy', ['dsn'])];

test.each(KubernetesVersion.supported)('a shop of ours for %s has no error and no warning', (version) => {
  const findings = verify(richShop(version), DECLARED, { kubernetesMinor: version.minor });
  expect(findings.filter((f) => f.severity !== Severity.INFO).map(String)).toEqual([]);
});

test('what is worth knowing about a shop of ours is little', () => {
  const ids = new Set(verify(richShop(KubernetesVersion.V1_33), DECLARED).map((f) => `${f.rule} ${f.manifest.name}`));
  // It is built with Go 1.24, which does not look at the CPU limit.
  expect([...ids].sort()).toEqual(['operability/gomaxprocs-frozen fixed']);
});
