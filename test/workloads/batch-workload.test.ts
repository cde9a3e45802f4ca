import { Chart, Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';
import {
  BatchProps, Completions, ConcurrencyPolicy, Cpu, GoCronJob, GoCronJobProps, GoJob, GoJobProps, Image, JobDelivery, KubernetesVersion, Manifest, Manifests, Platform, Schedule, Weekday,
} from '../../src';
import { standardBook } from '../../src/rules/standard-book';
import { Oracle } from '../conformance/oracle';
import { newChart, objectsOf, problemsOf } from '../kit';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const seconds = (min: number, max: number) => fc.integer({ min, max }).map((s) => Duration.seconds(s));

const completions = fc.oneof(
  fc.constant(Completions.single()),
  fc.integer({ min: 1, max: 50 }).map((n) => Completions.workQueue(n)),
  fc.record({
    count: fc.integer({ min: 1, max: 99 }),
    parallelism: maybe(fc.integer({ min: 1, max: 120 })),
    perIndex: maybe(fc.record({ limit: fc.integer({ min: 0, max: 9 }), share: fc.integer({ min: 0, max: 100 }) })),
    enough: maybe(fc.integer({ min: 1, max: 100 })),
    named: maybe(fc.uniqueArray(fc.integer({ min: 0, max: 98 }), { minLength: 1, maxLength: 5 })),
  }).map(({ count, parallelism, perIndex, enough, named }) => {
    const indexes = named?.filter((index) => index < count).sort((a, b) => a - b) ?? [];
    const succeededIndexes = indexes.length > 0 ? indexes.join(',') : undefined;
    return Completions.indexed(count, {
      parallelism,
      backoffLimitPerIndex: perIndex?.limit,
      maxFailedIndexes: perIndex && Math.floor((count * perIndex.share) / 100),
      succeededIndexes,
      succeededCount: enough && Math.max(1, Math.floor(((indexes.length || count) * enough) / 100)),
    });
  }),
);

const batch: fc.Arbitrary<BatchProps> = fc.record({
  image: fc.constantFrom('shop/report:1', 'registry.example.com/shop/report:1.4.0', 'registry.example.com:5000/report@sha256:' + 'a'.repeat(64)).map((text) => Image.of(text)),
  activeDeadline: maybe(seconds(1, 10 ** 6)),
  backoffLimit: maybe(fc.nat(2 ** 31 - 1)),
  fatalExitCodes: maybe(fc.array(fc.integer({ min: 1, max: 255 }), { maxLength: 300 })),
  completions: maybe(completions),
  suspend: maybe(fc.boolean()),
  memory: maybe(fc.integer({ min: 64, max: 4096 }).map((n) => Size.mebibytes(n))),
  cpu: maybe(fc.integer({ min: 1, max: 4000 }).map((n) => Cpu.millis(n))),
  args: maybe(fc.array(fc.string(), { maxLength: 3 })),
  env: maybe(fc.dictionary(fc.constantFrom('REGION', 'MODE', 'LIMIT'), fc.string())),
});

const jobs: fc.Arbitrary<GoJobProps> = fc.tuple(batch, fc.record({
  delivery: maybe(fc.constantFrom(JobDelivery.NEW_NAME, JobDelivery.ARGO_CD_HOOK)),
  ttlAfterFinished: maybe(seconds(0, 10 ** 6)),
})).map(([shared, own]) => ({ ...shared, ...own }));

const digit = (max: number) => fc.integer({ min: 0, max });
const schedules = fc.oneof(
  fc.tuple(digit(23), digit(59)).map(([h, m]) => Schedule.daily(h, m)),
  fc.tuple(fc.constantFrom(...Object.values(Weekday)), digit(23), digit(59)).map(([d, h, m]) => Schedule.weekly(d, h, m)),
  fc.tuple(fc.integer({ min: 1, max: 28 }), digit(23), digit(59)).map(([d, h, m]) => Schedule.monthly(d, h, m)),
  fc.constantFrom(1, 2, 3, 5, 10, 15, 30).map((n) => Schedule.everyMinutes(n)),
  fc.constantFrom(1, 2, 4, 6, 12).map((n) => Schedule.everyHours(n)),
  fc.constantFrom('@hourly', '@every 90m', '*/7 * * jan-mar mon-fri', '0 0 1,15 * ?', '5/10 * * * *').map((text) => Schedule.cron(text)),
);

const cronJobs: fc.Arbitrary<GoCronJobProps> = fc.tuple(batch, fc.record({
  schedule: schedules,
  timeZone: maybe(fc.constantFrom('Etc/UTC', 'Europe/Zurich', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata')),
  concurrency: fc.constantFrom(...Object.values(ConcurrencyPolicy)),
  startingDeadline: maybe(seconds(10, 10 ** 6)),
  successfulJobsHistory: maybe(fc.nat(100)),
  failedJobsHistory: maybe(fc.nat(100)),
})).map(([shared, own]) => ({ ...shared, ...own }));

/** A chart with both, on a cluster of that version. */
function chartOf(job: GoJobProps, cron: GoCronJobProps, version: string): { chart: Chart; problems: string[] } {
  const chart = newChart(new Platform({ kubernetesVersion: KubernetesVersion.of(version) }));
  const made = [new GoJob(chart, 'report', job), new GoCronJob(chart, 'clean', cron)];
  return { chart, problems: made.flatMap(problemsOf) };
}

describe.each(['1.33', '1.36'])('the API server of Kubernetes %s', (version) => {
  let oracle: Oracle;
  beforeAll(() => { if (Oracle.isBuilt(version)) oracle = new Oracle(version); });
  afterAll(async () => oracle?.close());

  (Oracle.isBuilt(version) ? test : test.skip)('takes every job that has no problem, created or applied', async () => {
    let taken = 0;
    await fc.assert(fc.asyncProperty(jobs, cronJobs, async (job, cron) => {
      const { chart, problems } = chartOf(job, cron, version);
      fc.pre(problems.length === 0);
      const objects = objectsOf(chart).filter((o) => ['Job', 'CronJob'].includes(o.kind));
      const answers = await oracle.askAll(objects.flatMap((object) => [{ op: 'create', object }, { op: 'create', object, ssa: true }, { op: 'pss', object, level: 'restricted' }] as const));
      expect(answers.filter((a) => a.verdict !== 'accept' || a.warnings.length + a.strict.length > 0)).toEqual([]);
      taken += answers.length;
    }), { numRuns: 25, endOnFailure: true });
    expect(taken).toBeGreaterThan(60);
  }, 120_000);

  (Oracle.isBuilt(version) ? test : test.skip)('lets a Job change without a new name, or there is a new name', async () => {
    let changed = 0;
    await fc.assert(fc.asyncProperty(jobs, jobs, cronJobs, async (before, after, cron) => {
      const fixed = { image: before.image, args: before.args, env: before.env, memory: before.memory, cpu: before.cpu, completions: before.completions, fatalExitCodes: before.fatalExitCodes };
      const [old, now] = [chartOf(before, cron, version), chartOf({ ...after, ...fixed, delivery: undefined }, cron, version)];
      fc.pre(old.problems.length + now.problems.length === 0 && before.delivery !== JobDelivery.ARGO_CD_HOOK);
      const [was, is] = [old, now].map(({ chart }) => objectsOf(chart).find((o) => o.kind === 'Job'));
      fc.pre(was.metadata.name === is.metadata.name);
      const answer = await oracle.ask({ op: 'update', old: was, object: is, ssa: true });
      expect(answer.errors).toEqual([]);
      changed++;
    }), { numRuns: 20, endOnFailure: true });
    expect(changed).toBeGreaterThan(5);
  }, 120_000);
});

describe('our own rules', () => {
  test.each(['1.28', '1.31', '1.33', '1.37'])('take every job that has no problem, on Kubernetes %s', (version) => {
    fc.assert(fc.property(jobs, cronJobs, (job, cron) => {
      const { chart, problems } = chartOf(job, cron, version);
      fc.pre(problems.length === 0);
      const manifests = objectsOf(chart).map((object) => Manifest.of(object, { kubernetesMinor: Number(version.slice(2)) }));
      const errors = standardBook().verify(Manifests.of(manifests)).filter((finding) => finding.rule.startsWith('api/') || finding.rule.startsWith('structure/'));
      expect(errors.map(String)).toEqual([]);
    }), { numRuns: 12 });
  }, 60_000);
});
