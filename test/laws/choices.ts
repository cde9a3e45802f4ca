import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { Site } from './sites';
import { Note } from './worlds';
import {
  AccessRights, Analysis, Autoscaling, Availability, Backlog, CallPolicy, CanaryStep, ConfigDirectory, Configuration, Cpu, DebugMode, Delivery, EventScaling, Exposure, GoRuntime,
  GracefulDrain, Grant, HardSpread, Hardening, HealthChecks, Hook, Identity, IpStack, Image, InitStep, Isolation, ITrait, LifecycleHooks, LiveFiles, MeshAccess, MeshMembership, Metadata,
  Monitoring, Mount, NameLookup, NodeRule, Percent, Placement, PodAmount, PodResources, Port, PriorityClass, Probe, Projection, Rollout, Route, RunAlerts, ScalingMetric, ScalingTrigger, ServiceAccess,
  Sidecar, SpotUse, Telemetry, TokenProjection, Toleration, TrafficDistribution, UserNamespace, VaultAgent, Verb, VerticalScaling, VerticalScalingMode, Volume, WorkloadIdentity,
} from '../../src';

/** The kinds of workloads of a world. */
export type Kind = 'service' | 'grpc' | 'other' | 'worker' | 'daemon' | 'job' | 'cron' | 'migration' | 'database' | 'operator';
export const KINDS: Kind[] = ['service', 'grpc', 'other', 'worker', 'daemon', 'job', 'cron', 'migration', 'database', 'operator'];

/** Somebody's place in a tree, with the name of the workload that comes there. */
export interface Place { readonly at: Construct; readonly name: string }

/** One trait that a workload may be given. */
export interface Choice {
  readonly label: string;
  /** makes it, and what belongs to it */
  readonly make: fc.Arbitrary<(place: Place) => ITrait>;
  /** where it belongs; elsewhere it may be refused */
  readonly fits: (kind: Kind, site: Site) => boolean;
}

const SERVING: Kind[] = ['service', 'grpc', 'other'];
const SCALED: Kind[] = [...SERVING, 'worker'];
const REPLICATED: Kind[] = [...SCALED, 'operator'];
const LASTING: Kind[] = [...REPLICATED, 'daemon'];
const BATCH: Kind[] = ['job', 'cron', 'migration'];
const GO: Kind[] = ['service', 'grpc', 'worker', 'daemon', ...BATCH, 'operator'];
const OWN: Kind[] = [...LASTING, ...BATCH];
const RECURRING: Kind[] = [...LASTING, 'cron', 'database'];

const PROXY = Image.of('registry.example.com/infra/proxy:2.18.0');
const minor = ({ version }: Site) => Number(version.slice(2));
const seconds = (min: number, max: number) => fc.integer({ min, max }).map((s) => Duration.seconds(s));
const among = <T>(...values: T[]): fc.Arbitrary<T> => fc.oneof(...values.map((value) => fc.constant(value)));
const always = (make: (place: Place) => ITrait) => fc.constant(make);

function choice(label: string, kinds: Kind[], make: fc.Arbitrary<(place: Place) => ITrait>, where: (site: Site) => boolean = () => true): Choice {
  return { label, make, fits: (kind, site) => kinds.includes(kind) && where(site) };
}

