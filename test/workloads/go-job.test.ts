import { Chart, Duration } from 'cdk8s';
import {
  Autoscaling, Availability, Completions, GoJob, GoJobProps, GopherApp, GracefulDrain, HealthChecks, Image, JobDelivery, KubernetesVersion, Platform, PlatformProps, Rollout,
} from '../../src';
import { Facts } from '../../src/model/facts';
import { Rank } from '../../src/model/rank';
import { jobPath } from '../../src/workloads/golden-path';
import { chartIn, find, IMAGE, newChart, objectsOf, on, problemsOf, refusalOf, serviceIn } from '../kit';

function jobIn(chart: Chart, props: Partial<GoJobProps> = {}, name: string = 'report'): GoJob {
  return new GoJob(chart, name, { image: IMAGE, ...props });
}

/** A chart with one job, and what becomes of it. */
function job(props: Partial<GoJobProps> = {}, platform: PlatformProps = {}) {
  const chart = newChart(new Platform(platform));
  const made = jobIn(chart, props);
  return {
    chart,
    job: made,
    get objects(): any[] { return objectsOf(chart); },
    get object(): any { return objectsOf(chart).find((o) => o.kind === 'Job'); },
    get spec(): any { return this.object.spec; },
    get pod(): any { return this.spec.template.spec; },
    env(name: string): any { return this.pod.containers[0].env.find((e: any) => e.name === name); },
    get problems(): string[] { return problemsOf(made); },
  };
}

const versions = KubernetesVersion.supported.map(String);

describe('a job', () => {
  test('of two lines has an account, a configuration, a Job and a network policy', () => {
    expect(job().objects.map((o) => o.kind)).toEqual(['ServiceAccount', 'ConfigMap', 'Job', 'NetworkPolicy']);
  });

  test('runs one pod to its end, and tries again a few times, for an hour', () => {
    const { spec } = job();
    expect(spec).toMatchObject({ completions: 1, parallelism: 1, completionMode: 'NonIndexed', backoffLimit: 6, activeDeadlineSeconds: 3600, suspend: false, podReplacementPolicy: 'Failed' });
    expect(spec.template.spec.restartPolicy).toBe('Never');
  });

  test('does not count an eviction as a failure, and gives up at once on the exit code that says so', () => {
    expect(job().spec.podFailurePolicy).toEqual({
      rules: [
        { action: 'FailJob', onExitCodes: { containerName: 'report', operator: 'In', values: [42] } },
        { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
      ],
    });
  });

  test('takes other exit codes, in any order, or none', () => {
    expect(job({ fatalExitCodes: [78, 64, 78] }).spec.podFailurePolicy.rules[0].onExitCodes.values).toEqual([64, 78]);
    expect(job({ fatalExitCodes: [] }).spec.podFailurePolicy.rules.map((r: any) => r.action)).toEqual(['Ignore']);
  });

  test('says what it was given', () => {
    const { spec } = job({ backoffLimit: 0, activeDeadline: Duration.hours(8), suspend: true, completions: Completions.workQueue(4) });
    expect(spec).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 28800, suspend: true, parallelism: 4 });
    expect(spec.completions).toBeUndefined();
  });

  test('has no selector: the API server gives every Job its own', () => {
    expect(job().spec.selector).toBeUndefined();
    expect(job().spec.manualSelector).toBeUndefined();
  });

  test('is as locked down as a service, and as well set for Go', () => {
    const { pod } = job();
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 65532 });
    expect(pod.containers[0].securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(job().env('GOMEMLIMIT').value).toBe('112MiB');
  });

  test('has nothing that is for servers: no probes, no ports, no sleep before the end', () => {
    const [container] = job().pod.containers;
    expect(Object.keys(container).filter((field) => /probe|ports|lifecycle/i.test(field))).toEqual([]);
  });

  test('has time to save its work when it is asked to stop', () => {
    const it = job();
    expect([it.env('SHUTDOWN_DELAY').value, it.env('SHUTDOWN_TIMEOUT').value, it.pod.terminationGracePeriodSeconds]).toEqual(['0s', '20s', 25]);
    expect(job({ traits: [new GracefulDrain({ delay: Duration.seconds(0), timeout: Duration.minutes(2) })] }).pod.terminationGracePeriodSeconds).toBe(125);
  });

  test('knows its own name, which telemetry carries', () => {
    const it = job({}, { telemetry: { endpoint: 'http://collector.observability.svc:4318' } });
    expect(it.env('JOB_NAME').valueFrom.fieldRef.fieldPath).toBe("metadata.labels['batch.kubernetes.io/job-name']");
    expect(it.env('OTEL_RESOURCE_ATTRIBUTES').value).toContain('k8s.job.name=$(JOB_NAME)');
    expect(it.env('OTEL_RESOURCE_ATTRIBUTES').value).not.toContain('k8s.deployment.name');
  });

  test('tells who decided what', () => {
    const { job: it } = job({ backoffLimit: 2 });
    expect(it.explain().valueOf('job/backoffLimit')?.value).toBe('2');
    expect(it.explain().valueOf('job/activeDeadlineSeconds')?.value).toBe('3600');
  });

  test.each(versions)('has no finding on Kubernetes %s', (version) => {
    const app = new GopherApp();
    new Platform(on(version)).applyTo(app);
    jobIn(chartIn(app, 'shop', 'shop'));
    expect(app.findings().map(String)).toEqual([]);
  });

  test('before Kubernetes 1.29 has no policy of replacement, which is not there yet', () => {
    expect(job({}, on('1.28')).spec).not.toHaveProperty('podReplacementPolicy');
    expect(job({}, on('1.29')).spec.podReplacementPolicy).toBe('Failed');
  });

  test('on Kubernetes 1.33 never asks for a restart on a resize: nothing in its pods is restarted', () => {
    expect(job({}, on('1.33')).pod.containers[0].resizePolicy.map((p: any) => p.restartPolicy)).toEqual(['NotRequired', 'NotRequired']);
    expect(job({}, on('1.32')).pod.containers[0]).not.toHaveProperty('resizePolicy');
  });
});

