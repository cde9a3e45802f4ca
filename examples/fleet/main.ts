import { Chart, Duration, Size } from 'cdk8s';
import {
  AccessRights, Analysis, Availability, Backlog, CanaryStep, Completions, ConfigKey, ConfigSchema, Cpu, DatabaseEngine, Delivery, Edge, EdgeController, EventScaling, Exposure,
  ExternalSecret, GoCronJob, GoDaemon, GoJob, GoMicroservice, GopherApp, GoWorker, GracefulDrain, Grant, HealthChecks, Image, InitStep, KubernetesVersion, LiveFiles, Microservice, Migration,
  MountedSecret, Namespace, NetworkPeer, NodeRule, ObjectOrder, Placement, Platform, Port, PriorityClass, Probe, ProgressiveDelivery, Projection, Route, ScalingTrigger,
  Schedule, ServiceAccess, Sidecar, SpotUse, StatefulDatabase, StaticVolume, TrafficDistribution, TrafficRouter, Verb, VerticalScaling, Volume, VolumeClaim, Waiver,
  WorkloadIdentity,
} from 'cdk8s-gopher';

// A parcel company. Customers are served from GKE; each depot has a small K3s cluster of its own.
const company = {
  kubernetesVersion: KubernetesVersion.of('1.35'),
  registry: 'registry.example.com/parcels',
  owner: 'team-platform',
  telemetry: { endpoint: 'http://collector.observability.svc.cluster.local:4318' },
};
const app = new GopherApp({
  committedDir: 'manifests',
  order: ObjectOrder.BY_KIND,
  platform: Platform.gke({
    ...company,
    secretPolicy: { store: 'google-secrets' },
    edge: Edge.gateway({ name: 'public', namespace: 'gateways', controller: EdgeController.ENVOY_GATEWAY, listener: 'https', httpListener: 'http' }),
    progressiveDelivery: ProgressiveDelivery.argoRollouts({ router: TrafficRouter.gatewayApi() }),
  }),
});

// --- what the platform team deploys once

const platform = new Chart(app, 'platform');
const customerFacing = new PriorityClass(platform, 'customer-facing', { value: 100_000, description: 'what a customer waits for' });

const nodes = new Chart(app, 'node-agents', { namespace: 'node-agents' });
new Namespace(nodes, 'node-agents', { podSecurity: 'privileged' });
const logs = new GoDaemon(nodes, 'log-reader', {
  image: Image.of('log-reader:1.3.0'),
  hostDirectories: { '/host/logs': '/var/log/pods' },
});
new Waiver({ rule: 'pod-security/not-restricted', reason: 'it reads the log files of all pods', owner: 'team-platform', expires: '2027-12-31' }).applyTo(logs);

// --- what customers use

const customers = new Chart(app, 'customers', { namespace: 'customers' });
new Namespace(customers, 'customers');

const database = new StatefulDatabase(customers, 'parcels-db', {
  engine: DatabaseEngine.postgres('17'),
  credentials: ExternalSecret.generated(customers, 'parcels-db-credentials'),
  storage: Size.gibibytes(50),
  memory: Size.gibibytes(2),
  cpu: Cpu.millis(1000),
});

// What the API can be told. The Go package that reads it is generated beside the program.
const settings = ConfigSchema.of('parcels', [
  ConfigKey.duration('QUOTE_TTL', { defaultValue: Duration.minutes(15), max: Duration.hours(24), doc: 'how long a quoted price holds' }),
  ConfigKey.choice('CURRENCY', { choices: ['CHF', 'EUR'] }),
  ConfigKey.secret('PAYMENT_KEY'),
], { goDirectory: 'services/parcels/internal/config' });

const image = Image.of('parcels:4.2.0');
const parcels = new GoMicroservice(customers, 'parcels', {
  image,
  config: settings,
  env: { CURRENCY: 'CHF' },
  secrets: { PAYMENT_KEY: ExternalSecret.fetched(customers, 'payment', { from: { key: 'payment-provider#key' } }).key('key') },
  traits: [
    new Placement({ priorityClass: customerFacing.className }),
    new LiveFiles({ files: { '/etc/parcels/live/tariffs.yaml': 'standard: 7.00\nexpress: 12.50\n' } }),
    new Exposure({
      host: 'api.example.com',
      routes: [Route.prefix('/v1', { timeout: Duration.seconds(5) }), Route.prefix('/v1/exports', { timeout: Duration.seconds(60) })],
    }),
    Delivery.canary({
      steps: [CanaryStep.weight(10), CanaryStep.pause(Duration.minutes(10)), CanaryStep.weight(50), CanaryStep.pause(Duration.minutes(10))],
      analysis: Analysis.of({ successRate: 99.5, latency: Duration.millis(400) }),
    }),
    new GracefulDrain({ timeout: Duration.seconds(60) }), // an export takes a minute
  ],
});
parcels.uses(database);

// The image of the program has the migrations embedded; the new version waits for them.
new Migration(customers, 'parcels-migration', { image, database }).before(parcels);

