import { Manifests } from './manifests';
import { Deployment, PodTemplate } from './objects';
import { Pod, Termination } from './pod';
import { until } from './waiting';

/** How a controller makes pods. The cluster forgets a pod when it is gone. */
export type MakePod = (name: string, template: PodTemplate) => Pod;

/**
 * A Deployment's pods. A restart replaces them as the rolling update strategy
 * allows, and the old ones stop meanwhile.
 */
export class DeploymentPods {
  public readonly name: string;
  /** How every replaced pod stopped. */
  public readonly terminations: Termination[] = [];
  public readonly replicas: number;
  private pods: Array<{ pod: Pod; revision: number }> = [];
  private revision = 1;
  private template: PodTemplate;
  private readonly stopping: Promise<unknown>[] = [];

  constructor(private readonly deployment: Deployment, manifests: Manifests, private readonly make: MakePod) {
    this.name = deployment.metadata.name;
    this.template = deployment.spec.template;
    this.replicas = deployment.spec.replicas ?? manifests.minReplicas('Deployment', this.name) ?? 1;
  }

  public get current(): Pod[] {
    return this.pods.map(p => p.pod);
  }

  public start(): void {
    while (this.pods.length < this.replicas) this.add();
  }

  /** `kubectl set env` of the first container, for pods that are made from now on. */
  public setEnv(env: Record<string, string>): void {
    const [first, ...others] = this.template.spec.containers;
    const kept = (first.env ?? []).filter(({ name }) => env[name] === undefined);
    const set = Object.entries(env).map(([name, value]) => ({ name, value }));
    this.template = { ...this.template, spec: { ...this.template.spec, containers: [{ ...first, env: [...kept, ...set] }, ...others] } };
  }

  /** `kubectl delete pods` of all at once: new ones come at the same time; waits until those are ready and the old ones gone. */
  public async replaceAll(): Promise<void> {
    const old = this.pods.splice(0);
    const gone = Promise.all(old.map(async ({ pod }) => pod.terminate()));
    this.start();
    await until(`the new pods of ${this.name} to be ready`, 60, () => this.current.every(pod => pod.ready));
    await gone;
  }

  /** As many pods as wanted, each ready for minReadySeconds. */
  public get available(): boolean {
    return this.pods.length === this.replicas && this.pods.every(p => this.isAvailable(p.pod) && p.revision === this.revision);
  }

  /** `kubectl rollout restart`, and waits until it is done and the old pods are gone. */
  public async restart(): Promise<void> {
    if (this.deployment.spec.strategy?.type === 'Recreate') throw new Error('the pod runner knows the strategy RollingUpdate only');
    this.revision++;
    const deadline = this.deployment.spec.progressDeadlineSeconds ?? 600;
    await until(`the rollout of ${this.name}`, deadline, () => {
      this.step();
      return this.available;
    });
    await Promise.all(this.stopping);
  }

  public async terminate(): Promise<Termination[]> {
    await Promise.all(this.stopping);
    return Promise.all(this.pods.splice(0).map(async ({ pod }) => pod.terminate()));
  }

  /** One look of the controller: as many new pods as the surge allows, as few old ones as availability allows. */
  private step(): void {
    const { maxSurge = '25%', maxUnavailable = '25%' } = this.deployment.spec.strategy?.rollingUpdate ?? {};
    const surge = share(maxSurge, this.replicas, Math.ceil);
    const unavailable = share(maxUnavailable, this.replicas, Math.floor);
    const old = () => this.pods.filter(p => p.revision !== this.revision);
    while (this.pods.length < this.replicas + surge && this.pods.length - old().length < this.replicas) this.add();

    const available = this.pods.filter(p => this.isAvailable(p.pod)).length;
    let spare = available - (this.replicas - unavailable);
    for (const candidate of old().sort((a, b) => Number(a.pod.ready) - Number(b.pod.ready))) {
      const costs = this.isAvailable(candidate.pod) ? 1 : 0;
      if (spare < costs) break;
      spare -= costs;
      this.pods = this.pods.filter(p => p !== candidate);
      this.stopping.push(candidate.pod.terminate().then(t => this.terminations.push(t)));
    }
  }

  private isAvailable(pod: Pod): boolean {
    return pod.readySince !== undefined && Date.now() - pod.readySince >= (this.deployment.spec.minReadySeconds ?? 0) * 1000;
  }

  private add(): void {
    const pod = this.make(`${this.name}-${this.revision}-${Math.random().toString(36).slice(2, 7)}`, this.template);
    this.pods.push({ pod, revision: this.revision });
    pod.start();
  }
}

/** A number of pods, or a percentage of the replicas. */
function share(value: number | string, replicas: number, round: (n: number) => number): number {
  return typeof value === 'number' ? value : round(replicas * parseInt(value, 10) / 100);
}