const metric = fc.oneof(
  fc.integer({ min: 10, max: 200 }).map((n) => ScalingMetric.cpu(Percent.of(n))),
  fc.integer({ min: 1, max: 500 }).map((n) => ScalingMetric.perPod('requests_per_second', n)),
  fc.integer({ min: 1, max: 500 }).map((n) => ScalingMetric.external('queue_length', n, { queue: 'orders' })),
  fc.integer({ min: 1, max: 500 }).map((n) => ScalingMetric.ofObject({ metric: 'requests', kind: 'Ingress', name: 'main', apiVersion: 'networking.k8s.io/v1', perPod: n })),
);
const backlog = fc.integer({ min: 1, max: 100 }).map((n) => Backlog.perPod(n));
const trigger = fc.oneof(
  backlog.map((b) => ScalingTrigger.natsJetStream({ monitoring: 'nats.messaging.svc.cluster.local:8222', streamName: 'ORDERS', consumer: 'mailer', backlog: b })),
  backlog.map((b) => ScalingTrigger.kafka({ brokers: ['kafka.messaging.svc.cluster.local:9092'], consumerGroup: 'mailer', topic: 'orders', backlog: b })),
  backlog.map((b) => ScalingTrigger.sqs({ queueUrl: 'https://sqs.eu-central-1.amazonaws.com/123456789012/orders', region: 'eu-central-1', backlog: b })),
  backlog.map((b) => ScalingTrigger.redisList({ address: 'redis.cache.svc.cluster.local:6379', list: 'orders', backlog: b })),
  fc.integer({ min: 1, max: 500 }).map((n) => ScalingTrigger.prometheus({ server: 'http://prometheus.monitoring.svc.cluster.local:9090', query: 'sum(rate(orders[1m]))', perPod: n })),
  fc.integer({ min: 1, max: 100 }).map((n) => ScalingTrigger.cpu(Percent.of(n))),
);
const volume = fc.oneof(
  fc.integer({ min: 1, max: 64 }).map((n) => Volume.scratch(Size.mebibytes(n))),
  fc.integer({ min: 1, max: 4 }).map((n) => Volume.memory(Size.mebibytes(n))),
  fc.integer({ min: 1, max: 64 }).map((n) => Volume.ephemeral(Size.gibibytes(n))),
  fc.constant(Volume.configMap('company-ca', ['ca.crt'])),
  fc.constant(Volume.csi('secrets-store.csi.k8s.io', { secretProviderClass: 'shop' })),
  fc.constant(Volume.projected([Projection.configMap('company-ca', ['ca.crt']), Projection.token('vault'), Projection.podField('labels', 'metadata.labels')])),
);
const analysis = fc.record({ successRate: among(99, 99.5), latency: among(Duration.millis(300), undefined) }).map((p) => Analysis.of(p));
const by = (...carriers: Array<Site['delivery']>) => ({ delivery }: Site) => carriers.includes(delivery);

