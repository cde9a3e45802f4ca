import { Chart, Duration, Size, Testing } from 'cdk8s';
import { parse } from 'yaml';
import {
  Autoscaling, CollectorMode, Environment, ExistingSecret, GoMicroservice, GopherApp, Image, JaegerTracing, Mesh, Namespace, NetworkPeer, Percent, Platform, PlatformProps,
  SamplingPolicy, Telemetry, TelemetryCollector, TelemetryCollectorProps, TelemetryExporter, TelemetrySignal, ZipkinTracing,
} from '../../../src';
import { chartIn, find, IMAGE, objectsOf, problemsOf } from '../../kit';

const VENDOR = TelemetryExporter.otlpHttp('vendor', 'https://otlp.eu.example.com');
const SENDERS = [NetworkPeer.namespace('billing')];
const SAMPLED = { tailSampling: { keep: [SamplingPolicy.errors(), SamplingPolicy.slowerThan(Duration.millis(500)), SamplingPolicy.share(Percent.of(5))] } };

function world(props: TelemetryCollectorProps = {}, platform: PlatformProps = {}) {
  const app = Testing.app();
  new Platform({ telemetry: TelemetryCollector.endpointIn('observability', { mode: props.mode, sampleRatio: 1 }), ...platform }).applyTo(app);
  const chart = chartIn(app, 'observability', 'observability');
  const collector = new TelemetryCollector(chart, 'collector', { exporters: [VENDOR], ...props });
  const shop = chartIn(app, 'shop', 'shop');
  const checkout = new GoMicroservice(shop, 'checkout', { image: IMAGE });
  const object = (kind: string, name = 'collector') => find(objectsOf(chart), kind, name);
  const config = () => {
    const resource = object('OpenTelemetryCollector');
    if (resource) return resource.spec.config;
    return parse(objectsOf(chart).find((o) => o.kind === 'ConfigMap' && o.metadata.name.startsWith('collector-')).data['etc.otelcol.config.yaml']);
  };
  const container = (kind = 'Deployment') => object(kind).spec.template.spec.containers[0];
  const env = (name: string) => container().env.find((e: any) => e.name === name);
  return { app, chart, shop, collector, checkout, object, config, container, env, problems: () => problemsOf(collector) };
}

describe('what comes in', () => {
  test('is OTLP, by gRPC and by HTTP, where programs are told to send it', () => {
    const { config, object, collector, checkout } = world();
    expect(Object.keys(config().receivers.otlp.protocols)).toEqual(['grpc', 'http']);
    expect(object('Service').spec.ports.map((p: any) => [p.name, p.port])).toEqual([['otlp-grpc', 4317], ['otlp-http', 4318]]);
    expect(collector.endpoint.endpoint).toBe('http://collector.observability.svc.cluster.local:4318');
    expect(checkout.platform.telemetry!.endpoint).toBe(collector.endpoint.endpoint);
  });

  test('is Zipkin\'s format too, on request', () => {
    const { config, object } = world({ receivesZipkin: true });
    expect(config().receivers.zipkin.endpoint).toBe('[${env:POD_IP}]:9411');
    expect(config().service.pipelines.traces.receivers).toEqual(['otlp', 'zipkin']);
    expect(config().service.pipelines.logs.receivers).toEqual(['otlp']);
    expect(object('Service').spec.ports.map((p: any) => p.port)).toContain(9411);
  });

  test('comes from the namespaces of whoever\'s platform names it, and from nobody else', () => {
    const { app, object, shop } = world();
    new GoMicroservice(shop, 'cart', { image: IMAGE });
    new GoMicroservice(chartIn(app, 'billing', 'billing'), 'bill', { image: IMAGE });
    const quiet = new Chart(app, 'quiet', { namespace: 'quiet' });
    new GoMicroservice(quiet, 'quiet', { image: IMAGE, without: [Telemetry.ID] });
    const elsewhere = new Chart(app, 'elsewhere', { namespace: 'elsewhere' });
    new Platform({ telemetry: { endpoint: 'http://collector.other:4318' } }).applyTo(elsewhere);
    new GoMicroservice(elsewhere, 'far', { image: IMAGE });
    const from = [{ namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['billing', 'shop'] }] } }];
    expect(object('NetworkPolicy').spec.ingress).toEqual([
      { from, ports: [{ protocol: 'TCP', port: 4317 }] },
      { from, ports: [{ protocol: 'TCP', port: 4318 }] },
      { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }], ports: [{ protocol: 'TCP', port: 8888 }] },
    ]);
  });

  test('comes from those also that are said to send', () => {
    const { object } = world({ senders: SENDERS });
    const [rule] = object('NetworkPolicy').spec.ingress;
    expect(rule.from.map((peer: any) => peer.namespaceSelector.matchLabels['kubernetes.io/metadata.name'])).toEqual(['billing', 'shop']);
  });

  test('goes missing if nobody may send it: that is told', () => {
    const { collector } = world({}, { telemetry: { endpoint: 'http://collector.obsevrability:4318' } });
    expect(problemsOf(collector)).toEqual(['collector/nobody-may-send']);
  });

  test('cannot be let in from a chart without a namespace', () => {
    const { app, problems } = world();
    new GoMicroservice(new Chart(app, 'nowhere'), 'stray', { image: IMAGE });
    expect(problems()).toEqual(['telemetry/sender-without-namespace']);
  });
});

