import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { act, Target } from './actions';
import { Container } from './container';
import { ContainerContext, planContainer } from './container-plan';
import { Events } from './events';
import { Health } from './health';
import { settlesWithin } from './waiting';

/** How the last run of a container ended when its pod was stopped. */
export interface Stopped { readonly container: string; readonly exitCode?: number; readonly killed: boolean }

const BACK_OFF_SECONDS = [0, 10, 20, 40, 80, 160, 300];

/**
 * Keeps one container of a pod as a kubelet does: starts it, probes it, and
 * starts it again when it exits, at once the first time and then ever later.
 */
export class Supervisor {
  /** The newest run. */
  public current?: Container;
  public restarts = 0;
  private health?: Health;
  private stopping = false;
  private ended: Promise<void> = Promise.resolve();
  private readonly wake = new AbortController();
  private readonly subject: string;

  constructor(
    private readonly context: ContainerContext,
    private readonly folder: string,
    private readonly enter: string,
    private readonly events: Events,
    private readonly changed: () => void,
  ) {
    this.subject = `${context.pod.name}/${context.spec.name}`;
  }

  public get name(): string {
    return this.context.spec.name;
  }

  /** The startup probe has passed, or there is none. */
  public get started(): boolean {
    return this.health?.started ?? false;
  }

  public get ready(): boolean {
    return this.health?.ready ?? false;
  }

  /** All that the container's runs have written. */
  public logs(): string {
    return this.current?.logs() ?? '';
  }

  /** An init container: runs until it succeeds, or its pod stops. */
  public async runToCompletion(): Promise<void> {
    this.ended = this.loop(true);
    return this.ended;
  }

  /** A container of a pod that is never restarted: runs once. */
  public async runOnce(): Promise<number> {
    const run = this.run();
    this.ended = run.then(() => undefined);
    return run;
  }

  /** Any other container: runs until its pod stops. */
  public keepRunning(): void {
    this.ended = this.loop(false);
  }

  /** preStop, then the image's stop signal, then SIGKILL when the deadline is over, but not before two seconds. */
  public async stop(deadline: number): Promise<Stopped> {
    this.stopping = true;
    const container = this.current?.isRunning ? this.current : undefined;
    const killed = container ? await this.end(container, deadline) : false;
    this.wake.abort();
    await this.ended;
    return { container: this.name, exitCode: await container?.exited, killed };
  }

  /** What a node that is gone does to a container: nothing is asked, and nothing waited for. */
  public async vanish(): Promise<void> {
    this.stopping = true;
    this.current?.signal('SIGKILL');
    this.wake.abort();
    await this.ended;
  }

  private async loop(once: boolean): Promise<void> {
    while (!this.stopping) {
      const code = await this.run();
      if (this.stopping || (once && code === 0)) return;
      const backOff = BACK_OFF_SECONDS[Math.min(this.restarts++, BACK_OFF_SECONDS.length - 1)];
      if (backOff > 0) this.events.record(this.subject, 'BackOff', `restarts in ${backOff} s`);
      await sleep(backOff * 1000, undefined, { signal: this.wake.signal }).catch(() => undefined);
    }
  }

  /** One run, until it exits. */
  private async run(): Promise<number> {
    let container: Container;
    try {
      const folder = join(this.folder, this.name, String(this.restarts));
      const plan = planContainer(this.context, join(folder, 'root'));
      container = await Container.start(plan, folder, join(this.folder, `${this.name}.log`), this.enter);
    } catch (error) {
      this.events.record(this.subject, 'Failed', (error as Error).message);
      return 128;
    }
    this.current = container;
    this.events.record(this.subject, 'Started');
    if (this.stopping) container.signal('SIGKILL');
    await this.postStart(container);
    this.health = this.watch(container);
    this.health.start();
    const code = await container.exited;
    this.health.stop();
    this.events.record(this.subject, 'Exited', `with ${code}`);
    this.changed();
    return code;
  }

  /** The container counts as started when the hook is done, and is killed if it fails. */
  private async postStart(container: Container): Promise<void> {
    const hook = this.context.spec.lifecycle?.postStart;
    if (!hook) return;
    await act(hook, this.target(container), 600).catch((error: Error) => {
      this.events.record(this.subject, 'FailedPostStartHook', error.message);
      container.signal('SIGKILL');
    });
  }

  private watch(container: Container): Health {
    return new Health(this.target(container), {
      changed: (what, problem) => {
        this.events.record(this.subject, what, problem);
        this.changed();
      },
      unhealthy: (problem, graceSeconds = this.context.pod.spec.terminationGracePeriodSeconds ?? 30) => {
        this.events.record(this.subject, 'Unhealthy', problem);
        void this.end(container, Date.now() + 1000 * graceSeconds);
      },
    });
  }

  /** Ends one run; says whether it took SIGKILL. */
  private async end(container: Container, deadline: number): Promise<boolean> {
    const preStop = this.context.spec.lifecycle?.preStop;
    if (preStop) {
      const left = deadline - Date.now();
      const hook = act(preStop, this.target(container), left / 1000)
        .catch((error: Error) => this.events.record(this.subject, 'FailedPreStopHook', error.message));
      await settlesWithin(Promise.race([hook, container.exited]), left);
    }
    container.signal(this.context.image.stopSignal);
    const graceful = await settlesWithin(container.exited, Math.max(2000, deadline - Date.now()));
    if (!graceful) container.signal('SIGKILL');
    await container.exited;
    return !graceful;
  }

  private target(container: Container): Target {
    return { address: this.context.pod.address, spec: this.context.spec, container };
  }
}
