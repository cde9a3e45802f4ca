import { Effect, Plan } from '../../src';
import { Folder } from '../rules/reading/folder-kit';

let folder: Folder;
beforeEach(() => { folder = new Folder(); });
afterEach(() => folder.remove());

const yaml = (...objects: any[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');

function planOf(before: any[], after: any[], options = {}): Plan {
  folder.write('old/all.yaml', yaml(...before));
  folder.write('new/all.yaml', yaml(...after));
  return Plan.between(`${folder.path}/old`, `${folder.path}/new`, options);
}

/** What the change of the last object is said to do. */
function effectOf(before: any, after: any, ...around: any[]): Effect {
  const { changes } = planOf([...around, before], [...around, after]);
  return changes.find(({ kind }) => kind === after.kind)?.effect ?? Effect.NONE;
}

const meta = (name: string, more: any = {}) => ({ name, namespace: 'shop', ...more });
const container = (more: any = {}) => ({ name: 'app', image: 'x:1', ...more });
const pod = (more: any = {}, c: any = {}) => ({ metadata: { labels: { app: 'a' } }, spec: { containers: [container(c)], ...more } });
const owner = (kind: string, spec: any = {}, template: any = pod()) => ({ apiVersion: 'apps/v1', kind, metadata: meta('a'), spec: { selector: { matchLabels: { app: 'a' } }, template, ...spec } });
const deployment = (spec: any = {}, template: any = pod()) => owner('Deployment', { replicas: 3, ...spec }, template);
const claims = [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }];
const statefulSet = (spec: any = {}, template: any = pod()) => owner('StatefulSet', { serviceName: 'a', replicas: 3, volumeClaimTemplates: claims, ...spec }, template);
const config = (data: any, more: any = {}) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: meta('conf'), data, ...more });
const service = (spec: any = {}) => ({ apiVersion: 'v1', kind: 'Service', metadata: meta('a'), spec: { selector: { app: 'a' }, ports: [{ port: 80 }], ...spec } });
const claim = (size: string, spec: any = {}) => ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: meta('data'), spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } }, ...spec } });
const secret = (data: any, more: any = {}) => ({ apiVersion: 'v1', kind: 'Secret', metadata: meta('pw'), data, ...more });
const newImage = pod({}, { image: 'x:2' });
const withFile = (mount: any = {}) => pod({ volumes: [{ name: 'v', configMap: { name: 'conf' } }] }, { volumeMounts: [{ name: 'v', mountPath: '/etc/app', ...mount }] });

