// Written by cdk8s-gopher adopt, from what runs. Each trait below "without" is a step of the golden path that is still
// to come: take one out, look at what cdk8s-gopher plan says, and commit.

import { ApiObject, Chart, Duration, Include, JsonPatch, Size } from 'cdk8s';
import {
  Autoscaling, Availability, Configuration, Cpu, GoMicroservice, GopherApp, GoRuntime, GracefulDrain, Hardening,
  HealthChecks, Identity, Image, Isolation, ListenAddresses, Metadata, Percent, PodAmount, PodField, Port,
  PortProtocol, Probe, ProbeKind, Rollout, SecretKey, Workload,
} from 'cdk8s-gopher';

/** The object of a kind that belongs to a workload, for a patch. */
const objectOf = (workload: Workload, kind: string) => workload.node.findAll().filter(ApiObject.isApiObject).find((object) => object.kind === kind)!;

const app = new GopherApp();

const chart = new Chart(app, 'shop', { namespace: 'shop' });

const checkout = new GoMicroservice(chart, 'checkout', {
  image: Image.of('registry.example.com/shop/checkout:1.8.2'),
  ports: [Port.http(8080).servedAs(80)],
  args: ['serve', '--verbose'],
  cpu: Cpu.millis(200),
  memory: Size.mebibytes(256),
  env: { LOG_LEVEL: 'info' },
  secretEnv: { DATABASE_URL: SecretKey.of('checkout-db', 'url') },
  podEnv: { POD_NAME: PodField.NAME },
  keeps: { selector: { app: 'checkout' }, container: 'app' },
  traits: [
    new Autoscaling({ minReplicas: 3, maxReplicas: 12, cpu: Percent.of(75) }),
    new Rollout({
      maxSurge: PodAmount.count(1),
      maxUnavailable: PodAmount.count(0),
      minReady: Duration.seconds(0),
      progressDeadline: Duration.minutes(10),
      revisionHistory: 10,
    }),
  ],
  without: [
    Identity.ID,
    Configuration.ID,
    GoRuntime.ID,
    HealthChecks.ID,
    GracefulDrain.ID,
    Hardening.ID,
    Availability.ID,
    Isolation.ID,
    Metadata.ID,
    ListenAddresses.ID,
  ],
});
checkout.draft.addLabel('team', 'shop');
checkout.draft.addPodAnnotation('kubectl.kubernetes.io/restartedAt', '2026-10-02T09:30:00Z');
checkout.draft.addPort(Port.named('metrics', 9100, PortProtocol.HTTP));
checkout.draft.fixGracePeriod(Duration.seconds(45));
checkout.draft.fixProbe(
  ProbeKind.READINESS,
  Probe.http('/ready', Port.http(8080).servedAs(80), { period: Duration.seconds(5), timeout: Duration.seconds(2) }),
);
checkout.draft.fixProbe(ProbeKind.LIVENESS, Probe.http('/healthz', Port.http(8080).servedAs(80)));
// Kept as it runs: the library has no word for it, or would have it otherwise.
objectOf(checkout, 'Service').addJsonPatch(
  JsonPatch.test('/spec/ports/0/port', 80),
  JsonPatch.remove('/spec/ports/0/appProtocol'),
);
ApiObject.of(checkout).addJsonPatch(
  JsonPatch.remove('/spec/template/spec/automountServiceAccountToken'),
  JsonPatch.add('/spec/template/spec/containers/0/env/-', { name: 'FEATURE_FLAGS', valueFrom: { configMapKeyRef: { key: 'flags', name: 'shop-flags' } } }),
  JsonPatch.add('/spec/template/spec/containers/0/livenessProbe/initialDelaySeconds', 10),
  JsonPatch.remove('/spec/template/spec/enableServiceLinks'),
);
objectOf(checkout, 'HorizontalPodAutoscaler').addJsonPatch(
  JsonPatch.remove('/spec/behavior'),
);

new Include(chart, 'kept', { url: 'kept/shop.yaml' });

app.synth();