describe('the golden path of a job', () => {
  const ids = jobPath().map((trait) => trait.traitId);

  test.each(ids)('can do without %s', (id) => {
    const it = job({ without: [id] });
    expect(it.problems).toEqual([]);
    expect(it.pod.containers).toHaveLength(1);
  });

  test('can be left out altogether', () => {
    const it = job({ without: ids });
    expect(it.problems).toEqual([]);
    expect(it.objects.map((o) => o.kind)).toEqual(['Job']);
  });

  test('has nothing for servers, and app.with gives it none', () => {
    const app = new GopherApp();
    const chart = chartIn(app, 'shop', 'shop');
    const it = jobIn(chart);
    const checkout = serviceIn(chart, 'checkout');
    app.with(new Availability(), new Rollout(), new Autoscaling({ maxReplicas: 3 }), new HealthChecks());
    expect(problemsOf(it)).toEqual([]);
    expect(problemsOf(checkout)).toEqual([]);
    expect(app.findings().map(String)).toEqual([]);
    expect(find(objectsOf(chart), 'PodDisruptionBudget', 'report')).toBeUndefined();
  });

  test('refuses a trait for servers that it is given itself', () => {
    expect(job({ traits: [new Availability()] }).problems).toEqual(['job/trait-for-servers']);
    const it = job();
    it.job.addTraits(new HealthChecks());
    expect(it.problems).toEqual(['job/trait-for-servers']);
  });

  test('gives way to the platform, a trait and the props, whoever speaks first', () => {
    const it = job({ activeDeadline: Duration.minutes(5) });
    it.job._draftOf('a trait', Rank.TRAIT)._add(Facts.JOB, 'activeDeadlineSeconds', 60, 'short work');
    it.job._draftOf('a trait', Rank.TRAIT)._add(Facts.JOB, 'backoffLimit', 1, 'short work');
    expect(it.spec).toMatchObject({ activeDeadlineSeconds: 300, backoffLimit: 1 });
  });
});

