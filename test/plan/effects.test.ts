import { changeOf, claim, claims, config, cronJob, deployment, effectOf, ingress, job, meta, namespace, other, owner, pod, policy, role, binding, secret, service, statefulSet, autoscaler, planOf } from './plan-kit';
import { Effect } from '../../src';

const newImage = pod({}, { image: 'x:2' });
const ready = { ports: [{ containerPort: 80 }], readinessProbe: { httpGet: { port: 80 } } };
const withFile = (mount: any = {}) => pod({ volumes: [{ name: 'v', configMap: { name: 'conf' } }] }, { volumeMounts: [{ name: 'v', mountPath: '/etc/app', ...mount }] });
const withClaim = (c: any = {}) => pod({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] }, c);
const withEnv = deployment({}, pod({}, { envFrom: [{ configMapRef: { name: 'conf' } }] }));
const priority = (value: number) => ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value });
const storageClass = (provisioner: string) => ({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' }, provisioner });
const crd = (scope: string) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'foos.x.io' },
  spec: { group: 'x.io', names: { kind: 'Foo', plural: 'foos' }, scope, versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }] },
});
const labelled = (object: any, labels: any) => ({ ...object, metadata: { ...object.metadata, labels } });

/*
 * Each row was checked by hand: what a cluster does with the change, and why. Around it stand
 * the objects on which that depends.
 */
