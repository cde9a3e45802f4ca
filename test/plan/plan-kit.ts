import { Effect, Plan, PlannedChange, PlanOptions } from '../../src';
import { Folder } from '../rules/reading/folder-kit';

/*
 * Objects to compare, as short as the API server takes them.
 */

/** The plan of some objects that become others. */
export function planOf(before: readonly any[], after: readonly any[], options: PlanOptions = {}): Plan {
  const folder = new Folder({ 'old/all.yaml': yaml(before), 'new/all.yaml': yaml(after) });
  try {
    return Plan.between(`${folder.path}/old`, `${folder.path}/new`, options);
  } finally {
    folder.remove();
  }
}

/** What becomes of the object of one kind, beside others that stay as they are. */
export function changeOf(before: any, after: any, ...around: any[]): PlannedChange | undefined {
  return planOf([...around, before], [...around, after]).changes.find(({ kind }) => kind === after.kind);
}

/** What that does. */
export function effectOf(before: any, after: any, ...around: any[]): Effect {
  return changeOf(before, after, ...around)?.effect ?? Effect.NONE;
}

export const yaml = (objects: readonly any[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');

export const meta = (name: string, more: any = {}) => ({ name, namespace: 'shop', ...more });
export const container = (more: any = {}) => ({ name: 'app', image: 'x:1', ...more });
export const pod = (more: any = {}, c: any = {}, labels: any = { app: 'a' }) => ({ metadata: { labels }, spec: { containers: [container(c)], ...more } });
export const owner = (kind: string, spec: any = {}, template: any = pod(), name: string = 'a') => ({
  apiVersion: 'apps/v1', kind, metadata: meta(name), spec: { selector: { matchLabels: { app: template.metadata.labels.app } }, template, ...spec },
});
export const deployment = (spec: any = {}, template: any = pod()) => owner('Deployment', { replicas: 3, ...spec }, template);
/** A Deployment of another name, with pods of that name. */
export const named = (name: string, spec: any = {}, c: any = {}) => owner('Deployment', { replicas: 3 }, pod(spec, c, { app: name }), name);
export const claims = [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }];
export const statefulSet = (spec: any = {}, template: any = pod()) => owner('StatefulSet', { serviceName: 'a', replicas: 3, volumeClaimTemplates: claims, ...spec }, template);
export const job = (spec: any = {}, c: any = {}) => ({ apiVersion: 'batch/v1', kind: 'Job', metadata: meta('a'), spec: { template: { spec: { restartPolicy: 'Never', containers: [container(c)] } }, ...spec } });
export const cronJob = (spec: any = {}, c: any = {}) => ({
  apiVersion: 'batch/v1', kind: 'CronJob', metadata: meta('a'), spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [container(c)] } } } }, ...spec },
});
export const config = (data: any, more: any = {}) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: meta('conf'), data, ...more });
export const secret = (data: any, more: any = {}) => ({ apiVersion: 'v1', kind: 'Secret', metadata: meta('pw'), data, ...more });
export const service = (spec: any = {}) => ({ apiVersion: 'v1', kind: 'Service', metadata: meta('a'), spec: { selector: { app: 'a' }, ports: [{ port: 80 }], ...spec } });
export const claim = (size: string, spec: any = {}) => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: meta('data'), spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } }, ...spec },
});
export const policy = (spec: any, name: string = 'a') => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: meta(name), spec: { podSelector: { matchLabels: { app: 'a' } }, policyTypes: ['Ingress'], ...spec } });
export const autoscaler = (min: number, max: number) => ({
  apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: meta('a'), spec: { minReplicas: min, maxReplicas: max, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' } },
});
export const namespace = (labels: any = {}) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });
export const role = (rules: any[], kind: string = 'Role') => ({ apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata: kind === 'Role' ? meta('reader') : { name: 'reader' }, rules });
export const binding = (spec: any = {}, kind: string = 'RoleBinding') => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: kind === 'RoleBinding' ? meta('reader') : { name: 'reader' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
  subjects: [{ kind: 'ServiceAccount', name: 'a', namespace: 'shop' }],
  ...spec,
});
export const ingress = (host: string, spec: any = {}) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: meta('a'),
  spec: { tls: [{ hosts: [host], secretName: 'tls' }], rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } } }] } }], ...spec },
});
export const other = (apiVersion: string, kind: string, spec: any) => ({ apiVersion, kind, metadata: meta('a'), spec });
