import { scheduleFlaws } from './schedule';
import { Graph } from '../graph/graph';
import { number, record, text } from '../graph/json';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** The controller looks at schedules every ten seconds. */
const CONTROLLER_PERIOD = 10;
/** What says that a tool deletes the Job on its own, or that it stays on purpose. */
const HOOKS = ['helm.sh/hook', 'argocd.argoproj.io/hook', 'kustomize.toolkit.fluxcd.io/force', 'cdk8s-gopher.dev/kept'];

/** A Job that is done goes away. @internal */
export const JOB_WITHOUT_TTL: IRule = {
  ruleId: 'operability/job-without-ttl',
  severity: Severity.WARNING,
  reason: 'Finished Jobs and their pods stay until somebody deletes them, and the next apply of a changed Job is refused.',
  remedy: 'Set ttlSecondsAfterFinished, such as 86400.',
  covers: ['kube-linter/job-ttl-seconds-after-finished'],
  check(manifests, report) {
    for (const { manifest } of Graph.of(manifests).pods.filter((pods) => pods.kind === 'Job')) {
      const annotations = record(manifest.object?.metadata?.annotations);
      if (number(manifest.object?.spec?.ttlSecondsAfterFinished) === undefined && !HOOKS.some((hook) => hook in annotations)) report.add(manifest, 'spec', 'it has no ttlSecondsAfterFinished');
    }
  },
};

/** A schedule fires. @internal */
export const SCHEDULE_NEVER: IRule = {
  ruleId: 'operability/schedule-never-fires',
  severity: Severity.ERROR,
  reason: 'The API server accepts a date that does not exist: the CronJob never runs, and nothing reports that.',
  remedy: 'Choose a day that the month has.',
  check(manifests, report) {
    eachSchedule(manifests, (manifest, schedule) => scheduleFlaws(schedule).filter((f) => f.isNever)
      .forEach(({ what }) => report.add(manifest, 'spec.schedule', `"${schedule}" never fires: ${what}`)));
  },
};

/** A schedule means what it says. @internal */
export const SCHEDULE_ODD: IRule = {
  ruleId: 'operability/schedule-odd-step',
  severity: Severity.WARNING,
  reason: 'Steps begin anew with every hour, day or month: a step that is longer fires once in each.',
  remedy: 'Write what is meant, such as "0 * * * *" for every hour.',
  check(manifests, report) {
    eachSchedule(manifests, (manifest, schedule) => scheduleFlaws(schedule).filter((f) => !f.isNever)
      .forEach(({ what }) => report.add(manifest, 'spec.schedule', `"${schedule}": ${what}`)));
  },
};

/** A late start is still a start. @internal */
export const DEADLINE_TOO_SHORT: IRule = {
  ruleId: 'operability/starting-deadline-too-short',
  severity: Severity.WARNING,
  reason: 'The controller looks every 10 s: with a shorter deadline some runs are skipped, in silence.',
  remedy: 'Set startingDeadlineSeconds to some minutes.',
  check(manifests, report) {
    eachSchedule(manifests, (manifest) => {
      const deadline = number(manifest.object?.spec?.startingDeadlineSeconds);
      if (deadline !== undefined && deadline < CONTROLLER_PERIOD) report.add(manifest, 'spec.startingDeadlineSeconds', `the deadline is ${deadline} s`);
    });
  },
};

/** A CronJob says what happens when it is late, or slow. @internal */
export const CRON_JOB_UNSAID: IRule = {
  ruleId: 'operability/cron-job-leaves-open',
  severity: Severity.INFO,
  reason: 'After 100 missed runs a CronJob without a deadline never starts again; runs that overlap work on the same data.',
  remedy: 'Set startingDeadlineSeconds, and concurrencyPolicy to Forbid or Replace.',
  covers: ['kube-score/cronjob-has-deadline'],
  check(manifests, report) {
    eachSchedule(manifests, (manifest) => {
      const spec = record(manifest.object?.spec);
      if (spec.startingDeadlineSeconds === undefined) report.add(manifest, 'spec', 'it has no startingDeadlineSeconds');
      if ((text(spec.concurrencyPolicy) || 'Allow') === 'Allow') report.add(manifest, 'spec.concurrencyPolicy', 'runs may overlap');
    });
  },
};

function eachSchedule(manifests: Manifests, tell: (manifest: Manifests['all'][number], schedule: string) => void): void {
  for (const manifest of Graph.of(manifests).ofKind('batch', 'CronJob')) tell(manifest, text(manifest.object?.spec?.schedule));
}