describe('what becomes of it', () => {
  test('is refused before the memory runs out, and batched last', () => {
    const { config } = world(SAMPLED);
    expect(config().service.pipelines.traces.processors).toEqual(['memory_limiter', 'tail_sampling', 'batch']);
    expect(config().service.pipelines.metrics.processors).toEqual(['memory_limiter', 'batch']);
    expect(world({ podAttributes: true, ...SAMPLED }).config().service.pipelines.traces.processors).toEqual(['memory_limiter', 'k8s_attributes', 'tail_sampling', 'batch']);
  });

  test.each([
    [256, 204, 40],
    [512, 409, 81],
    [2048, 1638, 327],
  ])('in %i MiB, the limit is %i MiB, less a spike of %i, and GOMEMLIMIT is the same', (mib, limit, spike) => {
    const { config, env } = world({ memory: Size.mebibytes(mib) });
    expect(config().processors.memory_limiter).toEqual({ check_interval: '1s', limit_mib: limit, spike_limit_mib: spike });
    expect(env('GOMEMLIMIT').value).toBe(`${limit}MiB`);
  });

  test('follows the memory, whoever decides it', () => {
    const { collector, config } = world();
    collector.draft.fixMemory(Size.gibibytes(1));
    expect(config().processors.memory_limiter.limit_mib).toBe(819);
  });

  test('is kept if it is worth it, decided when a trace is whole', () => {
    expect(world(SAMPLED).config().processors.tail_sampling).toEqual({
      decision_wait: '30s',
      num_traces: 20900,
      policies: [
        { name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
        { name: 'slower-than-500ms', type: 'latency', latency: { threshold_ms: 500 } },
        { name: 'share-5', type: 'probabilistic', probabilistic: { sampling_percentage: 5 } },
      ],
    });
  });

  test('gets the names of pods only with the right to read them', () => {
    const { object, container } = world({ podAttributes: true });
    expect(object('ClusterRole', 'collector.observability').rules).toEqual([
      { apiGroups: [''], resources: ['namespaces', 'pods'], verbs: ['get', 'list', 'watch'] },
    ]);
    expect(object('Deployment').spec.template.spec.automountServiceAccountToken).toBe(true);
    expect(container().env.map((e: any) => e.name)).not.toContain('NODE_NAME');
    expect(objectsOf(world().chart).map((o) => o.kind)).not.toContain('ClusterRole');
  });
});

describe('where it goes', () => {
  test('is named as the collector names it from 0.144 on', () => {
    const { config } = world({ exporters: [VENDOR, TelemetryExporter.jaeger('http://jaeger:4317'), TelemetryExporter.zipkin('http://zipkin:9411'), TelemetryExporter.debug()] });
    expect(config().exporters).toEqual({
      'otlp_http/vendor': { endpoint: 'https://otlp.eu.example.com' },
      'otlp_grpc/jaeger': { endpoint: 'jaeger:4317', tls: { insecure: true } },
      'zipkin/zipkin': { endpoint: 'http://zipkin:9411/api/v2/spans' },
      'debug/log': { verbosity: 'basic' },
    });
  });

  test('gets what it can take: stores of traces no metrics, and no pipeline leads nowhere', () => {
    const { config } = world({ exporters: [TelemetryExporter.jaeger('http://jaeger:4317'), TelemetryExporter.otlpGrpc('logs', 'https://logs.example.com', { signals: [TelemetrySignal.LOGS] })] });
    expect(Object.entries(config().service.pipelines).map(([signal, { exporters }]: any) => [signal, exporters])).toEqual([['traces', ['otlp_grpc/jaeger']], ['logs', ['otlp_grpc/logs']]]);
  });

  test('is the only place that the collector can reach', () => {
    const { collector, chart, object } = world({}, { environment: Environment.STAGING });
    collector.exportsTo(new JaegerTracing(chart, 'jaeger'));
    const [dns, ...egress] = object('NetworkPolicy').spec.egress;
    expect(dns.ports.map((p: any) => p.port)).toEqual([53, 53]);
    expect(egress).toEqual([
      { ports: [{ protocol: 'TCP', port: 443 }] },
      { to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'jaeger' } } }], ports: [{ protocol: 'TCP', port: 4317 }] },
    ]);
  });

  test('may ask for a header, whose value no manifest holds', () => {
    const key = ExistingSecret.of('vendor', ['token']).key('token');
    const { config, env } = world({ exporters: [TelemetryExporter.otlpHttp('vendor', 'https://otlp.eu.example.com', { headers: { 'api-key': key } })] });
    expect(config().exporters['otlp_http/vendor'].headers).toEqual({ 'api-key': '${env:VENDOR_API_KEY}' });
    expect(env('VENDOR_API_KEY').valueFrom.secretKeyRef).toEqual({ name: 'vendor', key: 'token' });
  });

  test('may be narrowed down for the policy', () => {
    const { object } = world({ exporters: [TelemetryExporter.otlpGrpc('vendor', 'https://otlp.eu.example.com', { peer: NetworkPeer.addresses('192.0.2.0/24') })] });
    expect(object('NetworkPolicy').spec.egress).toContainEqual({ to: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: [{ protocol: 'TCP', port: 4317 }] });
  });
});