const tracking = new GoMicroservice(customers, 'tracking', {
  image: Image.of('tracking:2.0.1'),
  ports: [Port.grpc(9090)],
  traits: [
    new Exposure({ host: 'tracking.example.com', routes: [Route.grpc('parcels.tracking.v1.Tracking')] }),
    new Placement({ priorityClass: customerFacing.className }),
  ],
});
tracking.uses(database);

// Python; it has the map of a country in memory. Calls stay in their zone, as those across zones are paid for.
const routing = new Microservice(customers, 'routing', {
  image: Image.of('routing:0.9.4'),
  ports: [Port.http(8000)],
  cpu: Cpu.millis(500),
  memory: Size.gibibytes(1),
  volumes: { '/var/map': Volume.scratch(Size.gibibytes(4)) },
  traits: [
    HealthChecks.onPort({ readyPath: '/ready', livePath: '/live' }),
    new InitStep('fetch-map', { image: Image.of('maps:2026-11'), args: ['--to', '/var/map'], sharesFiles: ['/var/map'] }),
    ServiceAccess.withinCluster({ prefer: TrafficDistribution.SAME_ZONE }),
    new VerticalScaling({ maxCpu: Cpu.units(2) }),
  ],
});
parcels.calls(routing);

// Prints labels. A message may wait for half a minute; spot nodes will do, and no work means no pods.
const labels = new GoWorker(customers, 'labels', {
  image: Image.of('labels:1.7.0'),
  volumes: { '/var/spool/labels': Volume.memory(Size.mebibytes(32)) },
  traits: [
    new EventScaling({
      minReplicas: 0,
      maxReplicas: 20,
      triggers: [ScalingTrigger.natsJetStream({
        monitoring: 'nats.messaging.svc.cluster.local:8222', streamName: 'PARCELS', consumer: 'labels', backlog: Backlog.within(Duration.seconds(30), Duration.millis(500)),
      })],
    }),
    new Placement({ spot: SpotUse.PREFERRED, prefer: [NodeRule.architecture('arm64')] }),
  ],
});
labels.addCallee(NetworkPeer.namespace('messaging'), 4222);

// Invoices go to a partner's SFTP server; a proxy in the pod holds the connection and the key.
const partnerKey = MountedSecret.gcp(customers, 'partner-key', { project: 'parcels-production', from: { 'id-ed25519': 'partner-sftp' } });
const sftp = Port.tcp('sftp', 2222);
const invoices = new GoWorker(customers, 'invoices', {
  image: Image.of('invoices:3.1.2'),
  replicas: 2,
  secretFiles: { '/run/partner': partnerKey },
  traits: [
    WorkloadIdentity.google('invoices@parcels-production.iam.gserviceaccount.com'),
    new Sidecar('sftp-proxy', {
      image: Image.of('sftp-proxy:1.0.3'), args: ['--listen=127.0.0.1:2222'], ports: [sftp], readsFiles: ['/run/partner'], startup: Probe.tcp(sftp),
    }),
  ],
});
invoices.uses(database);
invoices.addCallee(NetworkPeer.addresses('198.51.100.22/32'), 22);

// Starts a Job for each export that a customer asks for, and may do nothing else.
new GoWorker(customers, 'exports', {
  image: Image.of('exports:1.1.0'),
  replicas: 2,
  traits: [new AccessRights({ grants: [Grant.on({ apiGroup: 'batch', resources: ['jobs'], verbs: [Verb.CREATE, Verb.GET, Verb.LIST, Verb.WATCH] }).deliberately('exports run as Jobs')] })],
});

new GoCronJob(customers, 'expire-quotes', { image, args: ['expire-quotes'], schedule: Schedule.daily(3, 30), timeZone: 'Europe/Zurich' }).uses(database);

// One part for each canton.
new GoJob(customers, 'geocode', {
  image: Image.of('geocode:2026.11.1'),
  completions: Completions.indexed(26, { parallelism: 4, backoffLimitPerIndex: 2 }),
  activeDeadline: Duration.hours(6),
}).uses(database);

// --- what runs in each depot

const depot = new Chart(app, 'depot', { namespace: 'depot' });
Platform.k3s(company).applyTo(depot);
new Namespace(depot, 'depot');

// Scanners speak a protocol of their own. One pod, as what it has not sent on yet is on its disk.
const unsent = new VolumeClaim(depot, 'unsent', { size: Size.gibibytes(5) });
const floorPlans = StaticVolume.nfs(depot, 'floor-plans', { server: 'nas.depot.example.com', path: '/plans', size: Size.gibibytes(20) });
const scanners = new GoMicroservice(depot, 'scanners', {
  image: Image.of('scanners:5.0.0'),
  ports: [Port.tcp('scan', 7070)],
  replicas: 1,
  without: [Availability.ID],
  volumes: {
    '/var/lib/scanners': Volume.claim(unsent),
    '/plans': Volume.claim(floorPlans, { readOnly: true }),
    '/run/identity': Volume.projected([Projection.token('parcels'), Projection.podField('labels', 'metadata.labels')]),
  },
  traits: [ServiceAccess.loadBalancer({ sourceRanges: ['10.20.0.0/16'] })],
});
scanners.addCallee(NetworkPeer.anywhere(), 443); // api.example.com

app.synth();
