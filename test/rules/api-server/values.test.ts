import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { ADMISSION_ROWS } from './admission-rows';
import { ApiServerValues } from '../../../src/rules/api-server/api-server-rules';
import { Manifest } from '../../../src/rules/manifest';
import { Manifests } from '../../../src/rules/manifests';
import { RuleBook } from '../../../src/rules/rule-book';

/*
 * One table: an object that everything is right with, what is done to it, and what the
 * rules then say.
 */

type Json = { [field: string]: any };

const BOOK = RuleBook.of([new ApiServerValues()]);

function findingsOf(object: Json, minor: number = 36): string[] {
  return BOOK.verify(Manifests.of([Manifest.of(object, { kubernetesMinor: minor })])).map(({ rule, path }) => `${rule} ${path}`);
}

/** Sets a field by its path, such as `spec.containers.0.name`; `undefined` removes it. */
function changed(object: Json, changes: Json): Json {
  const copy = structuredClone(object);
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split('.').map((step) => step.replace(/~/g, '.'));
    const last = steps.pop()!;
    const parent = steps.reduce((at: Json, step) => (at[step] ??= {}), copy);
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return copy;
}

const POD: Json = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'app' },
  spec: {
    serviceAccountName: 'app',
    initContainers: [{ name: 'init', image: 'a' }],
    containers: [{ name: 'app', image: 'a', ports: [{ containerPort: 80 }], env: [{ name: 'A', value: 'b' }], volumeMounts: [{ name: 'data', mountPath: '/data' }], resources: { requests: { cpu: '1' } } }],
    volumes: [{ name: 'data', emptyDir: {} }],
  },
};
const TEMPLATE: Json = { metadata: { labels: { app: 'app' } }, spec: { containers: [{ name: 'app', image: 'a' }] } };
const DEPLOYMENT: Json = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'app' }, spec: { selector: { matchLabels: { app: 'app' } }, template: TEMPLATE } };
const STATEFUL_SET: Json = { ...DEPLOYMENT, kind: 'StatefulSet' };
const DAEMON_SET: Json = { ...DEPLOYMENT, kind: 'DaemonSet' };
const JOB: Json = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'app' }, spec: { template: changed(TEMPLATE, { 'spec.restartPolicy': 'Never' }) } };
const CRON_JOB: Json = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'app' }, spec: { schedule: '0 3 * * *', jobTemplate: { spec: JOB.spec } } };
const SERVICE: Json = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'app' }, spec: { ports: [{ name: 'http', port: 80 }] } };
const POLICY: Json = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'app' }, spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 80 }] }] } };
const BACKEND: Json = { service: { name: 'app', port: { number: 80 } } };
const INGRESS: Json = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'app' }, spec: { rules: [{ host: 'a.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: BACKEND }] } }] } };
const INGRESS_CLASS: Json = { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'a' }, spec: { controller: 'example.com/a', parameters: { kind: 'A', name: 'a' } } };
const AUTOSCALER: Json = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'app' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' }, maxReplicas: 3, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }] },
};
const BUDGET: Json = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'app' }, spec: { maxUnavailable: 1 } };
const CONFIG: Json = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'app' }, data: { a: 'b' } };
const SECRET: Json = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'app' }, data: { a: 'YQ==' } };
const CLAIM: Json = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'app' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
const VOLUME: Json = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'app' }, spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, csi: { driver: 'a', volumeHandle: 'a' } } };
const ROLE: Json = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'app' }, rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] };
const BINDING: Json = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: { name: 'app' }, roleRef: { kind: 'ClusterRole', name: 'a' }, subjects: [{ kind: 'User', name: 'ann' }] };
const CLUSTER_ROLE: Json = { ...ROLE, kind: 'ClusterRole' };
const PRIORITY: Json = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 10 };
const CLASS: Json = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' }, provisioner: 'a.example.com' };
const QUOTA: Json = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'app' }, spec: { hard: { pods: '5' } } };
const LIMITS: Json = { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'app' }, spec: { limits: [{ type: 'Container', max: { cpu: '2' }, min: { cpu: '1' } }] } };

const C = 'spec.containers.0';
const INDEXED = { 'spec.completionMode': 'Indexed', 'spec.completions': 3 };