describe('a gateway', () => {
  test('is locked down, asked for its health, and never told about itself', () => {
    const { container, object } = world();
    expect(container().securityContext).toMatchObject({ readOnlyRootFilesystem: true, runAsUser: 10001, allowPrivilegeEscalation: false });
    expect(container().readinessProbe.httpGet).toMatchObject({ path: '/', port: 'health' });
    expect(container().startupProbe.httpGet).toMatchObject({ path: '/', port: 'health' });
    expect(container().env.map((e: any) => e.name)).toEqual(['GOMAXPROCS', 'GOMEMLIMIT', 'GOTRACEBACK', 'POD_IP']);
    expect(object('Deployment').spec.template.spec).toMatchObject({ automountServiceAccountToken: false, terminationGracePeriodSeconds: 30 });
  });

  test('is as large as the load, and survives a drain', () => {
    const { object } = world();
    expect(object('Deployment').spec.replicas).toBeUndefined();
    expect(object('HorizontalPodAutoscaler').spec).toMatchObject({ minReplicas: 2, maxReplicas: 10 });
    expect(object('PodDisruptionBudget').spec.maxUnavailable).toBe(1);
  });

  test('is one pod where it samples, and on a developer\'s machine', () => {
    for (const it of [world(SAMPLED), world({}, { environment: Environment.LOCAL })]) {
      expect(it.object('Deployment').spec.replicas).toBe(1);
      expect(it.object('HorizontalPodAutoscaler')).toBeUndefined();
    }
  });
});

