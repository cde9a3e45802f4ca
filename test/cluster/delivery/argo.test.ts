import { Chart } from 'cdk8s';
import { ArgoApplication, ArgoApplicationSet, ArgoProject, GopherApp, Platform, ProgressiveDelivery } from '../../../src';
import { HOW_TO_BUILD, isJudgeBuilt, judge } from '../../conformance/third-party/judge';
import { find, newChart, objectsOf, refusalOf } from '../../kit';

const repository = 'https://git.example.com/shop/deploy.git';
const judged = isJudgeBuilt() ? test : test.skip;
if (!isJudgeBuilt()) console.warn(`not asked: ${HOW_TO_BUILD}`);

describe('an application of Argo CD', () => {
  test('applies what is committed, deletes what is gone last, and tries again', () => {
    const chart = newChart();
    new ArgoApplication(chart, 'shop', { repository, path: 'manifests/production' });
    expect(find(objectsOf(chart), 'Application', 'shop')).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'shop', namespace: 'argocd', labels: { 'app.kubernetes.io/managed-by': 'cdk8s-gopher' } },
      spec: {
        project: 'default',
        source: { repoURL: repository, targetRevision: 'HEAD', path: 'manifests/production' },
        destination: { server: 'https://kubernetes.default.svc' },
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
          syncOptions: ['ServerSideApply=true', 'PruneLast=true', 'SkipDryRunOnMissingResource=true', 'FailOnSharedResource=true'],
        },
      },
    });
  });

  test('comes in a wave after those that must be healthy first', () => {
    const chart = newChart();
    const crds = new ArgoApplication(chart, 'crds', { repository, path: 'crds' });
    const operators = new ArgoApplication(chart, 'operators', { repository, path: 'operators', after: [crds] });
    new ArgoApplication(chart, 'shop', { repository, path: 'shop', after: [crds, operators] });
    expect(objectsOf(chart).map((o) => [o.metadata.name, o.metadata.annotations?.['argocd.argoproj.io/sync-wave']])).toEqual([['crds', undefined], ['operators', '1'], ['shop', '2']]);
  });

  test('leaves alone what Argo Rollouts and others write', () => {
    const chart = newChart(new Platform({ progressiveDelivery: ProgressiveDelivery.argoRollouts() }));
    new ArgoApplication(chart, 'shop', { repository, path: 'shop', ignoredDifferences: [{ apiGroup: 'apps', kind: 'Deployment', name: 'odd', jsonPointers: ['/spec/replicas'] }] });
    const { spec } = find(objectsOf(chart), 'Application', 'shop');
    expect(spec.ignoreDifferences).toHaveLength(4);
    expect(spec.ignoreDifferences[3]).toEqual({ group: 'apps', kind: 'Deployment', name: 'odd', jsonPointers: ['/spec/replicas'] });
    expect(spec.syncPolicy.syncOptions).toContain('RespectIgnoreDifferences=true');
  });

  test('deletes what it deployed only if that was said', () => {
    const chart = newChart();
    new ArgoApplication(chart, 'kept', { repository, path: 'a' });
    new ArgoApplication(chart, 'gone', { repository, path: 'b', deletesResources: true, automated: false, cluster: 'eu', namespace: 'shop', recursive: true, revision: 'v1' });
    const objects = objectsOf(chart);
    expect(find(objects, 'Application', 'kept').metadata.finalizers).toBeUndefined();
    expect(find(objects, 'Application', 'gone')).toMatchObject({
      metadata: { finalizers: ['resources-finalizer.argocd.argoproj.io/foreground'] },
      spec: { destination: { name: 'eu', namespace: 'shop' }, source: { directory: { recurse: true }, targetRevision: 'v1' } },
    });
    expect(find(objects, 'Application', 'gone').spec.syncPolicy.automated).toBeUndefined();
  });

  test.each([
    [{ repository: 'shop/deploy', path: 'a' }, 'delivery/bad-repository: "shop/deploy" is no address of a repository'],
    [{ repository: 'https://me:hunter2@git.example.com/a.git', path: 'a' }, 'delivery/literal-secret'],
    [{ repository, path: '../a' }, 'delivery/bad-path: "../a" is no folder of a repository'],
    [{ repository, path: '' }, 'delivery/bad-path'],
  ])('%j is refused', (props, expected) => {
    const chart = newChart();
    new ArgoApplication(chart, 'shop', props);
    expect(refusalOf(chart)).toContain(expected);
    expect(refusalOf(chart)).not.toContain('hunter2');
  });
});

