import { Duration } from 'cdk8s';
import { Completions, ConcurrencyPolicy, GoCronJob, GoCronJobProps, GopherApp, KubernetesVersion, Platform, PlatformProps, Schedule } from '../../src';
import { jobPath } from '../../src/workloads/golden-path';
import { chartIn, IMAGE, newChart, objectsOf, on, problemsOf, refusalOf } from '../kit';

function cron(props: Partial<GoCronJobProps> = {}, platform: PlatformProps = {}, name: string = 'clean') {
  const chart = newChart(new Platform(platform));
  const made = new GoCronJob(chart, name, { image: IMAGE, schedule: Schedule.daily(3), ...props });
  return {
    chart,
    job: made,
    get objects(): any[] { return objectsOf(chart); },
    get object(): any { return objectsOf(chart).find((o) => o.kind === 'CronJob'); },
    get spec(): any { return this.object.spec; },
    get run(): any { return this.spec.jobTemplate.spec; },
    get problems(): string[] { return problemsOf(made); },
  };
}

describe('a cron job', () => {
  test('of three lines has an account, a configuration, a CronJob and a network policy', () => {
    expect(cron().objects.map((o) => o.kind)).toEqual(['ServiceAccount', 'ConfigMap', 'CronJob', 'NetworkPolicy']);
  });

  test('runs by a clock that is never set, one run at a time, an hour late at most', () => {
    const { jobTemplate, ...spec } = cron().spec;
    expect(spec).toEqual({
      schedule: '0 3 * * *', timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 3600, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1, suspend: false,
    });
  });

  test('has a name of its own and no hash: the API server lets a CronJob change', () => {
    expect(cron().object.metadata.name).toBe('clean');
  });

  test('says what it was given', () => {
    expect(cron({
      timeZone: 'Europe/Zurich', concurrency: ConcurrencyPolicy.REPLACE, startingDeadline: Duration.minutes(5), successfulJobsHistory: 0, failedJobsHistory: 5, suspend: true,
    }).spec).toMatchObject({
      timeZone: 'Europe/Zurich', concurrencyPolicy: 'Replace', startingDeadlineSeconds: 300, successfulJobsHistoryLimit: 0, failedJobsHistoryLimit: 5, suspend: true,
    });
  });

  test('suspends itself, not its runs', () => {
    expect(cron({ suspend: true }).run.suspend).toBe(false);
  });

  test('leaves the cleaning up to the history, and sets no time to live', () => {
    expect(cron().run).not.toHaveProperty('ttlSecondsAfterFinished');
  });

  test('runs as a job does', () => {
    const { run } = cron({ completions: Completions.indexed(4) });
    expect(run).toMatchObject({ completions: 4, completionMode: 'Indexed', backoffLimit: 6, podReplacementPolicy: 'Failed' });
    expect(run.template.spec.restartPolicy).toBe('Never');
    expect(run).not.toHaveProperty('selector');
  });

  test('labels its Jobs and their pods', () => {
    const { jobTemplate } = cron().spec;
    expect(jobTemplate.metadata.labels).toEqual(jobTemplate.spec.template.metadata.labels);
    expect(jobTemplate.metadata.labels['app.kubernetes.io/instance']).toBe('clean');
  });

  test('names itself in telemetry, and the run', () => {
    const env = cron({}, { telemetry: { endpoint: 'http://collector.observability.svc:4318' } }).run.template.spec.containers[0].env;
    expect(env.find((e: any) => e.name === 'OTEL_RESOURCE_ATTRIBUTES').value).toContain('k8s.cronjob.name=clean,k8s.job.name=$(JOB_NAME)');
  });

  test.each(KubernetesVersion.supported.map(String))('has no finding on Kubernetes %s', (version) => {
    const app = new GopherApp();
    new Platform(on(version)).applyTo(app);
    new GoCronJob(chartIn(app, 'shop', 'shop'), 'clean', { image: IMAGE, schedule: Schedule.daily(3) });
    expect(app.findings().map(String)).toEqual([]);
  });

  test.each(jobPath().map((trait) => trait.traitId))('can do without %s', (id) => {
    expect(cron({ without: [id] }).problems).toEqual([]);
  });

  test('has at most 52 characters in its name', () => {
    expect(cron({}, {}, 'a'.repeat(52)).problems).toEqual([]);
    expect(cron({}, {}, 'a'.repeat(53)).problems).toEqual(['name/too-long']);
  });
});

describe('runs that would meet', () => {
  test.each([
    [Schedule.everyMinutes(1), 60, 60],
    [Schedule.everyMinutes(15), 900, 900],
    [Schedule.everyHours(1), 3600, 3600],
    [Schedule.daily(3), 3600, 3600],
    [Schedule.cron('@every 1s'), 10, 10],
  ])('never do by default: with %s the deadline follows', (schedule, deadline, starting) => {
    const it = cron({ schedule });
    expect([it.run.activeDeadlineSeconds, it.spec.startingDeadlineSeconds]).toEqual([deadline, starting]);
    expect(it.problems).toEqual([]);
  });

  test('are refused, with the numbers', () => {
    const it = cron({ schedule: Schedule.everyMinutes(15), activeDeadline: Duration.minutes(20) });
    expect(it.job.problems()[0].message).toBe('job/may-overlap: a run may take 1200 s, and "*/15 * * * *" has the next one due after 900 s; it would be left out. '
      + 'Give a shorter activeDeadline, run it less often, or say that runs may be left out: concurrency: ConcurrencyPolicy.FORBID.');
  });

  test.each(Object.values(ConcurrencyPolicy))('are as you like if you say so: %s', (concurrency) => {
    expect(cron({ schedule: Schedule.everyMinutes(15), activeDeadline: Duration.minutes(20), concurrency }).problems).toEqual([]);
  });

  test('are looked for at the narrowest place of the week', () => {
    const props = { schedule: Schedule.cron('0 23,1 * * *'), activeDeadline: Duration.hours(3) };
    expect(cron(props).problems).toEqual(['job/may-overlap']);
    expect(cron({ ...props, activeDeadline: Duration.hours(2) }).problems).toEqual([]);
  });
});

describe('who asks a cron job for the impossible', () => {
  test.each<[Partial<GoCronJobProps>, string]>([
    [{ schedule: Schedule.cron('nightly') }, 'schedule/malformed'],
    [{ schedule: Schedule.cron('TZ=UTC 0 3 * * *') }, 'schedule/names-zone'],
    [{ schedule: Schedule.cron('0 0 30 2 *') }, 'schedule/never-fires'],
    [{ timeZone: 'Local' }, 'schedule/unknown-zone'],
    [{ timeZone: 'Zurich' }, 'schedule/unknown-zone'],
    [{ startingDeadline: Duration.seconds(9) }, 'job/bad-duration'],
    [{ successfulJobsHistory: -1 }, 'job/bad-number'],
    [{ failedJobsHistory: 0.5 }, 'job/bad-number'],
  ])('%p is told: %s', (props, slug) => {
    expect(cron(props).problems).toEqual([slug]);
  });

  test('hears everything at once', () => {
    const { chart } = cron({ schedule: Schedule.cron('nightly'), timeZone: 'Local', failedJobsHistory: -1 });
    for (const slug of ['schedule/malformed', 'schedule/unknown-zone', 'job/bad-number']) expect(refusalOf(chart)).toContain(`[shop/clean] ${slug}: `);
  });
});