/** Every trait there is, with values that nobody objects to. */
export const CHOICES: Choice[] = [
  choice('Autoscaling', SCALED, fc.record({ minReplicas: fc.integer({ min: 2, max: 9 }), maxReplicas: among(undefined, 30), metrics: fc.option(fc.array(metric, { minLength: 1, maxLength: 1 }), { nil: undefined }) })
    .map((p) => () => new Autoscaling(p))),
  choice('EventScaling', SCALED, fc.record({ triggers: fc.tuple(trigger), minReplicas: fc.integer({ min: 1, max: 5 }), scaleDownAfter: seconds(0, 3600) }).map((p) => () => new EventScaling(p))),
  choice('VerticalScaling.recommend', RECURRING, always(() => new VerticalScaling())),
  choice('VerticalScaling', ['daemon', 'cron', 'operator', 'database'], among(...Object.values(VerticalScalingMode)).map((mode) => () => new VerticalScaling({ mode, maxMemory: Size.gibibytes(1) }))),
  choice('Availability', REPLICATED, among(PodAmount.count(1), PodAmount.percent(25)).map((maxUnavailable) => () => new Availability({ maxUnavailable }))),
  choice('GoRuntime', GO, fc.boolean().map((cgo) => () => new GoRuntime({ cgo }))),
  choice('GracefulDrain', OWN, fc.record({ timeout: seconds(1, 60), delay: fc.option(seconds(0, 20), { nil: undefined }) }).map((p) => () => new GracefulDrain(p))),
  choice('Hardening', OWN, fc.integer({ min: 1, max: 65535 }).map((user) => () => new Hardening({ user })), ({ provider }) => provider !== 'openShift'),
  choice('HealthChecks', LASTING.filter((kind) => kind !== 'operator' && kind !== 'other'), seconds(1, 300).map((startupBudget) => () => new HealthChecks({ startupBudget }))),
  choice('HealthChecks.onPort', ['other', 'service'], seconds(1, 300).map((startupBudget) => () => HealthChecks.onPort({ port: 'http', startupBudget }))),
  choice('HealthChecks.overGrpc', ['grpc'], seconds(1, 300).map((startupBudget) => () => HealthChecks.overGrpc({ startupBudget }))),
  choice('Metadata', KINDS, among('x', 'y').map((component) => () => new Metadata({ component, partOf: 'shop' }))),
  choice('Configuration', OWN, among('debug', 'info').map((level) => () => new Configuration({ env: { LOG_LEVEL: level } }))),
  choice('Telemetry', OWN, always(() => new Telemetry())),
  choice('Identity', OWN.filter((kind) => kind !== 'operator'), always(() => new Identity())),
  choice('Isolation', OWN, always(() => new Isolation())),
  choice('Monitoring', ['service', 'grpc', 'worker', 'daemon'], seconds(10, 120).map((interval) => () => new Monitoring({ interval, timeout: Duration.seconds(10) }))),
  choice('RunAlerts', ['cron'], fc.integer({ min: 1, max: 999 }).map((hours) => () => new RunAlerts({ after: Duration.hours(hours) }))),
  choice('Rollout', REPLICATED, fc.integer({ min: 1, max: 9 }).map((n) => () => new Rollout({ maxSurge: PodAmount.count(n), revisionHistory: n }))),
  choice('Delivery.rolling', REPLICATED, fc.integer({ min: 1, max: 9 }).map((n) => () => Delivery.rolling({ maxSurge: PodAmount.count(n) }))),
  choice('Delivery.recreate', SCALED, always(() => Delivery.recreate('the ledger may have one writer'))),
  choice('Delivery.canary', SCALED, fc.record({ steps: among(undefined, [CanaryStep.weight(10), CanaryStep.pause(Duration.minutes(5)), CanaryStep.weight(50), CanaryStep.pause(Duration.minutes(5))]) })
    .map((p) => () => Delivery.canary(p)), by('argo', 'argoIstio', 'flaggerIstio')),
  choice('Delivery.canary.analysed', SERVING, analysis.map((one) => () => Delivery.canary({ analysis: one })), by('argo', 'argoIstio', 'flaggerIstio')),
  choice('Delivery.blueGreen', SERVING, fc.boolean().map((previewService) => () => Delivery.blueGreen({ previewService })), by('argo', 'argoIstio')),
  choice('Delivery.blueGreen.analysed', SERVING, analysis.map((one) => () => Delivery.blueGreen({ analysis: one })), by('argo', 'argoIstio')),
  choice('Delivery.blueGreen.flagger', SERVING, always(() => Delivery.blueGreen()), by('flagger', 'flaggerIstio')),
  choice('Delivery.canary.routed', ['service', 'other'], always(() => Delivery.canary({ hosts: ['shop.example.com'] })), by('flaggerGateway')),
  choice('Exposure', SERVING, among(undefined, ['/']).map((paths) => ({ name }) => new Exposure({ host: `${name}.example.com`, routes: paths?.map((path) => Route.prefix(path)) })), ({ edge }) => edge !== 'none'),
  choice('Exposure.rich', ['service', 'other'], seconds(1, 60).map((timeout) => ({ name }) => new Exposure({
    host: `${name}.shop.example.com`,
    routes: [Route.prefix('/api', { methods: ['GET', 'POST'], timeout, replacePrefix: '/', setRequestHeaders: { 'X-Shop': name } }), Route.exact('/health'), Route.redirect('www.example.com')],
  })), ({ edge }) => ['envoyGateway', 'istioGateway', 'traefikGateway'].includes(edge)),
  choice('ServiceAccess.withinCluster', SERVING, fc.record({ clientAffinity: fc.option(seconds(1, 86400), { nil: undefined }), ownNodeOnly: among(undefined, true), ipStack: among(undefined, ...Object.values(IpStack)) })
    .map((p) => () => ServiceAccess.withinCluster(p))),
  choice('ServiceAccess.prefer', SERVING, always(() => ServiceAccess.withinCluster({ prefer: TrafficDistribution.SAME_ZONE })), (site) => minor(site) >= 31),
  choice('ServiceAccess.nodePort', SERVING, fc.boolean().map((keepClientAddress) => () => ServiceAccess.nodePort({ keepClientAddress }))),
  choice('ServiceAccess.loadBalancer', SERVING, fc.record({ sourceRanges: among(undefined, ['192.0.2.0/24']), hostnames: among(undefined, ['shop.example.net']) })
    .map((p) => ({ name }) => ServiceAccess.loadBalancer({ ...p, hostnames: p.hostnames?.map((host) => `${name}.${host}`) })), ({ provider }) => ['eks', 'eksAuto', 'gke', 'aks'].includes(provider)),
  choice('Sidecar', OWN, fc.boolean().map((probed) => () => {
    const sql = Port.tcp('sql', 5432);
    return new Sidecar('proxy', { image: PROXY, ports: [sql], cpuLimit: Cpu.units(1), ...(probed ? { startup: Probe.tcp(sql, { period: Duration.seconds(1), failureThreshold: 60 }) } : {}) });
  }), (site) => minor(site) >= 29),
  choice('Sidecar.beside', LASTING, always(() => new Sidecar('agent', { image: PROXY, native: false }))),
  choice('InitStep', OWN, among(undefined, ['prepare']).map((args) => () => new InitStep('prepare', { image: PROXY, args, order: 1 }))),
  choice('LifecycleHooks', LASTING, always(() => new LifecycleHooks({ postStart: Hook.exec(['/warm']) }))),
  choice('PodResources', OWN, always(() => new PodResources({ cpu: Cpu.units(4), memory: Size.gibibytes(16) })), (site) => minor(site) >= 34),
  choice('DebugMode', OWN, always(() => new DebugMode({ inProduction: true }))),
  choice('NameLookup', KINDS, fc.record({ ndots: fc.integer({ min: 0, max: 15 }), hosts: among(undefined, { '10.0.0.7': ['legacy.example.com'] }) }).map((p) => () => new NameLookup(p))),
  choice('AccessRights', OWN.filter((kind) => kind !== 'operator'), among(
    [Grant.read('core', 'configmaps')],
    [Grant.on({ apiGroup: 'batch', resources: ['jobs'], verbs: [Verb.CREATE, Verb.GET] }), Grant.read('core', 'pods').inNamespaces('blog', 'shop')],
    [Grant.read('core', 'nodes').clusterWide()],
  ).map((grants) => () => new AccessRights({ grants }))),
  choice('WorkloadIdentity', KINDS, among(
    WorkloadIdentity.aws('arn:aws:iam::123456789012:role/checkout'), WorkloadIdentity.awsPodIdentity(), WorkloadIdentity.google('checkout@my-project.iam.gserviceaccount.com'),
    WorkloadIdentity.googleFederated(), WorkloadIdentity.azure('00000000-0000-4000-8000-000000000000'),
  ).map((identity) => () => identity)),
  choice('TokenProjection', KINDS, among('vault', 'https://sts.example.com/x').map((audience) => () => new TokenProjection({ tokens: [{ audience }] }))),
  choice('LiveFiles', OWN, fc.string().map((text) => () => new LiveFiles({ files: { '/etc/live/flags.yaml': text }, directories: { '/etc/rules': ConfigDirectory.of({ 'a.yaml': '1', 'eu/a.yaml': text }) } }))),
  choice('VaultAgent', LASTING, fc.record({ role: fc.constant('checkout'), secrets: fc.constant({ STRIPE_API_KEY: 'secret/data/shop/stripe#api-key' }), onlyAtStart: fc.boolean() }).map((p) => () => new VaultAgent(p))),
  choice('Mount', OWN, volume.map((v) => () => new Mount('/mnt/more', v))),
  choice('Placement', OWN, fc.record({
    require: among(undefined, [NodeRule.architecture('amd64', 'arm64')]),
    prefer: among(undefined, [NodeRule.labelIn('disk', ['nvme']).weighing(80)]),
    linuxOnly: among(undefined, true),
    tolerations: among(undefined, [Toleration.of('pool', 'shop'), ...Toleration.failedNode(Duration.seconds(60))]),
    runtimeClass: among(undefined, 'gvisor'),
  }).map((p) => () => new Placement(p))),
  choice('Placement.priority', OWN, always(({ at, name }) => new Placement({ priorityClass: new PriorityClass(at, `${name}-priority`, { value: 1000, description: 'what customers pay with' }).className }))),
  choice('Placement.spot', SCALED, among(...Object.values(SpotUse)).map((spot) => () => new Placement({ spot })), ({ provider }) => ['eks', 'eksAuto', 'aks'].includes(provider)),
  choice('HardSpread', SCALED, fc.record({ zones: among(undefined, 3), nodes: fc.constant(50) }).map((p) => () => new HardSpread(p))),
  choice('MeshMembership', KINDS, always(() => new MeshMembership())),
  choice('MeshAccess', KINDS, always(() => new MeshAccess())),
  choice('CallPolicy', KINDS, always(() => new CallPolicy())),
  choice('UserNamespace', OWN, always(() => new UserNamespace()), (site) => minor(site) >= 33),
  choice('Note a', OWN, among('x', 'y').map((text) => () => new Note('a', text))),
  choice('Note b', OWN, among('x', 'y').map((text) => () => new Note('b', text))),
];
