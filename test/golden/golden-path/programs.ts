import { Chart, Duration, Size } from 'cdk8s';
import { everyTrait } from './traits';
import {
  AccessMode, BackupStore, Completions, DatabaseBackend, DatabaseBackup, DatabaseEngine, DatabaseRestore, Edge, Environment, ExistingClaim, ExternalSecret, GoCronJob, GoDaemon,
  GoJob, GoMicroservice, GoOperator, GoWorker, GopherApp, GoldenPath, Hardening, IDatabaseEngine, Image, ITrait, JaegerTracing, KubernetesVersion, Mesh, Microservice, Migration,
  NetworkPeer, PhysicalBackup, Platform, PlatformProps, PolicyEngine, Port, RestoreDrill, Schedule, StatefulDatabase, TelemetryCollector, TelemetryExporter, Topology, VolumeClaim,
  ZipkinTracing,
} from '../../../src';

const IMAGE = Image.of('registry.example.com/shop/program:1.8.2');
const TELEMETRY = { endpoint: 'http://collector.observability.svc.cluster.local:4318' };
const EDGE = Edge.ingress({ className: 'public', defaultCertificate: true, callers: [NetworkPeer.namespace('ingress')] });

/** The app of a program, on the platform it is written for. */
type Program = (platform: (props?: PlatformProps) => Platform) => GopherApp;

/**
 * Programs that together have every kind of workload, every trait, and every kind of place
 * where defaults are others. What they become is committed for each golden path.
 */
export const PROGRAMS: { readonly [name: string]: Program } = {
  'kinds': (platform) => kinds(platform()),
  'kinds-on-the-oldest': (platform) => kinds(platform({ kubernetesVersion: KubernetesVersion.of('1.28'), edge: EDGE })),
  'kinds-on-the-newest': (platform) => kinds(platform({ kubernetesVersion: KubernetesVersion.of('1.37'), telemetry: TELEMETRY, owner: 'team-shop', edge: EDGE })),
  'kinds-on-kind': (platform) => kinds(Platform.kind({ goldenPath: platform().goldenPath })),
  'kinds-on-openshift': (platform) => kinds(Platform.openShift({ goldenPath: platform().goldenPath }), [new Hardening({ user: 999 })]),
  'kinds-with-istio': (platform) => kinds(platform({ mesh: Mesh.istio() })),
  'kinds-with-linkerd': (platform) => kinds(platform({ mesh: Mesh.linkerd() })),
  'kinds-with-cilium': (platform) => kinds(platform({ policyEngine: PolicyEngine.CILIUM })),
  'databases': (platform) => databases(platform()),
  'traits': (platform) => everyTrait(platform),
  'telemetry': (platform) => telemetry(platform({ telemetry: TelemetryCollector.endpointIn('shop'), environment: Environment.STAGING })),
};

/** Whether a program is another one at another place; of those, only what is otherwise is kept. */
const isVariant = (name: string) => name.startsWith('kinds-');

/** The objects that a program becomes with a golden path, one a line. */
export function objectsOf(name: string, goldenPath: GoldenPath): string[] {
  const lines = (of: string) => appOf(of, goldenPath).charts.flatMap((chart) => chart.toJson()).map((object) => JSON.stringify(object));
  if (!isVariant(name)) return lines(name);
  const known = new Set(lines('kinds'));
  return lines(name).filter((line) => !known.has(line));
}

/** A program with a golden path. Throws all that is wrong with it. */
export function appOf(name: string, goldenPath: GoldenPath): GopherApp {
  const app = PROGRAMS[name]((props) => new Platform({ ...props, goldenPath }));
  const problems = app.node.findAll().flatMap((construct) => construct.node.validate());
  if (problems.length > 0) throw new Error(`the program ${name} has problems:\n${problems.join('\n')}`);
  return app;
}

function chartOn(platform: Platform): [GopherApp, Chart] {
  const app = new GopherApp({ platform, outdir: '/nowhere' });
  return [app, new Chart(app, 'shop', { namespace: 'shop' })];
}

