// Written by cdk8s-gopher adopt, from what runs. Each trait below "without" is a step of the golden path that is still
// to come: take one out, look at what cdk8s-gopher plan says, and commit.

import { ApiObject, Chart, Duration, Include, JsonPatch, Size } from 'cdk8s';
import {
  Autoscaling, Availability, Configuration, Cpu, Delivery, External, GoMicroservice, GopherApp, GoRuntime,
  GracefulDrain, Hardening, HealthChecks, Image, Isolation, ListenAddresses, Metadata, Port, Workload,
} from 'cdk8s-gopher';

/** The object of a kind that belongs to a workload, for a patch. */
const objectOf = (workload: Workload, kind: string) => workload.node.findAll().filter(ApiObject.isApiObject).find((object) => object.kind === kind)!;

const app = new GopherApp({ externals: [External.configMap('reports-settings'), External.secret('reports-tls')] });

const cluster = new Chart(app, 'cluster');

new Include(cluster, 'kept', { url: 'kept/cluster.yaml' });

const officeChart = new Chart(app, 'office', { namespace: 'office' });

const reports = new GoMicroservice(officeChart, 'reports', {
  image: Image.of('registry.example.com/office/reports:0.9.4'),
  ports: [Port.http(8080).servedAs(80)],
  cpu: Cpu.millis(500),
  cpuLimit: Cpu.units(1),
  memory: Size.mebibytes(512),
  env: { ZONE: 'eu' },
  replicas: 1,
  keeps: { selector: { app: 'reports', tier: 'backend' }, service: 'reports-service' },
  traits: [
    Delivery.recreate('as it ran before', { minReady: Duration.seconds(0), progressDeadline: Duration.minutes(10), revisionHistory: 10 }),
  ],
  without: [
    Configuration.ID,
    GoRuntime.ID,
    HealthChecks.ID,
    GracefulDrain.ID,
    Hardening.ID,
    Autoscaling.ID,
    Availability.ID,
    Isolation.ID,
    Metadata.ID,
    ListenAddresses.ID,
  ],
});
reports.draft.addPodAnnotation('prometheus.io/scrape', 'true');
// Kept as it runs: the library has no word for it, or would have it otherwise.
objectOf(reports, 'ServiceAccount').addJsonPatch(
  JsonPatch.remove('/automountServiceAccountToken'),
);
objectOf(reports, 'Service').addJsonPatch(
  JsonPatch.test('/spec/ports/0/port', 80),
  JsonPatch.remove('/spec/ports/0/appProtocol'),
  JsonPatch.remove('/spec/ports/0/name'),
  JsonPatch.replace('/spec/ports/0/targetPort', 8080),
  JsonPatch.remove('/spec/selector/tier'),
);
ApiObject.of(reports).addJsonPatch(
  JsonPatch.remove('/spec/template/spec/automountServiceAccountToken'),
  JsonPatch.add('/spec/template/spec/containers/0/env/-', { name: 'CACHE_DIR', value: '/data/cache' }),
  JsonPatch.test('/spec/template/spec/containers/0/ports/0/containerPort', 8080),
  JsonPatch.remove('/spec/template/spec/containers/0/ports/0/name'),
  JsonPatch.replace('/spec/template/spec/containers/0/resources/requests/memory', '200M'),
  JsonPatch.add('/spec/template/spec/containers/0/envFrom', [{ configMapRef: { name: 'reports-settings' } }]),
  JsonPatch.add('/spec/template/spec/containers/0/lifecycle', { preStop: { exec: { command: ['/bin/sh', '-c', 'sleep 5'] } } }),
  JsonPatch.add('/spec/template/spec/containers/0/securityContext', { runAsUser: 1000, runAsNonRoot: true }),
  JsonPatch.add('/spec/template/spec/containers/0/volumeMounts', [{ name: 'data', mountPath: '/data' }, { name: 'tls', mountPath: '/etc/tls', readOnly: true }]),
  JsonPatch.add('/spec/template/spec/containers/0', {
    name: 'cloud-sql-proxy',
    image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1',
    args: ['--port=5432', 'example:europe-west6:reports'],
    resources: { requests: { cpu: '50m', memory: '64Mi' } },
  }),
  JsonPatch.remove('/spec/template/spec/enableServiceLinks'),
  JsonPatch.add('/spec/template/spec/hostAliases', [{ ip: '10.0.0.7', hostnames: ['legacy.internal'] }]),
  JsonPatch.add('/spec/template/spec/volumes', [
    { name: 'data', persistentVolumeClaim: { claimName: 'reports-data' } },
    { name: 'tls', secret: { secretName: 'reports-tls' } },
  ]),
);

new Include(officeChart, 'kept', { url: 'kept/office.yaml' });

app.synth();
