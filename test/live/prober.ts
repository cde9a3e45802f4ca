import { setTimeout as sleep } from 'node:timers/promises';
import { act, Target } from './actions';
import { Probe } from './objects';

/** What a prober has concluded so far. */
export type Verdict = 'unknown' | 'success' | 'failure';

/**
 * Runs one probe of one running container: again each period, and changes its
 * verdict only after as many equal results in a row as the thresholds say.
 */
export class Prober {
  public verdict: Verdict = 'unknown';
  public lastProblem = '';
  private readonly stopped = new AbortController();

  constructor(
    private readonly probe: Probe,
    private readonly target: Target,
    private readonly changed: (verdict: Verdict, problem: string) => void,
  ) {}

  public start(): void {
    void this.run();
  }

  public stop(): void {
    this.stopped.abort();
  }

  private async run(): Promise<void> {
    const { initialDelaySeconds = 0, periodSeconds = 10, successThreshold = 1, failureThreshold = 3 } = this.probe;
    let last: Verdict = 'unknown';
    let row = 0;
    let wait = initialDelaySeconds * 1000;
    while (await this.pause(wait)) {
      const began = Date.now();
      const result = await this.attempt();
      row = result === last ? row + 1 : 1;
      last = result;
      const threshold = result === 'success' ? successThreshold : failureThreshold;
      if (row >= threshold && this.verdict !== result && !this.stopped.signal.aborted) {
        this.verdict = result;
        this.changed(result, this.lastProblem);
      }
      wait = Math.max(0, periodSeconds * 1000 - (Date.now() - began));
    }
  }

  private async attempt(): Promise<Verdict> {
    try {
      await act(this.probe, this.target, this.probe.timeoutSeconds ?? 1);
      return 'success';
    } catch (error) {
      this.lastProblem = (error as Error).message;
      return 'failure';
    }
  }

  /** Waits, and says whether to go on. */
  private async pause(milliseconds: number): Promise<boolean> {
    try {
      await sleep(milliseconds, undefined, { signal: this.stopped.signal });
      return true;
    } catch {
      return false;
    }
  }
}
