// Written by cdk8s-gopher adopt, from what runs. Each trait below "without" is a step of the golden path that is still
// to come: take one out, look at what cdk8s-gopher plan says, and commit.

import { ApiObject, Chart, Include, JsonPatch } from 'cdk8s';
import {
  Autoscaling, Availability, Configuration, GopherApp, GoRuntime, GoWorker, GracefulDrain, Hardening, HealthChecks,
  Image, Isolation, Rollout, Workload,
} from 'cdk8s-gopher';

/** The object of a kind that belongs to a workload, for a patch. */
const objectOf = (workload: Workload, kind: string) => workload.node.findAll().filter(ApiObject.isApiObject).find((object) => object.kind === kind)!;

const app = new GopherApp();

const chart = new Chart(app, 'adopted');

const liveCheckout = new GoWorker(chart, 'live-checkout', {
  image: Image.of('nginx:1.16.0'),
  replicas: 1,
  keeps: {
    selector: { 'app.kubernetes.io/name': 'checkout', 'app.kubernetes.io/instance': 'live' },
    container: 'checkout',
  },
  without: [
    Configuration.ID,
    GoRuntime.ID,
    HealthChecks.ID,
    GracefulDrain.ID,
    Rollout.ID,
    Hardening.ID,
    Autoscaling.ID,
    Availability.ID,
    Isolation.ID,
  ],
});
liveCheckout.draft.addLabel('helm.sh/chart', 'checkout-0.1.0');
liveCheckout.draft.addLabel('app.kubernetes.io/version', '1.16.0');
liveCheckout.draft.addLabel('app.kubernetes.io/managed-by', 'Helm');
// Kept as it runs: the library has no word for it, or would have it otherwise.
objectOf(liveCheckout, 'ServiceAccount').addJsonPatch(
  JsonPatch.replace('/automountServiceAccountToken', true),
);
ApiObject.of(liveCheckout).addJsonPatch(
  JsonPatch.remove('/spec/template/spec/automountServiceAccountToken'),
  JsonPatch.remove('/spec/template/spec/containers/0/resources'),
  JsonPatch.add('/spec/template/spec/containers/0/ports', [{ name: 'http', containerPort: 80 }]),
  JsonPatch.add('/spec/template/spec/containers/0/livenessProbe', { httpGet: { port: 'http' } }),
  JsonPatch.add('/spec/template/spec/containers/0/readinessProbe', { httpGet: { port: 'http' } }),
  JsonPatch.remove('/spec/template/spec/enableServiceLinks'),
);

new Include(chart, 'kept', { url: 'kept/adopted.yaml' });

app.synth();
