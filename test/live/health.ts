import { Target } from './actions';
import { Probe } from './objects';
import { Prober } from './prober';

/** What becomes of the verdicts of a container's probes. */
export interface HealthListener {
  /** Started or ready has changed. */
  changed(what: string, problem?: string): void;
  /** The container has to be restarted, and may take this long to stop if the probe says so. */
  unhealthy(problem: string, graceSeconds?: number): void;
}

/**
 * The probes of one run of a container. Until the startup probe has passed
 * the others don't run; without a readiness probe, started is ready.
 */
export class Health {
  public started = false;
  public ready = false;
  private probers: Prober[] = [];

  constructor(private readonly target: Target, private readonly listener: HealthListener) {}

  public start(): void {
    const { startupProbe } = this.target.spec;
    if (startupProbe) {
      this.restartOnFailure('Startup', startupProbe, () => this.passStartup());
    } else {
      this.passStartup();
    }
  }

  public stop(): void {
    this.probers.forEach(prober => prober.stop());
    this.started = this.ready = false;
  }

  private passStartup(): void {
    this.probers.forEach(prober => prober.stop());
    const { readinessProbe, livenessProbe } = this.target.spec;
    this.started = true;
    this.ready = !readinessProbe;
    this.listener.changed('Running');
    if (livenessProbe) this.restartOnFailure('Liveness', livenessProbe);
    if (readinessProbe) {
      this.run(readinessProbe, (verdict, problem) => {
        this.ready = verdict === 'success';
        this.listener.changed(this.ready ? 'Ready' : 'Unready', this.ready ? '' : problem);
      });
    }
  }

  private restartOnFailure(what: string, probe: Probe, passed?: () => void): void {
    this.run(probe, (verdict, problem) => {
      if (verdict === 'success') {
        passed?.();
      } else {
        this.listener.unhealthy(`${what} probe failed: ${problem}`, probe.terminationGracePeriodSeconds);
      }
    });
  }

  private run(probe: Probe, changed: (verdict: string, problem: string) => void): void {
    const prober = new Prober(probe, this.target, changed);
    this.probers.push(prober);
    prober.start();
  }
}
