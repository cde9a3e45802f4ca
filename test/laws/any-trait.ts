import * as fc from 'fast-check';
import { anyMonitoring } from './any-monitoring';
import { anyAmount, anyCpu, anyDuration, anyImage, anyNumber, anyPeer, anyPort, anySize, anyText, anyTrait, maybe } from './worlds';
import {
  AccessMode, AccessRights, Analysis, AnalysisQuery, Backlog, CallPolicy, CanaryStep, ConfigDirectory, ConfigKey, ConfigSchema, DebugMode, Delivery, EventScaling, ExistingClaim,
  ExistingSecret, Exposure, GoProgramProps, Grant, HardSpread, Hook, InitStep, IpStack, ITrait, LifecycleHooks, LiveFiles, MeshAccess, MeshMembership, Mount, NameLookup, NodeRule, Percent,
  Placement, PodField, PodResources, Probe, Projection, Route, RunAlerts, ScalingMetric, ScalingTrigger, SecretKey, ServiceAccess, Sidecar, SpotUse, TokenProjection, Toleration, TrafficDistribution,
  UserNamespace, VaultAgent, Verb, VerticalScaling, VerticalScalingMode, Volume, WorkloadIdentity, Autoscaling,
} from '../../src';

const few = <T>(arb: fc.Arbitrary<T>) => fc.array(arb, { maxLength: 2 });
const texts = few(anyText);
const map = <T>(arb: fc.Arbitrary<T>) => fc.dictionary(anyText, arb, { maxKeys: 2 });
const anyKey = fc.tuple(anyText, anyText).map(([s, k]) => SecretKey.of(s, k));
const anySecret = fc.tuple(anyText, texts).map(([s, keys]) => ExistingSecret.of(s, keys));
const anyPercent = anyNumber.map((n) => Percent.of(n));
const anyBacklog = fc.oneof(
  anyNumber.map((n) => Backlog.perPod(n)),
  fc.tuple(anyDuration, anyDuration, anyNumber).map(([latency, each, n]) => Backlog.within(latency, each, n)),
);
const anyProbe = fc.oneof(
  fc.tuple(anyText, anyPort, fc.record({ period: maybe(anyDuration), timeout: maybe(anyDuration), failureThreshold: maybe(anyNumber) })).map(([path, port, timing]) => Probe.http(path, port, timing)),
  fc.tuple(anyPort, anyText).map(([port, service]) => Probe.grpc(port, service)),
  anyPort.map((port) => Probe.tcp(port)),
  texts.map((command) => Probe.exec(command)),
);
const anyMetric = fc.oneof(
  anyPercent.map((p) => ScalingMetric.cpu(p)),
  anyPercent.map((p) => ScalingMetric.memory(p)),
  fc.tuple(anyText, anyNumber).map(([name, n]) => ScalingMetric.perPod(name, n)),
  fc.tuple(anyText, anyNumber, map(anyText)).map(([name, n, labels]) => ScalingMetric.external(name, n, labels)),
  fc.record({ metric: anyText, kind: anyText, name: anyText, apiVersion: anyText, perPod: anyNumber }).map((p) => ScalingMetric.ofObject(p)),
);
const anyTrigger = fc.oneof(
  anyPercent.map((p) => ScalingTrigger.cpu(p)),
  fc.record({ start: anyText, end: anyText, replicas: anyNumber, timezone: maybe(anyText) }).map((p) => ScalingTrigger.cron(p)),
  fc.record({ server: anyText, query: anyText, perPod: anyNumber, bearerToken: maybe(anyKey), username: maybe(anyKey), password: maybe(anyKey) }).map((p) => ScalingTrigger.prometheus(p)),
  fc.record({ brokers: texts, consumerGroup: anyText, topic: anyText, backlog: anyBacklog, partitions: maybe(anyNumber), username: maybe(anyKey) }).map((p) => ScalingTrigger.kafka(p)),
  fc.record({ monitoring: anyText, streamName: anyText, consumer: anyText, backlog: anyBacklog, account: maybe(anyText) }).map((p) => ScalingTrigger.natsJetStream(p)),
  fc.record({ address: anyText, queue: anyText, backlog: anyBacklog, password: maybe(anyKey) }).map((p) => ScalingTrigger.rabbitMq(p)),
  fc.record({ address: anyText, list: anyText, backlog: anyBacklog, database: maybe(anyNumber) }).map((p) => ScalingTrigger.redisList(p)),
  fc.record({ address: anyText, streamName: anyText, consumerGroup: anyText, backlog: anyBacklog }).map((p) => ScalingTrigger.redisStream(p)),
  fc.record({ queueUrl: anyText, region: anyText, backlog: anyBacklog, roleArn: maybe(anyText) }).map((p) => ScalingTrigger.sqs(p)),
);
const anyProjection = fc.oneof(
  fc.tuple(anyText, maybe(texts)).map(([name, keys]) => Projection.configMap(name, keys)),
  anySecret.map((secret) => Projection.secret(secret)),
  fc.tuple(anyText, maybe(anyDuration)).map(([audience, expiry]) => Projection.token(audience, expiry)),
  fc.tuple(anyText, anyText).map(([file, path]) => Projection.podField(file, path)),
);
export const anyVolume = fc.oneof(
  anySize.map((size) => Volume.scratch(size)),
  anySize.map((size) => Volume.memory(size)),
  fc.tuple(anySize, maybe(anyText)).map(([size, storageClass]) => Volume.ephemeral(size, storageClass)),
  fc.tuple(anyText, maybe(texts)).map(([name, keys]) => Volume.configMap(name, keys)),
  few(anyProjection).map((sources) => Volume.projected(sources)),
  fc.tuple(anyText, map(anyText)).map(([driver, attributes]) => Volume.csi(driver, attributes)),
  fc.tuple(anyText, fc.constantFrom(...Object.values(AccessMode)), maybe(anyText)).map(([name, mode, subPath]) => Volume.claim(ExistingClaim.of(name, mode), { subPath })),
);
const anyDirectory = map(anyText).map((files) => ConfigDirectory.of(files));
const anyRule = fc.oneof(
  fc.tuple(anyText, texts).map(([key, values]) => NodeRule.labelIn(key, values)),
  fc.tuple(anyText, texts).map(([key, values]) => NodeRule.labelNotIn(key, values)),
  fc.tuple(anyText, anyNumber).map(([key, n]) => NodeRule.hasLabel(key).weighing(n)),
  texts.map((names) => NodeRule.architecture(...names)),
);
const anyToleration = fc.oneof(
  fc.tuple(anyText, anyText).map(([key, value]) => Toleration.of(key, value)),
  anyDuration.chain((duration) => fc.constantFrom(...Toleration.failedNode(duration))),
);
const anyGrant = fc.oneof(
  fc.tuple(anyText, anyText).map(([group, resource]) => Grant.read(group, resource)),
  fc.tuple(anyText, anyText, texts).map(([group, resource, namespaces]) => Grant.manage(group, resource).inNamespaces(...namespaces)),
  fc.record({ apiGroup: anyText, resources: texts, verbs: few(fc.constantFrom(...Object.values(Verb))), names: maybe(texts) }).map((p) => Grant.on(p).clusterWide().deliberately('')),
  anyText.map((path) => Grant.onPath(path)),
);
const anyRoute = fc.oneof(
  fc.tuple(anyText, fc.record({
    methods: maybe(texts),
    headers: maybe(map(anyText)),
    timeout: maybe(anyDuration),
    tryTimeout: maybe(anyDuration),
    replacePrefix: maybe(anyText),
    setRequestHeaders: maybe(map(anyText)),
    removeRequestHeaders: maybe(texts),
    setResponseHeaders: maybe(map(anyText)),
    removeResponseHeaders: maybe(texts),
  })).map(([path, options]) => Route.prefix(path, options)),
  anyText.map((path) => Route.exact(path)),
  fc.tuple(anyText, anyText).map(([service, method]) => Route.grpcMethod(service, method)),
  anyText.map((host) => Route.redirect(host)),
);
const anyHook = fc.oneof(texts.map((command) => Hook.exec(command)), fc.tuple(anyText, anyPort).map(([path, port]) => Hook.http(path, port)), anyDuration.map((d) => Hook.sleep(d)));
const anyStep = fc.oneof(anyNumber.map((n) => CanaryStep.weight(n)), anyDuration.map((d) => CanaryStep.pause(d)), fc.constant(CanaryStep.untilPromoted()));
const anyAnalysis = fc.record({
  successRate: maybe(anyNumber),
  latency: maybe(anyDuration),
  latencyPercentile: maybe(anyNumber),
  interval: maybe(anyDuration),
  failureLimit: maybe(anyNumber),
  measurements: maybe(anyNumber),
  queries: maybe(few(fc.tuple(anyText, anyText, anyNumber).map(([name, promql, n]) => AnalysisQuery.atLeast(name, promql, n)))),
}).map((p) => Analysis.of(p));
const anyAccess = fc.record({
  clientAffinity: maybe(anyDuration),
  prefer: maybe(fc.constantFrom(...Object.values(TrafficDistribution))),
  ipStack: maybe(fc.constantFrom(...Object.values(IpStack))),
  annotations: maybe(map(anyText)),
  nodePorts: maybe(map(anyNumber)),
  callers: maybe(few(anyPeer)),
  className: maybe(anyText),
  sourceRanges: maybe(texts),
  hostnames: maybe(texts),
  healthCheckPort: maybe(anyNumber),
  keepClientAddress: maybe(fc.boolean()),
});
const anyExtra = fc.record({
  image: anyImage,
  command: maybe(texts),
  args: maybe(texts),
  env: maybe(map(anyText)),
  secretEnv: maybe(map(anyKey)),
  sharesFiles: maybe(texts),
  readsFiles: maybe(texts),
  cpu: maybe(anyCpu),
  cpuLimit: maybe(anyCpu),
  memory: maybe(anySize),
  order: maybe(anyNumber),
  user: maybe(anyNumber),
});

