import { claim, config, deployment, meta, planOf, pod, secret, service, statefulSet, yaml } from './plan-kit';
import { Effect, Plan } from '../../src';
import { Folder } from '../rules/reading/folder-kit';

let folder: Folder;
beforeEach(() => { folder = new Folder(); });
afterEach(() => folder.remove());

describe('objects that come and go', () => {
  test.each<[string, Effect, any]>([
    ['a StatefulSet with claims', Effect.DATA_RISK, statefulSet()],
    ['a claim', Effect.DATA_RISK, claim('1Gi')],
    ['a namespace', Effect.DATA_RISK, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }],
    ['a Deployment', Effect.TRAFFIC, deployment()],
    ['a Service', Effect.TRAFFIC, service()],
    ['a ConfigMap', Effect.IN_PLACE, config({})],
  ])('%s that goes is %s', (_, effect, object) => {
    const { changes } = planOf([object, secret({})], [secret({})]);
    expect(changes.map((change) => [change.action, change.effect])).toEqual([['removed', effect]]);
  });

  test('what both GitOps tools are told to keep is not lost', () => {
    const annotations = { 'argocd.argoproj.io/sync-options': 'Prune=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };
    expect(planOf([{ ...claim('1Gi'), metadata: meta('data', { annotations }) }, service()], [service()]).effect).toBe(Effect.IN_PLACE);
    expect(planOf([{ ...claim('1Gi'), metadata: meta('data', { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } }) }, service()], [service()]).effect).toBe(Effect.DATA_RISK);
  });

  test('a ConfigMap named by its content is a new copy; its readers restart', () => {
    const named = (hash: string, a: string) => ({ ...config({ a }), metadata: meta(`a-config-${hash}`) });
    const reads = (hash: string) => deployment({}, pod({ volumes: [{ name: 'v', configMap: { name: `a-config-${hash}` } }] }));
    const { changes } = planOf([named('3e8331a1ad', '1'), reads('3e8331a1ad')], [named('45f184bef9', '2'), reads('45f184bef9')]);
    expect(changes.map((change) => [change.kind, change.action, change.effect, change.renamedFrom])).toEqual([
      ['Deployment', 'changed', Effect.ROLLING_RESTART, ''],
      ['ConfigMap', 'renamed', Effect.IN_PLACE, 'a-config-3e8331a1ad'],
    ]);
  });

  test.each<[string, Effect, any]>([
    ['a StatefulSet with claims', Effect.DATA_RISK, statefulSet()],
    ['a Service', Effect.TRAFFIC, service()],
    ['a Deployment', Effect.RESTART_WITH_DOWNTIME, deployment()],
  ])('%s under another name is recognised: %s', (_, effect, object) => {
    const { changes } = planOf([object], [{ ...object, metadata: meta('b') }]);
    expect(changes.map((change) => [change.action, change.name, change.renamedFrom, change.effect])).toEqual([['renamed', 'b', 'a', effect]]);
  });
});

describe('a key that every JavaScript object has', () => {
  test.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])('%s comes, changes and goes like any other', (key) => {
    const versions = ['{"k": "v"}', `{"k": "v", "${key}": "x"}`, `{"k": "v", "${key}": "y"}`, '{"k": "v"}'].map((data) => config(JSON.parse(data)));
    for (const i of [0, 1, 2]) {
      expect(planOf([versions[i]], [versions[i + 1]]).changes.map(({ effect, paths }) => [effect, paths])).toEqual([[Effect.IN_PLACE, [`data.${key}`]]]);
    }
  });
});