describe('the name of a Job', () => {
  const nameOf = (props: Partial<GoJobProps> = {}, platform: PlatformProps = {}) => job(props, platform).object.metadata.name;

  test('ends in a hash of what it runs', () => {
    expect(nameOf()).toMatch(/^report-[0-9a-f]{10}$/);
    expect(nameOf()).toBe(nameOf());
  });

  test.each<[string, Partial<GoJobProps>]>([
    ['the image', { image: Image.of('registry.example.com/shop/checkout:1.8.3') }],
    ['the configuration', { env: { REGION: 'eu' } }],
    ['a file', { files: { '/etc/report/columns': 'a,b' } }],
    ['the arguments', { args: ['--year=2026'] }],
    ['the number of parts', { completions: Completions.indexed(3) }],
    ['the exit codes', { fatalExitCodes: [3] }],
  ])('is another one with another value of %s, which no apply could change', (_, props) => {
    expect(nameOf(props)).not.toBe(nameOf());
  });

  test.each<[string, Partial<GoJobProps>]>([
    ['the deadline', { activeDeadline: Duration.minutes(10) }],
    ['the tries', { backoffLimit: 1 }],
    ['suspension', { suspend: true }],
    ['the time it stays', { ttlAfterFinished: Duration.days(1) }],
  ])('stays with another value of %s, which an apply can change', (_, props) => {
    expect(nameOf(props)).toBe(nameOf());
  });

  test('does not depend on other jobs, nor on the place in the tree', () => {
    const chart = newChart();
    jobIn(chart, {}, 'other');
    jobIn(chart);
    expect(objectsOf(chart).filter((o) => o.kind === 'Job').map((o) => o.metadata.name)).toContain(nameOf());
  });

  test('has at most 52 characters before the hash', () => {
    const problems = (length: number, props: Partial<GoJobProps> = {}) => problemsOf(jobIn(newChart(), props, 'a'.repeat(length)));
    expect(problems(52)).toEqual([]);
    expect(problems(53)).toEqual(['name/too-long']);
  });

  test('leaves room for the index in the host names of the pods', () => {
    const problems = (length: number, count: number) => problemsOf(jobIn(newChart(), { completions: Completions.indexed(count) }, 'a'.repeat(length)));
    expect(problems(50, 10)).toEqual([]);
    expect(problems(50, 11)).toEqual(['name/too-long']);
    expect(problems(53, 11)).toEqual(['name/too-long']);
  });
});