/** Traits with whatever the types let through. */
export const anyLaterTrait: fc.Arbitrary<ITrait> = fc.oneof(
  anyTrait,
  anyMonitoring,
  maybe(anyDuration).map((after) => new RunAlerts({ after })),
  fc.record({ metrics: maybe(few(anyMetric)), addPerMinute: maybe(anyAmount), removePerMinute: maybe(anyAmount), scaleUpAfter: maybe(anyDuration) }).map((p) => new Autoscaling(p)),
  fc.record({ triggers: few(anyTrigger), minReplicas: maybe(anyNumber), maxReplicas: maybe(anyNumber), zeroAfter: maybe(anyDuration) }).map((p) => new EventScaling(p)),
  fc.record({
    mode: fc.constantFrom(...Object.values(VerticalScalingMode)),
    memory: fc.boolean(),
    minCpu: maybe(anyCpu),
    maxCpu: maybe(anyCpu),
    minMemory: maybe(anySize),
    maxMemory: maybe(anySize),
  }).map((p) => new VerticalScaling(p)),
  fc.record({
    host: anyText,
    routes: maybe(few(anyRoute)),
    port: maybe(anyText),
    tlsSecret: maybe(anyText),
    webOrigins: maybe(texts),
    webHeaders: maybe(texts),
    annotations: maybe(map(anyText)),
  }).map((p) => new Exposure(p)),
  anyAccess.map((p) => ServiceAccess.withinCluster(p)), anyAccess.map((p) => ServiceAccess.nodePort(p)), anyAccess.map((p) => ServiceAccess.loadBalancer(p)),
  fc.tuple(anyText, anyExtra, fc.record({
    native: fc.boolean(),
    ports: maybe(few(anyPort)),
    startup: maybe(anyProbe),
    readiness: maybe(anyProbe),
    liveness: maybe(anyProbe),
  })).map(([name, p, q]) => new Sidecar(name, { ...p, ...q })),
  fc.tuple(anyText, anyExtra).map(([name, p]) => new InitStep(name, p)),
  fc.record({ postStart: maybe(anyHook), preStop: maybe(anyHook), preStopTakes: maybe(anyDuration) }).map((p) => new LifecycleHooks(p)),
  fc.record({ cpu: maybe(anyCpu), cpuLimit: maybe(anyCpu), memory: maybe(anySize) }).map((p) => new PodResources(p)),
  fc.record({ inProduction: fc.boolean(), grace: maybe(anyDuration) }).map((p) => new DebugMode(p)),
  fc.record({ ndots: maybe(anyNumber), searches: maybe(texts), nameservers: maybe(texts), hosts: maybe(map(texts)) }).map((p) => new NameLookup(p)),
  few(anyGrant).map((grants) => new AccessRights({ grants })),
  fc.oneof(anyText.map((t) => WorkloadIdentity.aws(t)), anyText.map((t) => WorkloadIdentity.google(t)), fc.tuple(anyText, anyText).map(([c, t]) => WorkloadIdentity.azure(c, t))),
  fc.record({ tokens: few(fc.record({ audience: anyText, expiration: maybe(anyDuration), file: maybe(anyText) })), directory: maybe(anyText) }).map((p) => new TokenProjection(p)),
  fc.record({ files: maybe(map(anyText)), directories: maybe(map(anyDirectory)) }).map((p) => new LiveFiles(p)),
  fc.record({ role: anyText, secrets: map(anyText), vault: maybe(anyPeer), tokenLifetime: maybe(anyDuration), onlyAtStart: maybe(fc.boolean()) }).map((p) => new VaultAgent(p)),
  fc.tuple(anyText, anyVolume).map(([path, volume]) => new Mount(path, volume)),
  fc.record({
    require: maybe(few(anyRule)),
    prefer: maybe(few(anyRule)),
    tolerations: maybe(few(anyToleration)),
    spot: maybe(fc.constantFrom(...Object.values(SpotUse))),
    priorityClass: maybe(anyText),
    runtimeClass: maybe(anyText),
    scheduler: maybe(anyText),
  }).map((p) => new Placement(p)),
  fc.record({ zones: maybe(anyNumber), nodes: maybe(anyNumber) }).map((p) => new HardSpread(p)),
  fc.constant(new UserNamespace()),
  fc.constantFrom(new MeshMembership(), new MeshAccess(), new CallPolicy()),
  fc.record({ steps: maybe(few(anyStep)), analysis: maybe(anyAnalysis), hosts: maybe(texts), minReady: maybe(anyDuration) }).map((p) => Delivery.canary(p)),
  fc.record({ scaleDownDelay: maybe(anyDuration), analysis: maybe(anyAnalysis), progressDeadline: maybe(anyDuration), revisionHistory: maybe(anyNumber) }).map((p) => Delivery.blueGreen(p)),
  anyText.map((reason) => Delivery.recreate(reason)),
);