const COMPLAINS: ReadonlyArray<readonly [slug: string, base: Json, changes: Json]> = [
  ...ADMISSION_ROWS,
  ['access-modes', CLAIM, { 'spec.accessModes': ['ReadWriteOncePod', 'ReadWriteOnce'] }],
  ['active-deadline', DEPLOYMENT, { 'spec.template.spec.activeDeadlineSeconds': 5 }],
  ['annotations-too-large', CONFIG, { 'metadata.annotations': { a: 'x'.repeat(262144) } }],
  ['bad-address', SERVICE, { 'spec.clusterIP': '10.0.0' }],
  ['bad-address', SERVICE, { 'spec.externalIPs': ['127.0.0.1'] }],
  ['bad-amount', BUDGET, { 'spec.maxUnavailable': '101%' }],
  ['bad-cidr', POLICY, { 'spec.ingress.0.from.0.ipBlock.cidr': '10.0.0.0' }],
  ['bad-divisor', POD, { [`${C}.env`]: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '3' } } }] }],
  ['bad-exception', POLICY, { 'spec.ingress.0.from.0.ipBlock.except': ['11.0.0.0/16'] }],
  ['bad-format', CONFIG, { 'metadata.name': 'A' }],
  ['bad-host', INGRESS, { 'spec.rules.0.host': '10.0.0.1' }],
  ['bad-mode', POD, { 'spec.volumes.0': { name: 'data', secret: { secretName: 'a', defaultMode: 600 } } }],
  ['bad-path', POD, { [`${C}.volumeMounts.0.subPath`]: '../a' }],
  ['bad-port', POD, { [`${C}.ports.0.containerPort`]: 0 }],
  ['bad-schedule', CRON_JOB, { 'spec.schedule': '0 24 * * *' }],
  ['bad-time-zone', CRON_JOB, { 'spec.timeZone': 'Local' }],
  ['bidirectional', POD, { [`${C}.volumeMounts.0.mountPropagation`]: 'Bidirectional' }],
  ['claim-metadata', POD, { 'spec.volumes.1': { name: 'b', ephemeral: { volumeClaimTemplate: { metadata: { name: 'a' }, spec: CLAIM.spec } } } }],
  ['class-scope', INGRESS_CLASS, { 'spec.parameters.namespace': 'a' }],
  ['cluster-ips', SERVICE, { 'spec.clusterIPs': ['None'] }],
  ['container-restart-policy', POD, { [`${C}.restartPolicy`]: 'Always' }],
  ['csi-only', VOLUME, { 'spec.volumeAttributesClassName': 'a', 'spec.csi': undefined, 'spec.hostPath': { path: '/a' } }],
  ['data-source', CLAIM, { 'spec.dataSource': { kind: 'Deployment', name: 'a' } }],
  ['deadline', DEPLOYMENT, { 'spec.minReadySeconds': 600 }],
  ['duplicate', POD, { [`${C}.volumeMounts.1`]: { name: 'data', mountPath: '/data' } }],
  ['empty-peer', POLICY, { 'spec.ingress.0.from.0': {} }],
  ['end-port', POLICY, { 'spec.ingress.0.ports.0.endPort': 79 }],
  ['ephemeral-containers', POD, { 'spec.ephemeralContainers': [{ name: 'a', image: 'a' }] }],
  ['exit-codes', JOB, { 'spec.podFailurePolicy': { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [0] } }] } }],
  ['external-name', SERVICE, { 'spec.type': 'ExternalName', 'spec.externalName': 'a.example.com', 'spec.clusterIP': '10.0.0.1' }],
  ['external-traffic', SERVICE, { 'spec.externalTrafficPolicy': 'Local' }],
  ['finalizers', CONFIG, { 'metadata.finalizers': ['orphan', 'foregroundDeletion'] }],
  ['grace-of-readiness', POD, { [`${C}.readinessProbe`]: { exec: { command: ['a'] }, terminationGracePeriodSeconds: 5 } }],
  ['headless', SERVICE, { 'spec.clusterIP': 'None', 'spec.type': 'NodePort' }],
  ['health-check-port', SERVICE, { 'spec.healthCheckNodePort': 30000 }],
  ['host-port', POD, { 'spec.hostNetwork': true, [`${C}.ports.0.hostPort`]: 81 }],
  ['host-process', POD, { 'spec.securityContext': { windowsOptions: { hostProcess: true } } }],
  ['host-processes', POD, { 'spec.hostPID': true, 'spec.shareProcessNamespace': true }],
  ['host-sysctl', POD, { 'spec.hostNetwork': true, 'spec.securityContext': { sysctls: [{ name: 'net.core.somaxconn', value: '1' }] } }],
  ['host-users', POD, { 'spec.hostUsers': false, 'spec.hostPID': true }],
  ['hostname', POD, { 'spec.hostnameOverride': 'a', 'spec.hostNetwork': true }],
  ['huge-pages', POD, { [`${C}.resources.limits`]: { 'cpu': '1', 'hugepages-2Mi': '3Mi' } }],
  ['hugepages-alone', POD, { [`${C}.resources`]: { limits: { 'hugepages-2Mi': '2Mi' } } }],
  ['image-blanks', POD, { [`${C}.image`]: 'a ' }],
  ['indexed-job', JOB, { 'spec.backoffLimitPerIndex': 1 }],
  ['init-container-field', POD, { 'spec.initContainers.0.lifecycle': { preStop: { exec: { command: ['a'] } } } }],
  ['ip-family', SERVICE, { 'spec.ipFamilies': ['IPv4', 'IPv6'] }],
  ['job-selector', CRON_JOB, { 'spec.jobTemplate.spec.selector': {} }],
  ['limit-default', LIMITS, { 'spec.limits.0': { type: 'Pod', default: { cpu: '1' } } }],
  ['limit-missing', POD, { [`${C}.resources.requests`]: { 'example.com/a': '1' } }],
  ['limit-order', LIMITS, { 'spec.limits.0.min.cpu': '3' }],
  ['limit-ratio', LIMITS, { 'spec.limits.0.maxLimitRequestRatio': { cpu: '3' } }],
  ['load-balancer-only', SERVICE, { 'spec.loadBalancerClass': 'example.com/a' }],
  ['match-label-keys', POD, { 'spec.topologySpreadConstraints': [{ maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule', matchLabelKeys: ['a'] }] }],
  ['metric-source', AUTOSCALER, { 'spec.metrics.0.pods': {} }],
  ['min-above-max', AUTOSCALER, { 'spec.minReplicas': 4 }],
  ['min-domains', POD, { 'spec.topologySpreadConstraints': [{ maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 }] }],
  ['mounted-device', POD, { 'spec.volumes.0': { name: 'data', persistentVolumeClaim: { claimName: 'a' } }, [`${C}.volumeDevices`]: [{ name: 'data', devicePath: '/dev/a' }] }],
  ['name-too-long', CRON_JOB, { 'metadata.name': 'a'.repeat(53) }],
  ['negative-quantity', POD, { [`${C}.resources.requests.cpu`]: '-1' }],
  ['no-access-mode', CLAIM, { 'spec.accessModes': [] }],
  ['no-claim', POD, { 'spec.volumes.1': { name: 'b', ephemeral: {} } }],
  ['no-command', POD, { [`${C}.livenessProbe`]: { exec: {} } }],
  ['no-containers', POD, { [C.slice(0, -2)]: [] }],
  ['no-groups', ROLE, { 'rules.0.apiGroups': [] }],
  ['no-image', POD, { [`${C}.image`]: undefined }],
  ['no-key', SECRET, { type: 'kubernetes.io/tls' }],
  ['no-mount-path', POD, { [`${C}.volumeMounts.0.mountPath`]: '' }],
  ['no-name', POD, { 'spec.volumes.1': { name: 'b', persistentVolumeClaim: {} } }],
  ['no-nameservers', POD, { 'spec.dnsPolicy': 'None' }],
  ['no-path', POD, { 'spec.volumes.1': { name: 'b', hostPath: {} } }],
  ['no-paths', INGRESS, { 'spec.rules.0.http.paths': [] }],
  ['no-policies', AUTOSCALER, { 'spec.behavior': { scaleUp: { policies: [] } } }],
  ['no-ports', SERVICE, { 'spec.ports': [] }],
  ['no-profile', POD, { 'spec.securityContext': { seccompProfile: { type: 'Localhost' } } }],
  ['no-resources', ROLE, { 'rules.0.resources': [] }],
  ['no-rules', INGRESS, { 'spec.rules': [] }],
  ['no-schedule', CRON_JOB, { 'spec.schedule': '' }],
  ['no-selector', DEPLOYMENT, { 'spec.selector': {} }],
  ['no-size', CLAIM, { 'spec.resources': {} }],
  ['no-such-claim', POD, { [`${C}.resources.claims`]: [{ name: 'a' }] }],
  ['no-such-container', JOB, { 'spec.podFailurePolicy': { rules: [{ action: 'FailJob', onExitCodes: { containerName: 'a', operator: 'In', values: [1] } }] } }],
  ['no-such-volume', POD, { [`${C}.volumeMounts.0.name`]: 'other' }],
  ['no-target', AUTOSCALER, { 'spec.metrics.0.resource.target': { type: 'Utilization' } }],
  ['no-terms', POD, { 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms': [] }],
  ['no-type', AUTOSCALER, { 'spec.metrics.0.resource.target.type': undefined }],
  ['no-verbs', ROLE, { 'rules.0.verbs': [] }],
  ['node-port', SERVICE, { 'spec.ports.0.nodePort': 30000 }],
  ['non-resource', ROLE, { 'rules.0': { nonResourceURLs: ['/a'], verbs: ['get'] } }],
  ['not-rolling', DEPLOYMENT, { 'spec.strategy': { type: 'Recreate', rollingUpdate: {} } }],
  ['not-whole', QUOTA, { 'spec.hard.pods': '1500m' }],
  ['number-out-of-range', DEPLOYMENT, { 'spec.replicas': -1 }],
  ['one-bound', BUDGET, { 'spec.minAvailable': 1 }],
  ['one-handler', POD, { [`${C}.livenessProbe`]: {} }],
  ['one-source', POD, { 'spec.volumes.0.configMap': { name: 'a' } }],
  ['one-sub-path', POD, { [`${C}.volumeMounts.0.subPath`]: 'a', [`${C}.volumeMounts.0.subPathExpr`]: 'b' }],
  ['one-target', AUTOSCALER, { 'spec.metrics.0.resource.target.averageValue': '1' }],
  ['other-system', POD, { 'spec.os': { name: 'linux' }, 'spec.securityContext': { windowsOptions: {} } }],
  ['owner', CONFIG, { 'metadata.ownerReferences': [{ apiVersion: 'v1', kind: 'Pod', name: 'a' }] }],
  ['peer-contradiction', POLICY, { 'spec.ingress.0.from.0.podSelector': {} }],
  ['pod-annotation', POD, { 'metadata.annotations': { 'controller.kubernetes.io/pod-deletion-cost': 'a' } }],
  ['pod-replacement', JOB, { 'spec.podReplacementPolicy': 'TerminatingOrFailed', 'spec.podFailurePolicy': { rules: [] } }],
  ['pod-resources', POD, { 'spec.resources': { requests: { cpu: '500m' } } }],
  ['privilege-contradiction', POD, { [`${C}.securityContext`]: { privileged: true, allowPrivilegeEscalation: false } }],
  ['proc-mount', POD, { [`${C}.securityContext`]: { procMount: 'Unmasked' } }],
  ['profile-not-used', POD, { 'spec.securityContext': { seccompProfile: { type: 'RuntimeDefault', localhostProfile: 'a' } } }],
  ['quota-scope', QUOTA, { 'spec.hard.services': '1', 'spec.scopes': ['BestEffort'] }],
  ['recursive-read-only', POD, { [`${C}.volumeMounts.0.recursiveReadOnly`]: 'Enabled' }],
  ['recycle-root', VOLUME, { 'spec.csi': undefined, 'spec.hostPath': { path: '/' }, 'spec.persistentVolumeReclaimPolicy': 'Recycle' }],
  ['request-above-limit', POD, { [`${C}.resources.limits`]: { cpu: '500m' } }],
  ['resize-restart', POD, { 'spec.restartPolicy': 'Never', [`${C}.resizePolicy`]: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] }],
  ['restart-rules', POD, { [`${C}.restartPolicyRules`]: [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }] }],
  ['role-ref', BINDING, { 'roleRef.kind': 'Role' }],
  ['scheduling-gates', POD, { 'spec.nodeName': 'a', 'spec.schedulingGates': [{ name: 'example.com/a' }] }],
  ['selector-mismatch', DEPLOYMENT, { 'spec.selector.matchLabels.app': 'other' }],
  ['selector-values', POLICY, { 'spec.podSelector': { matchExpressions: [{ key: 'a', operator: 'In' }] } }],
  ['servers-own', CONFIG, { 'metadata.managedFields': [{}] }],
  ['sleep-out-of-range', POD, { [`${C}.lifecycle`]: { preStop: { sleep: { seconds: 31 } } } }],
  ['standstill', DEPLOYMENT, { 'spec.strategy.rollingUpdate': { maxSurge: 0, maxUnavailable: 0 } }],
  ['standstill', DAEMON_SET, { 'spec.updateStrategy.rollingUpdate': { maxSurge: 1, maxUnavailable: 1 } }],
  ['subject', BINDING, { 'subjects.0': { kind: 'ServiceAccount', name: 'a' } }],
  ['success-policy', JOB, { ...INDEXED, 'spec.successPolicy': { rules: [{ succeededIndexes: '2-1' }] } }],
  ['success-threshold', POD, { [`${C}.livenessProbe`]: { exec: { command: ['a'] }, successThreshold: 2 } }],
  ['system-priority', PRIORITY, { 'metadata.name': 'system-a' }],
  ['toleration', POD, { 'spec.tolerations': [{ operator: 'Equal', value: 'a' }] }],
  ['too-large', CONFIG, { 'data.a': 'x'.repeat(1048577) }],
  ['too-many', POD, { 'spec.dnsConfig': { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] } }],
  ['too-much', QUOTA, { 'spec.hard.pods': '1Ei' }],
  ['topology-mode', SERVICE, { 'metadata.annotations': { 'service.kubernetes.io/topology-mode': 'Auto', 'service.kubernetes.io/topology-aware-hints': 'auto' } }],
  ['two-classes', INGRESS, { 'spec.ingressClassName': 'a', 'metadata.annotations': { 'kubernetes.io/ingress.class': 'b' } }],
  ['unknown-field-path', POD, { [`${C}.env`]: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.other' } } }] }],
  ['unknown-resource', POD, { [`${C}.resources.requests`]: { gpu: '1' } }],
  ['unknown-word', JOB, { 'spec.template.spec.restartPolicy': 'Always' }],
  ['volume-sort', POD, { [`${C}.volumeMounts`]: [], [`${C}.volumeDevices`]: [{ name: 'data', devicePath: '/dev/a' }] }],
];

test.each([
  POD, DEPLOYMENT, STATEFUL_SET, DAEMON_SET, JOB, CRON_JOB, SERVICE, POLICY, INGRESS, INGRESS_CLASS, AUTOSCALER, BUDGET, CONFIG, SECRET, CLAIM, VOLUME, ROLE, BINDING, CLUSTER_ROLE,
  PRIORITY, CLASS, QUOTA, LIMITS,
].map((object) => [object.kind, object] as const))('a good %s passes', (_kind, object) => {
  expect(findingsOf(object)).toEqual([]);
});

test.each(COMPLAINS)('api/%s is found', (slug, base, changes) => {
  const minor = slug === 'container-restart-policy' ? 33 : 36;
  expect(findingsOf(changed(base, changes), minor).filter((finding) => !finding.startsWith(`api/${slug} `))).toEqual([]);
  expect(findingsOf(changed(base, changes), minor)).not.toEqual([]);
});

const PASSES: ReadonlyArray<readonly [what: string, base: Json, changes: Json]> = [
  ['a Service named like a number, on new clusters', SERVICE, { 'metadata.name': '1app' }],
  ['a sidecar with probes', POD, { 'spec.initContainers.0': { name: 'init', image: 'a', restartPolicy: 'Always', readinessProbe: { exec: { command: ['a'] } } } }],
  ['a headless Service without ports', SERVICE, { 'spec.clusterIP': 'None', 'spec.ports': [] }],
  ['a schedule by name', CRON_JOB, { 'spec.schedule': '@daily', 'spec.timeZone': 'Europe/Zurich' }],
  ['a hook that sleeps as long as the grace period', POD, { [`${C}.lifecycle`]: { preStop: { sleep: { seconds: 30 } } } }],
  ['a volume that a StatefulSet claims', STATEFUL_SET, { 'spec.volumeClaimTemplates': [{ metadata: { name: 'data' }, spec: CLAIM.spec }], 'spec.template.spec.containers.0.volumeMounts': [{ name: 'data', mountPath: '/data' }] }],
  ['a variable whose name is no word of C', POD, { [`${C}.env.0.name`]: 'a b' }],
  ['null for what is left out', DEPLOYMENT, { 'spec.replicas': null, 'spec.strategy': null }],
];

test.each(PASSES)('%s passes', (_what, base, changes) => {
  expect(findingsOf(changed(base, changes))).toEqual([]);
});

test('every finding has an id that a row of this table breaks', () => {
  const folder = join(__dirname, '../../../src/rules/api-server');
  const source = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  const slugs = new Set([...source.matchAll(/'api\/([a-z-]+)'/g)].map((match) => match[1]));
  slugs.delete('refused');
  COMPLAINS.forEach(([slug]) => slugs.delete(slug));
  expect([...slugs]).toEqual([]);
});