describe('the requests of a namespace', () => {
  const asks = (cpu: string, memory: string) => pod({}, { resources: { requests: { cpu, memory } } });

  test('are summed over its pods', () => {
    const { capacity } = planOf([deployment({ replicas: 2 }, asks('250m', '128Mi'))], [deployment({ replicas: 3 }, asks('500m', '128Mi'))]);
    expect(capacity.map(String)).toEqual(['shop: CPU 500m → 1500m, memory 256Mi → 384Mi']);
  });

  test('go by the autoscaler where it decides', () => {
    const { replicas: _, ...spec } = deployment({}, asks('1', '1Gi')).spec as any;
    const scaled = { ...deployment(), spec };
    const scaler = (minReplicas: number) => ({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: meta('a'), spec: { minReplicas, maxReplicas: 9, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' } } });
    expect(planOf([scaled, scaler(2)], [scaled, scaler(4)]).capacity.map(String)).toEqual(['shop: CPU 2 → 4, memory 2Gi → 4Gi']);
  });
});

describe('what a plan says', () => {
  test('the worst first, with what to do', () => {
    const plan = planOf([service(), statefulSet()], [service({ ports: [{ port: 81 }] }), statefulSet({ serviceName: 'b' })]);
    expect(plan.effect).toBe(Effect.RECREATE_BLOCKED);
    expect(plan.toString()).toContain('recreate-blocked\n  StatefulSet shop/a\n    the API server refuses to change spec.serviceName\n    spec.serviceName\n    do: kubectl --namespace shop delete statefulset a --cascade=orphan');
    expect(plan.toString()).toContain('2 changed; the worst effect is recreate-blocked');
    expect(plan.toMarkdown()).toContain('| traffic | Service shop/a | it decides which pods answer, and where |');
    expect(JSON.parse(plan.toJson())).toMatchObject({ effect: 'recreate-blocked', changes: [{ kind: 'StatefulSet', namespace: 'shop', name: 'a', effect: 'recreate-blocked', paths: ['spec.serviceName'] }, { kind: 'Service' }] });
  });

  test('never the value of a Secret', () => {
    const plan = planOf([secret({ a: 'b2xkLXZhbHVl' })], [secret({ a: 'bmV3LXZhbHVl' })]);
    expect(`${plan}${plan.toJson()}${plan.toMarkdown()}${plan.changes[0]._details.join()}`).not.toMatch(/b2xkLXZhbHVl|bmV3LXZhbHVl/);
  });

  test('that nothing changes', () => {
    expect(String(planOf([service()], [service()]))).toBe('nothing changes: 1 object is as it was\n');
  });
});

describe('folders that cannot be compared', () => {
  const problemsOf = (before: string, after: string) => {
    folder.write('old/a.yaml', before);
    folder.write('new/a.yaml', after);
    return () => Plan.between(`${folder.path}/old`, `${folder.path}/new`);
  };
  const GOOD = yaml([service()]);

  test.each<[string, string, string, RegExp]>([
    ['broken YAML', GOOD, 'a: [', /new\/a\.yaml:1\] yaml\/broken/],
    ['a merge that was left half done', 'apiVersion: v1\n<<<<<<< HEAD\nkind: A\n=======\nkind: B\n>>>>>>> x\n', GOOD, /old\/a\.yaml:2\] yaml\/merge-conflict/],
    ['an object that stands twice', GOOD, `${GOOD}\n---\n${GOOD}`, /new\/a\.yaml:3\] plan\/duplicate-object: Service shop\/a stands here and in .*new\/a\.yaml:1/],
    ['an object without a name', GOOD, 'apiVersion: v1\nkind: Service\nmetadata: {}\n', /new\/a\.yaml:1\] plan\/no-name/],
    ['nothing to apply', GOOD, '', /plan\/no-objects: there are no manifests in ".*new"; applied, it would remove everything/],
  ])('%s', (_, before, after, message) => {
    expect(problemsOf(before, after)).toThrow(message);
  });

  test('one that is not there, and what is wrong with the other, at once', () => {
    folder.write('new/a.yaml', 'a: [');
    const compare = () => Plan.between(`${folder.path}/nope`, `${folder.path}/new`);
    expect(compare).toThrow(/plan\/cannot-read: cannot read ".*nope": there is no such file or folder/);
    expect(compare).toThrow(/yaml\/broken/);
  });

  test('foreign files beside the manifests do no harm', () => {
    folder.write('old/values.json', '{"a": 1}');
    folder.write('old/README.md', '# x');
    expect(planOf([service()], [service()]).effect).toBe(Effect.NONE);
  });

  test('an empty folder of what is applied now is a first commit', () => {
    folder.write('old/.keep', '');
    folder.write('new/a.yaml', GOOD);
    expect(Plan.between(`${folder.path}/old`, `${folder.path}/new`).changes.map(({ action }) => action)).toEqual(['added']);
  });
});

describe('an approval', () => {
  const broken = (options: any) => planOf([statefulSet()], [statefulSet({ serviceName: 'b' })], options);
  const approve = (text: string) => ({ approvals: folder.write('approvals.yaml', text) });

  test('covers just the effect that it names', () => {
    const plan = broken(approve('- {kind: StatefulSet, namespace: shop, name: a, effect: recreate-blocked, reason: planned for Sunday}'));
    expect([plan.effect, plan.atLeast(Effect.RECREATE_BLOCKED).length, plan.changes[0].approval]).toEqual([Effect.RECREATE_BLOCKED, 0, 'planned for Sunday']);
    expect(broken(approve('- {kind: StatefulSet, namespace: shop, name: a, effect: traffic, reason: planned for Sunday}')).atLeast(Effect.TRAFFIC)).toHaveLength(1);
  });

  test.each<[string, RegExp]>([
    ['- {kind: A, name: b, effect: bad, reason: a good reason}', /entry 1 approves the effect "bad"/],
    ['- {kind: A, name: b, effect: traffic}', /entry 1 gives no reason/],
    ['- {effect: traffic, reason: a good reason}', /entry 1 does not say which object/],
    ['- {kind: A, nmae: b}', /entry 1 has a field "nmae"/],
    ['a: b', /this is no list/],
    ['[', /this is not YAML/],
  ])('%s is refused', (text, message) => {
    expect(() => broken(approve(text))).toThrow(message);
  });
});