describe('a project of Argo CD', () => {
  test('allows what is named, and of what is cluster-wide only namespaces', () => {
    const chart = newChart();
    const project = new ArgoProject(chart, 'shop', { repositories: [repository], namespaces: ['shop', 'shop-jobs'], clusters: ['eu', 'https://us.example.com'], description: 'the shop' });
    new ArgoApplication(chart, 'shop', { repository, path: 'a', project });
    expect(find(objectsOf(chart), 'AppProject', 'shop').spec).toEqual({
      description: 'the shop',
      sourceRepos: [repository],
      destinations: [{ name: 'eu', namespace: 'shop' }, { name: 'eu', namespace: 'shop-jobs' }, { server: 'https://us.example.com', namespace: 'shop' }, { server: 'https://us.example.com', namespace: 'shop-jobs' }],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
    });
    expect(find(objectsOf(chart), 'Application', 'shop').spec.project).toBe('shop');
  });

  test('does not allow everything', () => {
    const chart = newChart();
    new ArgoProject(chart, 'all', { repositories: ['*'], namespaces: [] });
    expect(refusalOf(chart)).toMatch(/delivery\/everything: the project all allows "\*"[^]*delivery\/no-namespaces/);
  });
});

describe('applications for several targets', () => {
  const targets = [
    { name: 'staging', path: 'manifests/staging', cluster: 'staging', stage: 1 },
    { name: 'eu', path: 'manifests/production/eu', cluster: 'production-eu', stage: 2 },
    { name: 'us', path: 'manifests/production/us', cluster: 'production-us', stage: 2 },
  ];

  test('come in stages, each when all of the stage before are healthy', () => {
    const chart = newChart();
    new ArgoApplicationSet(chart, 'shop', { repository, targets });
    const { spec } = find(objectsOf(chart), 'ApplicationSet', 'shop');
    expect(spec.strategy.rollingSync.steps.map((step: any) => step.matchExpressions[0].values)).toEqual([['1'], ['2']]);
    expect(spec.generators[0].list.elements[1]).toEqual({ target: 'eu', path: 'manifests/production/eu', server: '', cluster: 'production-eu', stage: '2' });
    expect(spec.template).toMatchObject({
      metadata: { name: 'shop-{{.target}}', labels: { 'cdk8s-gopher.dev/stage': '{{.stage}}' } },
      spec: { source: { path: '{{.path}}' }, destination: { name: '{{.cluster}}' } },
    });
    expect(spec.syncPolicy.preserveResourcesOnDeletion).toBe(true);
  });

  test('come all at once without stages', () => {
    const chart = newChart();
    new ArgoApplicationSet(chart, 'shop', { repository, targets: targets.map(({ stage: _, ...target }) => target) });
    expect(find(objectsOf(chart), 'ApplicationSet', 'shop').spec.strategy).toBeUndefined();
  });

  test.each([
    [[], 'delivery/no-targets'],
    [[targets[0], targets[0]], 'delivery/target-twice: the set shop has the target "staging" twice'],
    [[{ name: 'A B', path: 'x' }], 'delivery/bad-target'],
    [[{ name: 'a', path: 'x', stage: 0 }], 'delivery/bad-stage: the stage of a is 0'],
    [[targets[0], { name: 'b', path: 'x' }], 'delivery/half-staged: of the set shop, b would never be synced'],
  ])('%j is refused', (bad, expected) => {
    const chart = newChart();
    new ArgoApplicationSet(chart, 'shop', { repository, targets: bad });
    expect(refusalOf(chart)).toContain(expected);
  });

  judged('are what the definitions of Argo CD take, and so are applications and projects', () => {
    const app = new GopherApp({ platform: new Platform({ progressiveDelivery: ProgressiveDelivery.argoRollouts() }) });
    const chart = new Chart(app, 'delivery');
    const project = new ArgoProject(chart, 'shop', { repositories: [repository], namespaces: ['shop'], clusterKinds: ['Namespace', 'rbac.authorization.k8s.io/ClusterRole'] });
    const first = new ArgoApplication(chart, 'first', { project, repository, path: 'a', recursive: true, deletesResources: true });
    new ArgoApplication(chart, 'second', { project, repository, path: 'b', after: [first], cluster: 'https://eu.example.com', namespace: 'shop', ignoredDifferences: [{ kind: 'Service', jqPathExpressions: ['.spec'] }] });
    new ArgoApplicationSet(chart, 'staged', { project, repository, targets });
    new ArgoApplicationSet(chart, 'at-once', { repository, targets: [{ name: 'here', path: 'c' }], deletesResources: true, automated: false });
    const objects = chart.toJson();
    expect(objects).toHaveLength(5);
    expect(judge(objects)).toEqual([]);
  });
});