/** Every kind of program, as little said as can be, and calls among them. */
function kinds(platform: Platform, ofDatabase: ITrait[] = []): GopherApp {
  const [app, chart] = chartOn(platform);
  const orders = databaseIn(chart, 'orders', DatabaseEngine.postgres('17'), { traits: ofDatabase });
  const service = new GoMicroservice(chart, 'service', { image: IMAGE, env: { REGION: 'eu' }, files: { '/etc/service/prices.yaml': 'currency: EUR\n' } });
  const grpc = new GoMicroservice(chart, 'grpc', { image: IMAGE, ports: [Port.grpc(9090)] });
  const other = new Microservice(chart, 'other', { image: IMAGE, ports: [Port.http(3000)] });
  const worker = new GoWorker(chart, 'worker', { image: IMAGE });
  new GoMicroservice(chart, 'fixed', { image: IMAGE, replicas: 3 });
  new GoDaemon(chart, 'daemon', { image: IMAGE });
  new GoJob(chart, 'job', { image: IMAGE });
  new GoJob(chart, 'parts', { image: IMAGE, completions: Completions.indexed(12, { parallelism: 4 }) });
  new GoCronJob(chart, 'cron', { image: IMAGE, schedule: Schedule.daily(3, 30) });
  new Migration(chart, 'migration', { image: IMAGE, database: orders });
  new GoOperator(chart, 'operator', { image: IMAGE });
  service.uses(orders);
  service.calls(grpc, { envName: 'RATES' });
  worker.calls(other);
  return app;
}

/** Every engine, topology and backend of databases, and what copies them. */
function databases(platform: Platform): GopherApp {
  const [app, chart] = chartOn(platform);
  const orders = databaseIn(chart, 'orders', DatabaseEngine.postgres('17'), { topology: Topology.readReplicas(2), metrics: true }, ['password', 'replication-password']);
  databaseIn(chart, 'baskets', DatabaseEngine.mariadb('11.8'));
  databaseIn(chart, 'ratings', DatabaseEngine.mysql('8.4'));
  databaseIn(chart, 'sessions', DatabaseEngine.valkey('8.1'));
  databaseIn(chart, 'cache', DatabaseEngine.redis('8.2'), { topology: Topology.cluster(3) }, ['password', 'replication-password']);
  databaseIn(chart, 'events', DatabaseEngine.nats('2.12'), { topology: Topology.cluster(3) }, ['password', 'cluster-password']);
  databaseIn(chart, 'locks', DatabaseEngine.etcd('3.6.5'), { topology: Topology.cluster(3), credentials: undefined });
  databaseIn(chart, 'by-operator', DatabaseEngine.postgres('17'), { backend: DatabaseBackend.cloudNativePg(), credentials: undefined });
  const credentials = (id: string) => ExternalSecret.generated(chart, id);
  const to = BackupStore.volume(new VolumeClaim(chart, 'backups', { size: Size.gibibytes(100), accessMode: AccessMode.READ_WRITE_MANY }));
  const backup = new DatabaseBackup(chart, 'backup', { database: orders, to, credentials: credentials('backup-credentials'), keep: Duration.days(14) });
  new RestoreDrill(chart, 'drill', { backup });
  new PhysicalBackup(chart, 'archive', { database: orders, to, credentials: credentials('archive-credentials'), keep: Duration.days(28) });
  const from = BackupStore.volume(ExistingClaim.of('old-backups', AccessMode.READ_WRITE_ONCE));
  new DatabaseRestore(chart, 'restore', { database: databaseIn(chart, 'again', DatabaseEngine.postgres('17')), from, backupOf: 'old-orders' });
  return app;
}

function telemetry(platform: Platform): GopherApp {
  const [app, chart] = chartOn(platform);
  new TelemetryCollector(chart, 'collector', { exporters: [TelemetryExporter.otlpHttp('vendor', 'https://otlp.eu.example.com')] });
  new JaegerTracing(chart, 'jaeger');
  new ZipkinTracing(chart, 'zipkin');
  new GoMicroservice(chart, 'service', { image: IMAGE });
  return app;
}

function databaseIn(chart: Chart, name: string, engine: IDatabaseEngine, more: object = {}, keys: string[] = ['password']): StatefulDatabase {
  const credentials = 'credentials' in more ? undefined : ExternalSecret.generated(chart, `${name}-credentials`, { keys });
  return new StatefulDatabase(chart, name, { engine, storage: Size.gibibytes(20), credentials, ...more });
}