describe('the effect of a change', () => {
  test.each<[string, Effect, any, any, any?]>([
    ['nothing', Effect.NONE, deployment(), deployment()],
    ['fields in another order', Effect.NONE, { kind: 'Service', apiVersion: 'v1', metadata: meta('a'), spec: {} }, { apiVersion: 'v1', kind: 'Service', spec: {}, metadata: meta('a') }],
    ['a default written out', Effect.COSMETIC, service(), service({ type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }] })],
    ['a quantity spelt otherwise', Effect.COSMETIC, deployment({}, pod({}, { resources: { requests: { cpu: '1000m', memory: '1Gi' } } })), deployment({}, pod({}, { resources: { requests: { cpu: 1, memory: '1024Mi' } } }))],
    ['text for the same bytes', Effect.COSMETIC, secret({ a: 'YQ==' }), { ...secret(undefined), stringData: { a: 'a' } }],
    ['a label of the object', Effect.METADATA, deployment(), { ...deployment(), metadata: meta('a', { labels: { team: 'x' } }) }],
    ['more pods', Effect.IN_PLACE, deployment(), deployment({ replicas: 5 })],
    ['another image', Effect.ROLLING_RESTART, deployment(), deployment({}, newImage)],
    ['variables in another order', Effect.ROLLING_RESTART, deployment({}, pod({}, { env: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }] })), deployment({}, pod({}, { env: [{ name: 'B', value: '2' }, { name: 'A', value: '1' }] }))],
    ['another image of the only pod, with a surge', Effect.ROLLING_RESTART, deployment({ replicas: 1 }), deployment({ replicas: 1 }, newImage)],
    ['another image of the only pod, without a surge', Effect.RESTART_WITH_DOWNTIME, deployment({ replicas: 1 }), deployment({ replicas: 1, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } }, newImage)],
    ['another image, with Recreate', Effect.RESTART_WITH_DOWNTIME, deployment({ strategy: { type: 'Recreate' } }), deployment({ strategy: { type: 'Recreate' } }, newImage)],
    ['another image of what answers without a readiness probe', Effect.RESTART_WITH_DOWNTIME, deployment(), deployment({}, pod({}, { image: 'x:2', ports: [{ containerPort: 80 }] }))],
    ['another image of what holds a claim of one node', Effect.RESTART_WITH_DOWNTIME, deployment({}, pod({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] })),
      deployment({}, pod({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] }, { image: 'x:2' })), claim('1Gi')],
    ['another image where no pod runs', Effect.IN_PLACE, deployment({ replicas: 0 }), deployment({ replicas: 0 }, newImage)],
    ['another image of a paused Deployment', Effect.IN_PLACE, deployment({ paused: true }), deployment({ paused: true }, newImage)],
    ['another image of a StatefulSet', Effect.ROLLING_RESTART, statefulSet(), statefulSet({}, newImage)],
    ['another image of a StatefulSet of one', Effect.RESTART_WITH_DOWNTIME, statefulSet({ replicas: 1 }), statefulSet({ replicas: 1 }, newImage)],
    ['another image, OnDelete', Effect.CONFIG_STALE, statefulSet({ updateStrategy: { type: 'OnDelete' } }), statefulSet({ updateStrategy: { type: 'OnDelete' } }, newImage)],
    ['another image of a DaemonSet', Effect.ROLLING_RESTART, owner('DaemonSet'), owner('DaemonSet', {}, newImage)],
    ['another selector', Effect.RECREATE_BLOCKED, deployment(), deployment({ selector: { matchLabels: { app: 'b' } } }, { ...pod(), metadata: { labels: { app: 'b' } } })],
    ['a larger volume of a StatefulSet', Effect.RECREATE_BLOCKED, statefulSet(), statefulSet({ volumeClaimTemplates: [{ ...claims[0], spec: { ...claims[0].spec, resources: { requests: { storage: '2Gi' } } } }] })],
    ['fewer pods that lose their claims', Effect.DATA_RISK, statefulSet(), statefulSet({ replicas: 1, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } })],
    ['a larger claim', Effect.IN_PLACE, claim('1Gi'), claim('2Gi')],
    ['a smaller claim', Effect.RECREATE_BLOCKED, claim('2Gi'), claim('1Gi')],
    ['another class of a claim', Effect.RECREATE_BLOCKED, claim('1Gi', { storageClassName: 'a' }), claim('1Gi', { storageClassName: 'b' })],
    ['another port', Effect.TRAFFIC, service(), service({ ports: [{ port: 81 }] })],
    ['headless', Effect.RECREATE_BLOCKED, service(), service({ clusterIP: 'None' })],
    ['no longer said to be headless', Effect.COSMETIC, service({ clusterIP: 'None' }), service()],
    ['another type of a Secret', Effect.RECREATE_BLOCKED, secret({}), secret({}, { type: 'kubernetes.io/tls' })],
    ['a sealed ConfigMap', Effect.RECREATE_BLOCKED, config({ a: '1' }, { immutable: true }), config({ a: '2' }, { immutable: true })],
    ['a configuration that nobody reads', Effect.IN_PLACE, config({ a: '1' }), config({ a: '2' })],
    ['a configuration in files', Effect.CONFIG_LIVE, config({ a: '1' }), config({ a: '2' }), deployment({}, withFile())],
    ['a configuration by subPath', Effect.CONFIG_STALE, config({ a: '1' }), config({ a: '2' }), deployment({}, withFile({ subPath: 'a' }))],
    ['a configuration in variables', Effect.CONFIG_STALE, config({ a: '1' }), config({ a: '2' }), deployment({}, pod({}, { envFrom: [{ configMapRef: { name: 'conf' } }] }))],
    ['a Secret in a variable', Effect.CONFIG_STALE, secret({ a: 'YQ==' }), secret({ a: 'Yg==' }), deployment({}, pod({}, { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'pw', key: 'a' } } }] }))],
    ['an encrypted Secret', Effect.IN_PLACE, { ...secret({ a: 'ENC[1]' }), sops: { mac: 'x' } }, { ...secret({ a: 'ENC[2]' }), sops: { mac: 'y' } }],
    ['an encrypted Secret, encrypted once more as it is', Effect.NONE, { ...secret({ a: 'ENC[1]' }), sops: { mac: 'x' } }, { ...secret({ a: 'ENC[1]' }), sops: { mac: 'y' } }],
    ['a custom resource', Effect.IN_PLACE, { apiVersion: 'x.dev/v1', kind: 'Thing', metadata: meta('a'), spec: { size: 1 } }, { apiVersion: 'x.dev/v1', kind: 'Thing', metadata: meta('a'), spec: { size: 2 } }],
  ])('of %s is %s', (_, effect, before, after, ...around) => {
    expect(effectOf(before, after, ...around)).toBe(effect);
  });

  test('of a revision history depends on the version', () => {
    const { changes } = planOf([statefulSet()], [statefulSet({ revisionHistoryLimit: 3 })]);
    expect(changes.map(({ effect }) => effect)).toEqual([Effect.IN_PLACE]);
  });
});

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
    expect(String(planOf([service()], [service()]))).toBe('nothing changes: 1 objects are as they were\n');
  });
});

describe('folders that cannot be compared', () => {
  const problemsOf = (before: string, after: string) => {
    folder.write('old/a.yaml', before);
    folder.write('new/a.yaml', after);
    return () => Plan.between(`${folder.path}/old`, `${folder.path}/new`);
  };
  const GOOD = yaml(service());

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
