import { Manifests } from './manifests';
import { StatefulSet } from './objects';
import { Pod, Termination } from './pod';
import { until } from './waiting';

/** How a StatefulSet makes the pod of an ordinal, with its claims by volume name. */
export type MakeOrdinal = (name: string, claims: Record<string, string>) => Pod;

/**
 * A StatefulSet's pods: each has an ordinal, a name that stays, and claims
 * that outlive it.
 */
export class StatefulSetPods {
  public readonly name: string;
  public readonly replicas: number;
  private readonly pods = new Map<number, Pod>();

  constructor(private readonly set: StatefulSet, manifests: Manifests, private readonly make: MakeOrdinal) {
    this.name = set.metadata.name;
    this.replicas = set.spec.replicas ?? manifests.minReplicas('StatefulSet', this.name) ?? 1;
  }

  public get current(): Pod[] {
    return [...this.pods.values()];
  }

  public get available(): boolean {
    return this.pods.size === this.replicas && this.current.every(pod => pod.ready);
  }

  public pod(ordinal: number): Pod {
    const found = this.pods.get(ordinal);
    if (!found) throw new Error(`${this.name}-${ordinal} does not run`);
    return found;
  }

  /** Starts every ordinal; each after the one before is ready, unless the policy is Parallel. */
  public async start(): Promise<void> {
    for (let ordinal = 0; ordinal < this.replicas; ordinal++) {
      this.add(ordinal);
      if (this.set.spec.podManagementPolicy !== 'Parallel' && ordinal + 1 < this.replicas) {
        await until(`${this.name}-${ordinal} to be ready`, 300, () => this.pod(ordinal).ready);
      }
    }
  }

  /** `kubectl delete pod`: the pod stops, then one of the same name starts on the same claims. */
  public async deletePod(ordinal: number): Promise<Termination> {
    const stopped = await this.pod(ordinal).terminate();
    this.add(ordinal);
    return stopped;
  }

  /** Starts a pod that somebody has terminated, under its name and on its claims. */
  public async startAgain(ordinal: number): Promise<void> {
    this.add(ordinal);
  }

  public async terminate(): Promise<Termination[]> {
    const pods = this.current;
    this.pods.clear();
    return Promise.all(pods.map(async pod => pod.terminate()));
  }

  private add(ordinal: number): void {
    const name = `${this.name}-${ordinal}`;
    const claims = (this.set.spec.volumeClaimTemplates ?? []).map(t => [t.metadata.name, `${t.metadata.name}-${name}`]);
    const pod = this.make(name, Object.fromEntries(claims));
    this.pods.set(ordinal, pod);
    pod.start();
  }
}
