import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ContainerContext } from './container-plan';
import { Events } from './events';
import { Images } from './images';
import { Manifests } from './manifests';
import { ContainerSpec } from './objects';
import { PodIdentity } from './pod-identity';
import { Stopped, Supervisor } from './supervisor';
import { Volumes } from './volumes';
import { until } from './waiting';

/** What every pod of a cluster shares. */
export interface Node {
  readonly manifests: Manifests;
  readonly images: Images;
  readonly events: Events;
  /** The program that makes a process a container, built from `enter.go`. */
  readonly enter: string;
  /** Where pods keep what goes with them, and claims what stays. */
  readonly folder: string;
  readonly nameserver: string;
  readonly clusterDomain: string;
}

/** How a pod stopped. */
export interface Termination {
  readonly pod: string;
  readonly graceSeconds: number;
  readonly seconds: number;
  readonly containers: Stopped[];
}

/**
 * One pod, from its first init container to its end. It emits `change`
 * whenever it may have become ready or unready, and `gone` at its end.
 */
export class Pod extends EventEmitter {
  public terminating = false;
  /** Since when the pod has been ready, in milliseconds; undefined while it is not. */
  public readySince?: number;
  private readonly volumes: Volumes;
  private readonly folder: string;
  private readonly init: Supervisor[];
  private readonly main: Supervisor[];
  private begun: Promise<void> = Promise.resolve();
  private exitCodes: number[] = [];

  constructor(public readonly identity: PodIdentity, private readonly node: Node) {
    super();
    this.folder = join(node.folder, 'pods', `${identity.name}.${identity.uid}`);
    this.volumes = new Volumes(identity, node.manifests, join(this.folder, 'volumes'), join(node.folder, 'claims'));
    this.init = (identity.spec.initContainers ?? []).map(spec => this.supervisor(spec));
    this.main = identity.spec.containers.map(spec => this.supervisor(spec));
  }

  public get name(): string {
    return this.identity.name;
  }

  public get address(): string {
    return this.identity.address;
  }

  public get ready(): boolean {
    return this.readySince !== undefined;
  }

  /** A container by name, init containers and sidecars too. */
  public container(name: string): Supervisor {
    const found = [...this.init, ...this.main].find(c => c.name === name);
    if (!found) throw new Error(`${this.name} has no container "${name}"`);
    return found;
  }

  /** Begins to run; returns at once. */
  public start(): void {
    this.node.events.record(this.name, 'Scheduled', this.address);
    this.begun = this.run().catch((error: Error) => this.node.events.record(this.name, 'Failed', error.message));
  }

  /** Waits for the end of a pod that is never restarted; tells how its containers ended. */
  public async ended(): Promise<number[]> {
    await this.begun;
    return this.exitCodes;
  }

  /** Leaves the endpoints at once, then stops every container; sidecars last, in reverse order. */
  public async terminate(): Promise<Termination> {
    const graceSeconds = this.identity.spec.terminationGracePeriodSeconds ?? 30;
    const began = Date.now();
    const deadline = began + graceSeconds * 1000;
    this.terminating = true;
    this.node.events.record(this.name, 'Killing', `grace ${graceSeconds} s`);
    this.update();
    const containers = await Promise.all(this.main.map(async c => c.stop(deadline)));
    for (const c of [...this.init].reverse()) containers.push(await c.stop(deadline));
    await this.begun;
    this.volumes.remove();
    const seconds = (Date.now() - began) / 1000;
    this.node.events.record(this.name, 'Gone', `after ${seconds.toFixed(1)} s`);
    this.emit('gone');
    return { pod: this.name, graceSeconds, seconds, containers };
  }

  /** Its node is gone: nothing stops in order, and its name leads nowhere. */
  public async vanish(): Promise<void> {
    this.terminating = true;
    this.update();
    await Promise.all([...this.main, ...this.init].map(async c => c.vanish()));
    await this.begun;
    this.volumes.remove();
    this.node.events.record(this.name, 'Vanished');
    this.emit('gone');
  }

  private async run(): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    this.volumes.prepare();
    const isRunOnce = this.identity.spec.restartPolicy === 'Never';
    for (const container of this.init) {
      if (this.isSidecar(container)) {
        container.keepRunning();
        await until(`${this.name}/${container.name} to start`, 600, () => container.started || this.terminating);
      } else if (isRunOnce) {
        const code = await container.runOnce();
        if (code !== 0) this.exitCodes = [code];
      } else {
        await container.runToCompletion();
      }
      if (this.terminating || this.exitCodes.length > 0) return;
    }
    if (isRunOnce) this.exitCodes = await Promise.all(this.main.map(async container => container.runOnce()));
    else this.main.forEach(container => container.keepRunning());
  }

  private update(): void {
    const needed = [...this.main, ...this.init.filter(c => this.isSidecar(c))];
    const ready = !this.terminating && needed.every(c => c.ready);
    if (ready !== this.ready) this.readySince = ready ? Date.now() : undefined;
    this.emit('change');
  }

  private isSidecar(container: Supervisor): boolean {
    return this.identity.spec.initContainers?.find(c => c.name === container.name)?.restartPolicy === 'Always';
  }

  private supervisor(spec: ContainerSpec): Supervisor {
    const { manifests, images, nameserver, clusterDomain, enter, events } = this.node;
    const volumes = this.volumes;
    const context: ContainerContext = {
      pod: this.identity,
      spec,
      image: images(spec.image),
      manifests,
      nameserver,
      clusterDomain,
      get binds() { return volumes.bindsFor(spec.volumeMounts ?? []); },
    };
    return new Supervisor(context, this.folder, enter, events, () => this.update());
  }
}