const anyConfigKey = fc.oneof(
  fc.tuple(anyText, maybe(anyText)).map(([name, defaultValue]) => ConfigKey.text(name, { defaultValue })),
  fc.tuple(anyText, maybe(anyNumber), maybe(anyNumber), maybe(anyNumber)).map(([name, defaultValue, min, max]) => ConfigKey.integer(name, { defaultValue, min, max })),
  fc.tuple(anyText, maybe(anyNumber)).map(([name, defaultValue]) => ConfigKey.number(name, { defaultValue })),
  fc.tuple(anyText, maybe(anyDuration)).map(([name, defaultValue]) => ConfigKey.duration(name, { defaultValue })),
  fc.tuple(anyText, maybe(anySize)).map(([name, defaultValue]) => ConfigKey.size(name, { defaultValue })),
  fc.tuple(anyText, texts, maybe(anyText)).map(([name, choices, defaultValue]) => ConfigKey.choice(name, { choices, defaultValue })),
  fc.tuple(anyText, maybe(texts)).map(([name, defaultValue]) => ConfigKey.list(name, { defaultValue })),
  fc.tuple(anyText, maybe(anyText)).map(([name, defaultValue]) => ConfigKey.url(name, { defaultValue })),
  anyText.map((name) => ConfigKey.secret(name)),
);

/** Props that every program takes, with whatever the types let through. */
export const anyLaterProps: fc.Arbitrary<Partial<GoProgramProps>> = fc.record({
  volumes: maybe(map(anyVolume)),
  directories: maybe(map(anyDirectory)),
  podEnv: maybe(map(fc.oneof(fc.constant(PodField.NAME), anyText.map((t) => PodField.label(t))))),
  secrets: maybe(map(anyKey)),
  secretFiles: maybe(map(anySecret)),
  imagePullSecrets: maybe(texts),
  config: maybe(fc.tuple(anyText, few(anyConfigKey)).map(([name, keys]) => ConfigSchema.of(name, keys))),
});