describe('how a changed job gets into the cluster', () => {
  const annotations = (props: Partial<GoJobProps>) => job(props).object.metadata.annotations;

  test('by default under a new name: it stays when it has ended, or GitOps tools would run it again', () => {
    expect(job().spec).not.toHaveProperty('ttlSecondsAfterFinished');
    expect(annotations({})['cdk8s-gopher.dev/kept']).toBe('applied from Git, it would run again if it were deleted');
  });

  test('as a hook of Argo CD, under its own name, run with every sync', () => {
    const it = job({ delivery: JobDelivery.ARGO_CD_HOOK });
    expect(it.object.metadata).toMatchObject({ name: 'report', annotations: { 'argocd.argoproj.io/hook': 'Sync', 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' } });
  });

  test('by force of Flux, under its own name', () => {
    const it = job({ delivery: JobDelivery.FLUX_FORCE });
    expect(it.object.metadata.name).toBe('report');
    expect(it.object.metadata.annotations['kustomize.toolkit.fluxcd.io/force']).toBe('enabled');
  });

  test('without GitOps it may go by itself', () => {
    expect(job({ ttlAfterFinished: Duration.days(1) }).spec.ttlSecondsAfterFinished).toBe(86400);
    expect(annotations({ ttlAfterFinished: Duration.days(1) })).toBeUndefined();
  });

  test('with Flux it may not: it would run again', () => {
    expect(job({ delivery: JobDelivery.FLUX_FORCE, ttlAfterFinished: Duration.days(1) }).problems).toEqual(['job/runs-again']);
  });

  test.each(Object.values(JobDelivery))('has no finding by %s', (delivery) => {
    const app = new GopherApp();
    jobIn(chartIn(app, 'shop', 'shop'), { delivery });
    expect(app.findings().map(String)).toEqual([]);
  });
});

describe('a job in parts', () => {
  test('fails the part that says so, where failures are counted per part', () => {
    const { spec } = job({ completions: Completions.indexed(20, { parallelism: 5, backoffLimitPerIndex: 2, maxFailedIndexes: 3 }) });
    expect(spec).toMatchObject({ completions: 20, parallelism: 5, completionMode: 'Indexed', backoffLimitPerIndex: 2, maxFailedIndexes: 3 });
    expect(spec.podFailurePolicy.rules[0].action).toBe('FailIndex');
  });

  test('may have done enough before all is done', () => {
    expect(job({ completions: Completions.indexed(5, { succeededIndexes: '0' }) }).spec.successPolicy).toEqual({ rules: [{ succeededIndexes: '0' }] });
  });

  test('says which Kubernetes it needs', () => {
    const perIndex = { completions: Completions.indexed(5, { backoffLimitPerIndex: 1 }) };
    const enough = { completions: Completions.indexed(5, { succeededCount: 1 }) };
    expect(job(perIndex, on('1.28')).problems).toEqual(['job/too-new']);
    expect(job(perIndex, on('1.29')).problems).toEqual([]);
    expect(job(enough, on('1.30')).problems).toEqual(['job/too-new']);
    expect(job(enough, on('1.31')).problems).toEqual([]);
    expect(job(enough, on('1.30')).job.problems()[0].message).toContain('successPolicy is given, which Kubernetes 1.30 does not have; it came with 1.31');
  });
});

describe('a job with other workloads', () => {
  test('calls a service: the way is open on both sides', () => {
    const chart = newChart();
    const checkout = serviceIn(chart, 'checkout');
    const it = jobIn(chart);
    it.calls(checkout);
    const objects = objectsOf(chart);
    expect(JSON.stringify(find(objects, 'NetworkPolicy', 'report').spec.egress)).toContain('"app.kubernetes.io/instance":"checkout"');
    expect(JSON.stringify(find(objects, 'NetworkPolicy', 'checkout').spec.ingress)).toContain('"app.kubernetes.io/instance":"report"');
    expect(JSON.stringify(objects.find((o) => o.kind === 'Job'))).toContain('CHECKOUT_URL');
  });

  test('is never behind the Service of a workload of the same name: the name is given once', () => {
    const chart = newChart();
    serviceIn(chart, 'report');
    expect(problemsOf(jobIn(chart))).toContain('name/taken');
    const app = new GopherApp();
    serviceIn(chartIn(app, 'one', 'shop'), 'report');
    jobIn(chartIn(app, 'two', 'shop'), { without: jobPath().map((trait) => trait.traitId) });
    expect(app.findings().map(String).join()).toContain('graph/service-mixes-programs');
  });

  test('with a container beside it that never ends, would never end', () => {
    const it = job();
    const beside = { order: 0, image: IMAGE, env: {}, ports: [], probes: {}, mounts: {}, security: {} };
    it.job.draft._add(Facts.CONTAINER, 'proxy', { ...beside, stage: 'sidecar' }, '');
    expect(it.problems).toContain('job/never-ends');
  });

  test('with a native sidecar, which ends with it, is well', () => {
    const it = job();
    it.job.draft._add(Facts.CONTAINER, 'proxy', { stage: 'nativeSidecar', order: 0, image: IMAGE, env: {}, ports: [], probes: {}, mounts: {}, security: {} }, '');
    expect(it.problems).toEqual([]);
    expect(it.pod.initContainers.map((c: any) => [c.name, c.restartPolicy])).toEqual([['proxy', 'Always']]);
  });
});

describe('who asks a job for the impossible', () => {
  test.each<[Partial<GoJobProps>, string]>([
    [{ backoffLimit: -1 }, 'job/bad-number'],
    [{ backoffLimit: 1.5 }, 'job/bad-number'],
    [{ activeDeadline: Duration.seconds(0) }, 'job/bad-duration'],
    [{ activeDeadline: Duration.millis(1500) }, 'job/bad-duration'],
    [{ ttlAfterFinished: Duration.millis(1) }, 'job/bad-duration'],
    [{ fatalExitCodes: [0] }, 'job/bad-exit-code'],
    [{ fatalExitCodes: [256] }, 'job/bad-exit-code'],
    [{ completions: Completions.indexed(0) }, 'job/bad-completions'],
  ])('%p is told: %s', (props, slug) => {
    expect(job(props).problems).toEqual([slug]);
  });

  test('hears everything at once, with the place', () => {
    const { chart } = job({ backoffLimit: -1, fatalExitCodes: [0], completions: Completions.indexed(0) });
    for (const slug of ['job/bad-number', 'job/bad-exit-code', 'job/bad-completions']) expect(refusalOf(chart)).toContain(`[shop/report] ${slug}: `);
  });
});
