import { KubeObject } from './manifests';

/** The first pod that controllers would make of a workload, or nothing if the object is no workload. */
export function firstPod({ kind, metadata, spec }: KubeObject): KubeObject | undefined {
  const template = kind === 'CronJob' ? spec.jobTemplate.spec.template : spec?.template;
  if (!template?.spec?.containers) return undefined;
  const name = `${metadata.name}-0`;
  const claims = (spec.volumeClaimTemplates ?? []).map((claim: KubeObject) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: `${claim.metadata.name}-${name}` },
  }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...template.metadata, name, namespace: metadata.namespace },
    spec: { ...template.spec, volumes: [...(template.spec.volumes ?? []), ...claims] },
  };
}

/** The same pod, but not restricted: one that a Pod Security admission of that level refuses, and no other. */
export function escalating(pod: KubeObject): KubeObject {
  const containers = pod.spec.containers.map((container: any) => ({
    ...container,
    securityContext: { ...container.securityContext, allowPrivilegeEscalation: true },
  }));
  return { ...pod, spec: { ...pod.spec, containers } };
}