const TABLE: Array<[change: string, effect: Effect, why: RegExp, before: any, after: any, ...around: any[]]> = [
  ['nothing', Effect.NONE, /^$/, deployment(), deployment()],
  ['fields in another order', Effect.NONE, /^$/, { kind: 'Service', apiVersion: 'v1', metadata: meta('a'), spec: {} }, { apiVersion: 'v1', kind: 'Service', spec: {}, metadata: meta('a') }],
  ['an encrypted Secret, encrypted once more as it is', Effect.NONE, /^$/, { ...secret({ a: 'ENC[1]' }), sops: { mac: 'x' } }, { ...secret({ a: 'ENC[1]' }), sops: { mac: 'y' } }],

  ['a default written out', Effect.COSMETIC, /stores no change/, service(), service({ type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }] })],
  ['a quantity spelt otherwise', Effect.COSMETIC, /stores no change/, deployment({}, pod({}, { resources: { requests: { cpu: '1000m', memory: '1Gi' } } })), deployment({}, pod({}, { resources: { requests: { cpu: 1, memory: '1024Mi' } } }))],
  ['text for the same bytes', Effect.COSMETIC, /stores no change/, secret({ a: 'YQ==' }), { ...secret(undefined), stringData: { a: 'a' } }],
  ['a headless Service that no longer says so', Effect.COSMETIC, /stores no change/, service({ clusterIP: 'None' }), service()],
  ['an empty text where there was none', Effect.COSMETIC, /stores no change/, deployment(), deployment({}, pod({ priorityClassName: '' }))],
  ['a field whose feature is off', Effect.COSMETIC, /stores no change/, deployment(), deployment({}, pod({}, { lifecycle: { stopSignal: 'SIGTERM' } }))],

  ['a label of the object', Effect.METADATA, /labels or annotations/, deployment(), labelled(deployment(), { team: 'x' })],
  ['an annotation of a ConfigMap', Effect.METADATA, /labels or annotations/, config({ a: '1' }), { ...config({ a: '1' }), metadata: meta('conf', { annotations: { a: 'b' } }) }],

  ['another major version of a database', Effect.DATA_RISK, /its data are in \/data\/17, and it looks for them in \/data\/18/, statefulSet({}, pod({}, { env: [{ name: 'PGDATA', value: '/data/17' }] })), statefulSet({}, pod({}, { env: [{ name: 'PGDATA', value: '/data/18' }] }))],

  ['more pods', Effect.IN_PLACE, /none restarts/, deployment(), deployment({ replicas: 5 })],
  ['another image where no pod runs', Effect.IN_PLACE, /no pod runs/, deployment({ replicas: 0 }), deployment({ replicas: 0 }, newImage)],
  ['another image of a paused Deployment', Effect.IN_PLACE, /paused/, deployment({ paused: true }), deployment({ paused: true }, newImage)],
  ['another image of a StatefulSet that a partition holds back', Effect.IN_PLACE, /partition 3/, statefulSet({ updateStrategy: { rollingUpdate: { partition: 3 } } }), statefulSet({ updateStrategy: { rollingUpdate: { partition: 3 } } }, newImage)],
  ['how a Deployment rolls', Effect.IN_PLACE, /its controller acts/, deployment(), deployment({ strategy: { rollingUpdate: { maxSurge: 2 } } })],
  ['how long a StatefulSet remembers', Effect.IN_PLACE, /its controller acts/, statefulSet(), statefulSet({ revisionHistoryLimit: 3 })],
  ['another image of a CronJob', Effect.IN_PLACE, /next run/, cronJob(), cronJob({}, { image: 'x:2' })],
  ['another schedule', Effect.IN_PLACE, /next run/, cronJob(), cronJob({ schedule: '0 4 * * *' })],
  ['when a Job is cleared away', Effect.IN_PLACE, /goes on/, job(), job({ ttlSecondsAfterFinished: 60 })],
  ['the bounds of an autoscaler', Effect.IN_PLACE, /number or the size/, autoscaler(2, 4), autoscaler(2, 9)],
  ['a larger claim', Effect.IN_PLACE, /grows/, claim('1Gi'), claim('2Gi')],
  ['an encrypted Secret that nobody reads', Effect.IN_PLACE, /no pod among these/, { ...secret({ a: 'ENC[1]' }), sops: { mac: 'x' } }, { ...secret({ a: 'ENC[2]' }), sops: { mac: 'y' } }],
  ['a configuration that nobody reads', Effect.IN_PLACE, /no pod among these/, config({ a: '1' }), config({ a: '2' })],
  ['the rights of a role', Effect.IN_PLACE, /rights change at once/, role([{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }]), role([{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }])],
  ['the subjects of a binding', Effect.IN_PLACE, /rights change at once/, binding(), binding({ subjects: [] })],
  ['a budget of disruptions', Effect.IN_PLACE, /next eviction/, other('policy/v1', 'PodDisruptionBudget', { maxUnavailable: 1, selector: { matchLabels: { app: 'a' } } }), other('policy/v1', 'PodDisruptionBudget', { maxUnavailable: 2, selector: { matchLabels: { app: 'a' } } })],
  ['a label of a namespace', Effect.IN_PLACE, /admission and network policies/, namespace(), namespace({ 'pod-security.kubernetes.io/enforce': 'restricted' })],
  ['a custom resource', Effect.IN_PLACE, /its controller/, other('x.dev/v1', 'Thing', { size: 1 }), other('x.dev/v1', 'Thing', { size: 2 })],
  ['the columns of a definition', Effect.IN_PLACE, /its controller/, crd('Namespaced'), { ...crd('Namespaced'), spec: { ...crd('Namespaced').spec, names: { kind: 'Foo', plural: 'foos', shortNames: ['f'] } } }],

  ['a configuration in files', Effect.CONFIG_LIVE, /within about a minute/, config({ a: '1' }), config({ a: '2' }), deployment({}, withFile())],
  ['a Secret in files', Effect.CONFIG_LIVE, /within about a minute/, secret({ a: 'YQ==' }), secret({ a: 'Yg==' }), deployment({}, pod({ volumes: [{ name: 'v', secret: { secretName: 'pw' } }] }, { volumeMounts: [{ name: 'v', mountPath: '/s' }] }))],
  ['a configuration in projected files', Effect.CONFIG_LIVE, /within about a minute/, config({ a: '1' }), config({ a: '2' }), deployment({}, pod({ volumes: [{ name: 'v', projected: { sources: [{ configMap: { name: 'conf' } }] } }] }, { volumeMounts: [{ name: 'v', mountPath: '/s' }] }))],
  ['a configuration of a CronJob', Effect.CONFIG_LIVE, /next run/, config({ a: '1' }), config({ a: '2' }), cronJob({}, { envFrom: [{ configMapRef: { name: 'conf' } }] })],

  ['a configuration by subPath', Effect.CONFIG_STALE, /by subPath/, config({ a: '1' }), config({ a: '2' }), deployment({}, withFile({ subPath: 'a' }))],
  ['a configuration in variables', Effect.CONFIG_STALE, /in variables/, config({ a: '1' }), config({ a: '2' }), withEnv],
  ['a Secret in a variable', Effect.CONFIG_STALE, /in variables/, secret({ a: 'YQ==' }), secret({ a: 'Yg==' }), deployment({}, pod({}, { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'pw', key: 'a' } } }] }))],
  ['another image, OnDelete', Effect.CONFIG_STALE, /OnDelete/, statefulSet({ updateStrategy: { type: 'OnDelete' } }), statefulSet({ updateStrategy: { type: 'OnDelete' } }, newImage)],
  ['another image of a DaemonSet, OnDelete', Effect.CONFIG_STALE, /OnDelete/, owner('DaemonSet', { updateStrategy: { type: 'OnDelete' } }), owner('DaemonSet', { updateStrategy: { type: 'OnDelete' } }, newImage)],

  ['another image', Effect.ROLLING_RESTART, /a few at a time/, deployment(), deployment({}, newImage)],
  ['another image of what answers', Effect.ROLLING_RESTART, /a few at a time/, deployment({}, pod({}, ready)), deployment({}, pod({}, { ...ready, image: 'x:2' }))],
  ['variables in another order', Effect.ROLLING_RESTART, /a few/, deployment({}, pod({}, { env: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }] })), deployment({}, pod({}, { env: [{ name: 'B', value: '2' }, { name: 'A', value: '1' }] }))],
  ['an annotation of the pods', Effect.ROLLING_RESTART, /a few/, deployment(), deployment({}, { ...pod(), metadata: { labels: { app: 'a' }, annotations: { checksum: 'x' } } })],
  ['requests written out as the limits are: of a template they are no default', Effect.ROLLING_RESTART, /a few/, deployment({}, pod({}, { resources: { limits: { cpu: '1' } } })), deployment({}, pod({}, { resources: { limits: { cpu: '1' }, requests: { cpu: '1' } } }))],
  ['another readiness probe: old pods answer until new ones do', Effect.ROLLING_RESTART, /a few/, deployment({}, pod({}, ready)), deployment({}, pod({}, { ...ready, readinessProbe: { httpGet: { port: 80, path: '/ok' } } }))],
  ['another image of the only pod, with a surge', Effect.ROLLING_RESTART, /a few/, deployment({ replicas: 1 }), deployment({ replicas: 1 }, newImage)],
  ['another image of a StatefulSet', Effect.ROLLING_RESTART, /one by one/, statefulSet(), statefulSet({}, newImage)],
  ['another image of a DaemonSet', Effect.ROLLING_RESTART, /node by node/, owner('DaemonSet'), owner('DaemonSet', {}, newImage)],

  ['another image of the only pod, without a surge', Effect.RESTART_WITH_DOWNTIME, /the only pod/, deployment({ replicas: 1 }), deployment({ replicas: 1, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } }, newImage)],
  ['another image where all pods may go at once', Effect.RESTART_WITH_DOWNTIME, /all 3 pods/, deployment(), deployment({ strategy: { rollingUpdate: { maxUnavailable: '100%' } } }, newImage)],
  ['another image, with Recreate', Effect.RESTART_WITH_DOWNTIME, /Recreate/, deployment({ strategy: { type: 'Recreate' } }), deployment({ strategy: { type: 'Recreate' } }, newImage)],
  ['another image of what answers without a readiness probe', Effect.RESTART_WITH_DOWNTIME, /readiness/, deployment(), deployment({}, pod({}, { image: 'x:2', ports: [{ containerPort: 80 }] }))],
  ['another image of what holds a claim of one node', Effect.RESTART_WITH_DOWNTIME, /only one node/, deployment({}, withClaim()), deployment({}, withClaim({ image: 'x:2' })), claim('1Gi')],
  ['another image of a StatefulSet of one', Effect.RESTART_WITH_DOWNTIME, /the only pod/, statefulSet({ replicas: 1 }), statefulSet({ replicas: 1 }, newImage)],

  ['another port', Effect.TRAFFIC, /which pods answer/, service(), service({ ports: [{ port: 81 }] })],
  ['another selector of a Service', Effect.TRAFFIC, /which pods answer/, service(), service({ selector: { app: 'b' } })],
  ['a Service with a load balancer', Effect.TRAFFIC, /which pods answer/, service(), service({ type: 'LoadBalancer' })],
  ['another host', Effect.TRAFFIC, /who reaches whom/, ingress('a.example.com'), ingress('b.example.com')],
  ['a policy that closes more', Effect.TRAFFIC, /who reaches whom/, policy({ ingress: [{}] }), policy({ ingress: [] })],
  ['another weight of a route', Effect.TRAFFIC, /who reaches whom/, other('gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [{ backendRefs: [{ name: 'a', weight: 1 }] }] }), other('gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [{ backendRefs: [{ name: 'a', weight: 2 }] }] })],
  ['pods with a label less, which a Service asks for', Effect.TRAFFIC, /Service shop\/a 80\/TCP leads to it no longer/, deployment({}, { ...pod(), metadata: { labels: { app: 'a', tier: 'web' } } }), deployment(), service({ selector: { tier: 'web' } })],
  ['a named port less, to which a Service leads', Effect.TRAFFIC, /leads to it no longer/, deployment({}, pod({}, { ports: [{ name: 'http', containerPort: 80 }] })), deployment(), service({ ports: [{ port: 80, targetPort: 'http' }] })],
  ['no pods any more', Effect.TRAFFIC, /no pod is left/, deployment(), deployment({ replicas: 0 })],

  ['another selector', Effect.RECREATE_BLOCKED, /refuses to change spec.selector/, deployment(), deployment({ selector: { matchLabels: { app: 'b' } } }, { ...pod(), metadata: { labels: { app: 'b' } } })],
  ['Recreate instead of a rolling update whose bounds were filled in', Effect.RECREATE_BLOCKED, /spec.strategy/, deployment(), deployment({ strategy: { type: 'Recreate' } })],
  ['a hook that loses all it had', Effect.RECREATE_BLOCKED, /lifecycle.preStop/, deployment({}, pod({}, { lifecycle: { preStop: { sleep: { seconds: 5 } } } })), deployment({}, pod({}, { lifecycle: { preStop: { sleep: {} } } }))],
  ['a larger volume of a StatefulSet', Effect.RECREATE_BLOCKED, /volumeClaimTemplates/, statefulSet(), statefulSet({ volumeClaimTemplates: [{ ...claims[0], spec: { ...claims[0].spec, resources: { requests: { storage: '2Gi' } } } }] })],
  ['another governing Service', Effect.RECREATE_BLOCKED, /spec.serviceName/, statefulSet(), statefulSet({ serviceName: 'b' })],
  ['another image of a Job', Effect.RECREATE_BLOCKED, /spec.template/, job(), job({}, { image: 'x:2' })],
  ['a smaller claim', Effect.RECREATE_BLOCKED, /requests.storage/, claim('2Gi'), claim('1Gi')],
  ['another class of a claim', Effect.RECREATE_BLOCKED, /storageClassName/, claim('1Gi', { storageClassName: 'a' }), claim('1Gi', { storageClassName: 'b' })],
  ['headless', Effect.RECREATE_BLOCKED, /spec.clusterIP/, service(), service({ clusterIP: 'None' })],
  ['another type of a Secret', Effect.RECREATE_BLOCKED, /refuses to change type/, secret({}), secret({}, { type: 'kubernetes.io/tls' })],
  ['a sealed ConfigMap', Effect.RECREATE_BLOCKED, /refuses to change data/, config({ a: '1' }, { immutable: true }), config({ a: '2' }, { immutable: true })],
  ['another role of a binding', Effect.RECREATE_BLOCKED, /roleRef/, binding(), binding({ roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' } })],
  ['another priority', Effect.RECREATE_BLOCKED, /refuses to change value/, priority(1), priority(2)],
  ['another provisioner', Effect.RECREATE_BLOCKED, /provisioner/, storageClass('a'), storageClass('b')],
  ['another scope of a definition', Effect.RECREATE_BLOCKED, /spec.scope/, crd('Namespaced'), crd('Cluster')],

  ['fewer pods that lose their claims', Effect.DATA_RISK, /deletes the claims/, statefulSet(), statefulSet({ replicas: 1, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } })],
];

describe('the effect of a change', () => {
  test.each(TABLE)('of %s is %s', (_, effect, why, before, after, ...around) => {
    const change = changeOf(before, after, ...around);
    expect([change?.effect ?? Effect.NONE, change?.why ?? '']).toEqual([effect, expect.stringMatching(why)]);
  });

  test('may be any that there is', () => {
    expect(TABLE.length).toBeGreaterThanOrEqual(60);
    expect(Object.values(Effect).filter((effect) => !TABLE.some(([, told]) => told === effect))).toEqual([]);
  });

  test('always comes with what to do where it is refused, or data are at risk', () => {
    const bad = TABLE.filter(([, effect]) => [Effect.RECREATE_BLOCKED, Effect.DATA_RISK].includes(effect));
    expect(bad.filter(([, , , before, after, ...around]) => changeOf(before, after, ...around)?.recipe === '').map(([change]) => change)).toEqual([]);
  });
});

describe('a change of configuration', () => {
  test('is seen at once by readers that the same commit restarts', () => {
    const { changes } = planOf([config({ a: '1' }), withEnv], [config({ a: '2' }), deployment({}, pod({}, { image: 'x:2', envFrom: [{ configMapRef: { name: 'conf' } }] }))]);
    expect(changes.map(({ kind, effect }) => [kind, effect])).toEqual([['Deployment', Effect.ROLLING_RESTART], ['ConfigMap', Effect.IN_PLACE]]);
  });

  test('goes by the reader that sees it the latest', () => {
    const live = owner('Deployment', {}, { ...withFile(), metadata: { labels: { app: 'b' } } }, 'b');
    expect(effectOf(config({ a: '1' }), config({ a: '2' }), live, withEnv)).toBe(Effect.CONFIG_STALE);
  });
});
