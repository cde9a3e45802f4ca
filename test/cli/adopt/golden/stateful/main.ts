// Written by cdk8s-gopher adopt, from what runs. Each trait below "without" is a step of the golden path that is still
// to come: take one out, look at what cdk8s-gopher plan says, and commit.

import { ApiObject, Chart, Include, JsonPatch } from 'cdk8s';
import {
  ConcurrencyPolicy, Configuration, External, GoCronJob, GopherApp, GoRuntime, GracefulDrain, Hardening, Identity,
  Image, Isolation, Schedule,
} from 'cdk8s-gopher';

const app = new GopherApp({ externals: [External.secret('settle')] });

const chart = new Chart(app, 'bank', { namespace: 'bank' });

const settle = new GoCronJob(chart, 'settle', {
  image: Image.of('registry.example.com/bank/settle:3.2.0'),
  schedule: Schedule.cron('15 2 * * *'),
  args: ['settle', '--all'],
  env: { LEDGER_ADDR: 'ledger:7000' },
  concurrency: ConcurrencyPolicy.FORBID,
  backoffLimit: 2,
  without: [Identity.ID, Configuration.ID, GoRuntime.ID, GracefulDrain.ID, Hardening.ID, Isolation.ID],
});
// Kept as it runs: the library has no word for it, or would have it otherwise.
ApiObject.of(settle).addJsonPatch(
  JsonPatch.remove('/spec/jobTemplate/spec/activeDeadlineSeconds'),
  JsonPatch.remove('/spec/jobTemplate/spec/podFailurePolicy'),
  JsonPatch.remove('/spec/jobTemplate/spec/podReplacementPolicy'),
  JsonPatch.remove('/spec/jobTemplate/spec/template/spec/automountServiceAccountToken'),
  JsonPatch.remove('/spec/jobTemplate/spec/template/spec/containers/0/resources'),
  JsonPatch.add('/spec/jobTemplate/spec/template/spec/containers/0/envFrom', [{ secretRef: { name: 'settle' } }]),
  JsonPatch.remove('/spec/jobTemplate/spec/template/spec/enableServiceLinks'),
  JsonPatch.replace('/spec/jobTemplate/spec/template/spec/restartPolicy', 'OnFailure'),
  JsonPatch.remove('/spec/startingDeadlineSeconds'),
  JsonPatch.remove('/spec/timeZone'),
);

new Include(chart, 'kept', { url: 'kept/bank.yaml' });

app.synth();
