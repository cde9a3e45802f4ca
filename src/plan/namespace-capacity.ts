import { podCount } from './pod-count';
import { nanoUnits } from '../rules/api-server/quantity';
import { Manifests } from '../rules/manifests';
import { listOf, podsOf, PodView } from '../rules/pods';
import { bytesQuantity, millisQuantity } from '../values/canonical-quantity';

/** @internal */
export interface Sum { readonly millis: number; readonly bytes: number }

/**
 * What the pods of a namespace reserve before and after a change.
 *
 * Counted are Deployments and StatefulSets with as many pods as they have at least;
 * a DaemonSet has as many as there are nodes, a Job its own time.
 */
export class NamespaceCapacity {
  /** @internal */
  public static _between(committed: Manifests, next: Manifests): NamespaceCapacity[] {
    const [before, after] = [sums(committed), sums(next)];
    const none = { millis: 0, bytes: 0 };
    return [...new Set([...before.keys(), ...after.keys()])].sort()
      .map((namespace) => new NamespaceCapacity(namespace, before.get(namespace) ?? none, after.get(namespace) ?? none))
      .filter((capacity) => capacity.cpuBefore !== capacity.cpuAfter || capacity.memoryBefore !== capacity.memoryAfter);
  }

  /** CPU requests before, such as `1500m` */
  public readonly cpuBefore: string;
  /** CPU requests after */
  public readonly cpuAfter: string;
  /** memory requests before, such as `768Mi` */
  public readonly memoryBefore: string;
  /** memory requests after */
  public readonly memoryAfter: string;

  private constructor(
    /** the namespace; empty where the manifests name none */
    public readonly namespace: string,
    before: Sum,
    after: Sum,
  ) {
    [this.cpuBefore, this.cpuAfter] = [before, after].map(({ millis }) => millisQuantity(Math.round(millis)));
    [this.memoryBefore, this.memoryAfter] = [before, after].map(({ bytes }) => memory(bytes));
  }

  /** `shop: CPU 1 → 1500m, memory 512Mi → 768Mi` */
  public toString(): string {
    return `${this.namespace === '' ? 'no namespace' : this.namespace}: CPU ${this.cpuBefore} → ${this.cpuAfter}, memory ${this.memoryBefore} → ${this.memoryAfter}`;
  }
}

function sums(all: Manifests): Map<string, Sum> {
  const found = new Map<string, Sum>();
  for (const pod of podsOf(all)) {
    if (!['Deployment', 'StatefulSet'].includes(pod.manifest.kind)) continue;
    const sum = found.get(pod.manifest.namespace) ?? { millis: 0, bytes: 0 };
    const count = podCount(pod.manifest, all);
    found.set(pod.manifest.namespace, { millis: sum.millis + count * requested(pod, 'cpu') * 1000, bytes: sum.bytes + count * requested(pod, 'memory') });
  }
  return found;
}

/** As the scheduler counts: all that runs together, or the largest step before it. */
function requested({ spec }: PodView, resource: string): number {
  const amount = ({ resources }: any) => Number(nanoUnits(resources?.requests?.[resource] ?? resources?.limits?.[resource]) ?? 0n) / 1e9;
  let together = listOf(spec.containers).reduce((sum, container) => sum + amount(container ?? {}), 0);
  let [sidecars, largest] = [0, 0];
  for (const container of listOf(spec.initContainers)) {
    if (container?.restartPolicy === 'Always') sidecars += amount(container);
    else largest = Math.max(largest, sidecars + amount(container ?? {}));
  }
  together += sidecars;
  return Math.max(together, largest);
}

function memory(bytes: number): string {
  return bytesQuantity(Math.round(bytes));
}
