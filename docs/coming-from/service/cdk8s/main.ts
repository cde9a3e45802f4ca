import { ApiObject, App, Chart, JsonPatch, Size } from 'cdk8s';
import {
  Capability, ConfigMap, Cpu, Deployment, Env, EnvValue, HorizontalPodAutoscaler, ImagePullPolicy, LabelSelector, Metric, MetricTarget, Namespaces,
  NetworkPolicy, NetworkPolicyPort, NetworkPolicyTrafficDefault, Pods, Probe, SeccompProfileType, Secret, ServiceAccount, Volume,
} from 'cdk8s-plus-28';

const app = new App();
const chart = new Chart(app, 'checkout', { namespace: 'shop', labels: { 'app.kubernetes.io/name': 'checkout' } });
const metadata = { name: 'checkout' };
const identity = { 'app.kubernetes.io/instance': 'checkout' };

const config = new ConfigMap(chart, 'config', {
  metadata,
  data: { LOG_LEVEL: 'info', PAYMENTS_URL: 'http://payments.shop.svc.cluster.local:8080' },
});

// The selector is ours: the one that cdk8s-plus makes is a hash of the place in the tree, and cannot be changed later.
const deployment = new Deployment(chart, 'deployment', {
  metadata,
  podMetadata: { labels: identity },
  select: false,
  serviceAccount: new ServiceAccount(chart, 'account', { metadata, automountToken: false }),
  automountServiceAccountToken: false,
  securityContext: { ensureNonRoot: true, user: 65532, group: 65532, fsGroup: 65532 },
});
deployment.select(LabelSelector.of({ labels: identity }));

const container = deployment.addContainer({
  name: 'checkout',
  image: 'registry.example.com/shop/checkout:1.8.2',
  imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
  ports: [{ name: 'http', number: 8080 }, { name: 'admin', number: 8081 }],
  envFrom: [Env.fromConfigMap(config)],
  envVariables: { STRIPE_API_KEY: EnvValue.fromSecretValue({ secret: Secret.fromSecretName(chart, 'stripe', 'stripe'), key: 'api-key' }) },
  resources: { cpu: { request: Cpu.millis(250) }, memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) } },
  readiness: Probe.fromHttpGet('/readyz', { port: 8081 }),
  liveness: Probe.fromHttpGet('/livez', { port: 8081 }),
  securityContext: {
    ensureNonRoot: true,
    user: 65532,
    group: 65532,
    capabilities: { drop: [Capability.ALL] },
    seccompProfile: { type: SeccompProfileType.RUNTIME_DEFAULT },
  },
});
container.mount('/tmp', Volume.fromEmptyDir(chart, 'tmp', 'tmp'));
deployment.exposeViaService({ name: 'checkout', ports: [{ name: 'http', port: 8080, targetPort: 8080 }] });

new HorizontalPodAutoscaler(chart, 'autoscaler', {
  metadata,
  target: deployment,
  minReplicas: 2,
  maxReplicas: 10,
  metrics: [Metric.resourceCpu(MetricTarget.averageUtilization(70))],
});

// cdk8s-plus has no word for these two: a budget, and spreading by topologySpreadConstraints.
new ApiObject(chart, 'budget', {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata,
  spec: { maxUnavailable: 1, selector: { matchLabels: identity } },
});
ApiObject.of(deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/topologySpreadConstraints', [
  { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: identity } },
]));

const pods = (name: string) => Pods.select(chart, name, { labels: { 'app.kubernetes.io/instance': name } });
const namespace = (name: string) => Namespaces.select(chart, name, { names: [name] });
const policy = new NetworkPolicy(chart, 'policy', {
  metadata,
  selector: pods('checkout'),
  ingress: { default: NetworkPolicyTrafficDefault.DENY },
  egress: { default: NetworkPolicyTrafficDefault.DENY },
});
policy.addIngressRule(pods('frontend'), [NetworkPolicyPort.tcp(8080)]);
policy.addIngressRule(namespace('monitoring'), [NetworkPolicyPort.tcp(8081)]);
policy.addEgressRule(namespace('kube-system'), [NetworkPolicyPort.udp(53), NetworkPolicyPort.tcp(53)]);
policy.addEgressRule(pods('payments'), [NetworkPolicyPort.tcp(8080)]);

app.synth();
