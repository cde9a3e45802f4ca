import { Manifest } from './manifest';
import { Manifests } from './manifests';

/** A pod as it will run: a Pod, or the template of whatever makes pods. @internal */
export interface PodView {
  readonly manifest: Manifest;
  /** where the pod's metadata and spec are, such as `spec.template` */
  readonly path: string;
  readonly labels: { [key: string]: string };
  readonly spec: any;
  readonly containers: ContainerView[];
}

/** A container of any sort, with its place. @internal */
export interface ContainerView {
  readonly path: string;
  readonly container: any;
  readonly sort: 'container' | 'init' | 'ephemeral';
}

const TEMPLATES: { [kind: string]: string[] } = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
  Rollout: ['spec', 'template'],
};

/** Every pod of the manifests; odd JSON is passed over, as the structure rules report it. @internal */
export function podsOf(manifests: Manifests): PodView[] {
  return manifests._once(allPods);
}

function allPods(manifests: Manifests): PodView[] {
  return Object.entries(TEMPLATES).flatMap(([kind, steps]) => manifests.ofKind(kind).flatMap((manifest) => {
    const pod = steps.reduce((at, step) => (isRecord(at) ? at[step] : undefined), manifest.object);
    return isRecord(pod) && isRecord(pod.spec) ? [viewOf(manifest, steps.join('.'), pod)] : [];
  }));
}

function viewOf(manifest: Manifest, path: string, pod: any): PodView {
  const at = path === '' ? 'spec' : `${path}.spec`;
  const list = (field: string, sort: ContainerView['sort']): ContainerView[] => listOf(pod.spec[field])
    .map((container, i) => ({ container, path: `${at}.${field}[${i}]`, sort }))
    .filter(({ container }) => isRecord(container));
  return {
    manifest,
    path,
    labels: isRecord(pod.metadata?.labels) ? pod.metadata.labels : {},
    spec: pod.spec,
    containers: [...list('containers', 'container'), ...list('initContainers', 'init'), ...list('ephemeralContainers', 'ephemeral')],
  };
}

/** @internal */
export function isRecord(value: unknown): value is { [key: string]: any } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** @internal */
export function listOf(value: unknown): any[] {
  return Array.isArray(value) ? value : [];
}
