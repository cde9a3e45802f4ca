import { totalmem, cpus } from 'node:os';
import { PodSpec, ResourceField } from './objects';
import { quantity } from './quantity';

/** Who a pod is: fixed when it is created, and all it can be told about itself. */
export interface PodIdentity {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  /** The pod's own address in 127.0.0.0/8. */
  readonly address: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
  /** The headless Service that gives the pod a name of its own, if it has one. */
  readonly subdomain?: string;
  readonly spec: PodSpec;
}

/** A `fieldRef`: a field of the pod's own object. */
export function fieldOf(pod: PodIdentity, path: string): string {
  const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (keyed) return (keyed[1] === 'labels' ? pod.labels : pod.annotations)[keyed[2]] ?? '';
  switch (path) {
    case 'metadata.name': return pod.name;
    case 'metadata.namespace': return pod.namespace;
    case 'metadata.uid': return pod.uid;
    case 'metadata.labels': return lines(pod.labels);
    case 'metadata.annotations': return lines(pod.annotations);
    case 'spec.nodeName': return 'node-1';
    case 'spec.serviceAccountName': return pod.spec.serviceAccountName ?? 'default';
    case 'status.podIP': case 'status.podIPs': return pod.address;
    case 'status.hostIP': case 'status.hostIPs': return '127.0.0.1';
    default: throw new Error(`fieldRef ${path} is not a field that a pod can be told`);
  }
}

/** A `resourceFieldRef`: a limit or request, rounded up to the divisor. Without a limit it is what the node has. */
export function resourceOf(pod: PodIdentity, container: string, ref: ResourceField): string {
  const name = ref.containerName ?? container;
  const owner = [...pod.spec.containers, ...pod.spec.initContainers ?? []].find(c => c.name === name);
  const [group, ...rest] = ref.resource.split('.') as ['limits' | 'requests', ...string[]];
  const resource = rest.join('.');
  const given = owner?.resources?.[group]?.[resource] ?? (group === 'limits' ? NODE[resource] : 0);
  if (given === undefined) throw new Error(`resourceFieldRef ${ref.resource} is not a resource that a container can be told`);
  const divisor = quantity(ref.divisor ?? 0) || 1;
  return String(Math.ceil(quantity(given) / divisor - 1e-9));
}

const NODE: Record<string, number> = { 'cpu': cpus().length, 'memory': totalmem(), 'ephemeral-storage': 2 ** 36 };

function lines(values: Record<string, string>): string {
  return Object.entries(values).map(([key, value]) => `${key}=${JSON.stringify(value)}`).join('\n');
}