describe('a collector on every node', () => {
  const daemon = (more: TelemetryCollectorProps = {}, platform: PlatformProps = {}) => world({ mode: CollectorMode.DAEMON_SET, ...more }, platform);

  test('is reached through its Service on the own node only, so that no port of the node is taken', () => {
    const { object, container } = daemon();
    expect(object('Service').spec.internalTrafficPolicy).toBe('Local');
    expect(container('DaemonSet').ports.filter((p: any) => p.hostPort !== undefined)).toEqual([]);
    expect(objectsOf(daemon().chart).map((o) => o.kind)).toEqual(expect.not.arrayContaining(['HorizontalPodAutoscaler', 'PodDisruptionBudget', 'Deployment']));
  });

  test('looks up the pods of its node only', () => {
    const { config, container } = daemon({ podAttributes: true });
    expect(config().processors.k8s_attributes.filter).toEqual({ node_from_env_var: 'NODE_NAME' });
    expect(container('DaemonSet').env).toContainEqual({ name: 'NODE_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } });
  });

  test('answers at the node\'s address on request, and programs find that out from their kubelet', () => {
    const { container, checkout, shop, problems, object } = daemon({ atNodeAddress: true }, { telemetry: TelemetryCollector.endpointOnNode() });
    expect(container('DaemonSet').ports.filter((p: any) => p.hostPort !== undefined).map((p: any) => [p.name, p.hostPort])).toEqual([['otlp-grpc', 4317], ['otlp-http', 4318]]);
    expect(problems()).toEqual([]);
    expect(problemsOf(checkout)).toEqual([]);
    const env = find(objectsOf(shop), 'Deployment', 'checkout').spec.template.spec.containers[0].env.map((e: any) => e.name);
    expect(env.indexOf('HOST_IP')).toBeLessThan(env.indexOf('OTEL_EXPORTER_OTLP_ENDPOINT'));
    expect(find(objectsOf(shop), 'NetworkPolicy', 'checkout').spec.egress).toContainEqual({ ports: [{ protocol: 'TCP', port: 4318 }] });
    expect(object('NetworkPolicy').spec.ingress[0].from[0].namespaceSelector.matchLabels).toEqual({ 'kubernetes.io/metadata.name': 'shop' });
  });
});

describe('a collector by the operator', () => {
  const operated = (more: TelemetryCollectorProps = {}, platform: PlatformProps = {}) => world({ mode: CollectorMode.OPERATOR, ...more }, platform);

  test('is one object with what a Deployment would have, and the network policy', () => {
    const { chart, object } = operated();
    expect(objectsOf(chart).map((o) => o.kind)).toEqual(['ServiceAccount', 'OpenTelemetryCollector', 'NetworkPolicy']);
    const { apiVersion, spec } = object('OpenTelemetryCollector');
    expect(apiVersion).toBe('opentelemetry.io/v1beta1');
    expect(spec).toMatchObject({
      mode: 'deployment',
      managementState: 'managed',
      upgradeStrategy: 'none',
      serviceAccount: 'collector',
      autoscaler: { minReplicas: 2, maxReplicas: 10 },
      resources: { limits: { memory: '512Mi' } },
      securityContext: { readOnlyRootFilesystem: true },
      podSecurityContext: { runAsNonRoot: true },
      terminationGracePeriodSeconds: 30,
    });
    expect(spec.env.map((e: any) => e.name)).toEqual(['GOMAXPROCS', 'GOMEMLIMIT', 'GOTRACEBACK', 'POD_IP']);
  });

  test('is reached by the Service that the operator makes, and selected by the labels that it gives', () => {
    const { collector, object, checkout } = operated();
    expect(collector.endpoint.endpoint).toBe('http://collector-collector.observability.svc.cluster.local:4318');
    expect(checkout.platform.telemetry!.endpoint).toBe(collector.endpoint.endpoint);
    expect(object('NetworkPolicy').spec.podSelector.matchLabels).toEqual({
      'app.kubernetes.io/component': 'opentelemetry-collector',
      'app.kubernetes.io/instance': 'observability.collector',
    });
  });

  test('leaves account and rights to the operator where pods are looked up', () => {
    const { chart, object } = operated({ podAttributes: true });
    expect(objectsOf(chart).map((o) => o.kind)).toEqual(['OpenTelemetryCollector', 'NetworkPolicy']);
    expect(object('OpenTelemetryCollector').spec.serviceAccount).toBeUndefined();
    expect(object('NetworkPolicy').spec.egress).toContainEqual({ ports: [{ protocol: 'TCP', port: 6443 }] });
  });

  test('has as many pods as said, one where it samples', () => {
    expect(operated({ replicas: 3 }).object('OpenTelemetryCollector').spec.replicas).toBe(3);
    expect(operated(SAMPLED).object('OpenTelemetryCollector').spec).toMatchObject({ replicas: 1 });
    expect(operated({}, { environment: Environment.LOCAL }).object('OpenTelemetryCollector').spec).toMatchObject({ replicas: 1 });
  });

  test.each([
    [{ imagePullSecrets: ['registry'] }, 'collector/no-pull-secrets'],
  ])('refuses what its kind has no field for: %j', (platform, slug) => expect(operated({}, platform).problems()).toEqual([slug]));

  test('refuses a name that the operator would shorten', () => {
    const chart = chartIn(Testing.app(), 'o', 'a'.repeat(50));
    expect(problemsOf(new TelemetryCollector(chart, 'the-collector', { mode: CollectorMode.OPERATOR, exporters: [VENDOR], senders: SENDERS }))).toEqual(['collector/label-too-long']);
  });
});

describe('what cannot be', () => {
  const daemon = CollectorMode.DAEMON_SET;
  test.each<[string, TelemetryCollectorProps, string]>([
    ['telemetry that goes nowhere', { exporters: [] }, 'collector/no-exporters'],
    ['two exporters of one name', { exporters: [VENDOR, TelemetryExporter.otlpHttp('vendor', 'https://b.example.com')] }, 'collector/exporter-twice'],
    ['an exporter without a URL', { exporters: [TelemetryExporter.otlpHttp('vendor', 'otlp.example.com')] }, 'exporter/bad-url'],
    ['an exporter whose name is none', { exporters: [TelemetryExporter.otlpHttp('My Vendor', 'https://otlp.example.com')] }, 'exporter/bad-name'],
    ['an exporter for nothing', { exporters: [VENDOR, TelemetryExporter.otlpHttp('b', 'https://b.example.com', { signals: [] })] }, 'exporter/no-signals'],
    ['a header that is none', { exporters: [TelemetryExporter.otlpHttp('vendor', 'https://b.example.com', { headers: { 'api key': ExistingSecret.of('v', ['k']).key('k') } })] }, 'exporter/bad-header'],
    ['too little memory', { memory: Size.mebibytes(255) }, 'collector/too-little-memory'],
    ['an old collector', { image: Image.of('docker.io/otel/opentelemetry-collector-contrib:0.145.0') }, 'collector/too-old'],
    ['sampling in several pods', { ...SAMPLED, replicas: 2 }, 'collector/samples-parts'],
    ['sampling on every node', { ...SAMPLED, mode: daemon }, 'collector/samples-parts'],
    ['a number of pods on every node', { mode: daemon, replicas: 2 }, 'collector/replicas-of-daemon'],
    ['the address of nodes that it is not on', { atNodeAddress: true }, 'collector/not-on-nodes'],
    ['sampling that keeps nothing', { tailSampling: { keep: [] } }, 'sampling/keeps-nothing'],
    ['one policy twice', { tailSampling: { keep: [SamplingPolicy.errors(), SamplingPolicy.errors()] } }, 'sampling/policy-twice'],
    ['a share of nothing', { tailSampling: { keep: [SamplingPolicy.share(Percent.of(0))] } }, 'sampling/bad-share'],
    ['half a millisecond', { tailSampling: { keep: [SamplingPolicy.slowerThan(Duration.millis(0))] } }, 'sampling/bad-threshold'],
    ['no wait', { tailSampling: { keep: [SamplingPolicy.errors()], decisionWait: Duration.seconds(0) } }, 'sampling/bad-wait'],
    ['no traces', { tailSampling: { keep: [SamplingPolicy.errors()], maxTraces: 0 } }, 'sampling/bad-max-traces'],
    ['telemetry about telemetry', { traits: [new Telemetry()] }, 'collector/trait-not-here'],
    ['an autoscaler of nodes', { mode: daemon, traits: [new Autoscaling()] }, 'collector/trait-not-here'],
  ])('is told: %s', (_, props, slug) => expect(world(props).problems()).toEqual([slug]));

  test('is an endpoint that nobody knows, so the chart must name a namespace', () => {
    const collector = new TelemetryCollector(new Chart(Testing.app(), 'o'), 'collector', { exporters: [VENDOR], senders: SENDERS });
    expect(problemsOf(collector)).toEqual(['collector/no-namespace']);
  });

  test('is to keep all errors of a tenth of the traces', () => {
    const it = world(SAMPLED, { telemetry: TelemetryCollector.endpointIn('observability') });
    expect(it.problems()).toEqual(['collector/sampled-before']);
    expect(world(SAMPLED, { telemetry: TelemetryCollector.endpointIn('observability'), environment: Environment.STAGING }).problems()).toEqual([]);
  });
});

test.each(Object.values(CollectorMode))('nothing that is written needs a second look: %s', (mode) => {
  const app = new GopherApp();
  new Platform({ environment: Environment.STAGING, telemetry: TelemetryCollector.endpointIn('observability', { mode }) }).applyTo(app);
  const chart = chartIn(app, 'observability', 'observability');
  new Namespace(chart, 'observability');
  const collector = new TelemetryCollector(chart, 'collector', { mode, exporters: [VENDOR], podAttributes: true, receivesZipkin: true });
  collector.exportsTo(new JaegerTracing(chart, 'jaeger'));
  collector.exportsTo(new ZipkinTracing(chart, 'zipkin'));
  new GoMicroservice(chartIn(app, 'shop', 'shop'), 'checkout', { image: IMAGE });
  expect(app.findings().map((finding) => finding.rule).filter((id) => !['operability/single-pod', 'structure/unknown-kind'].includes(id))).toEqual([]);
});

describe('in a mesh', () => {
  const OPERATOR = { mode: CollectorMode.OPERATOR };

  test('it is a member, as all pods are', () => {
    expect(world({}, { mesh: Mesh.istio() }).object('Deployment').spec.template.metadata.labels).toHaveProperty(['sidecar.istio.io/inject'], 'true');
    expect(world({}, { mesh: Mesh.linkerd() }).object('Deployment').spec.template.metadata.annotations).toHaveProperty(['linkerd.io/inject'], 'enabled');
  });

  test('one that the operator makes is, too: the operator gives its labels to the pods', () => {
    expect(world(OPERATOR, { mesh: Mesh.istio() }).object('OpenTelemetryCollector').metadata.labels).toHaveProperty(['sidecar.istio.io/inject'], 'true');
    expect(world(OPERATOR, { mesh: Mesh.linkerd() }).object('OpenTelemetryCollector').spec.podAnnotations).toHaveProperty(['linkerd.io/inject'], 'enabled');
  });

  test('whoever sends gets in, encrypted or not, and nobody else', () => {
    const { object } = world({}, { mesh: Mesh.istio() });
    expect(object('PeerAuthentication').spec).toMatchObject({ mtls: { mode: 'STRICT' }, portLevelMtls: { 4317: { mode: 'PERMISSIVE' }, 4318: { mode: 'PERMISSIVE' } } });
    expect(object('AuthorizationPolicy').spec.rules[0]).toEqual({
      from: [{ source: { namespaces: ['shop'] } }, { source: { notPrincipals: ['*'] } }], to: [{ operation: { ports: ['4317'] } }],
    });
  });

  test.each([[Mesh.istio()], [Mesh.linkerd()]])('of %s a store of traces takes what the collector sends', (mesh) => {
    const { chart, collector, object, problems } = world({}, { mesh, environment: Environment.STAGING });
    const jaeger = new JaegerTracing(chart, 'jaeger');
    collector.exportsTo(jaeger);
    expect([...problems(), ...problemsOf(jaeger)]).toEqual([]);
    expect(JSON.stringify(object('AuthorizationPolicy', mesh.toString() === 'Istio' ? 'jaeger' : 'jaeger-otlp-grpc').spec)).toContain(mesh.toString() === 'Istio' ? '"4317"' : 'jaeger-otlp-grpc');
  });
});
