import { Duration } from 'cdk8s';
import { Trait } from './trait';
import { ITraitHost } from './trait-host';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Feature } from '../platform/feature';
import { flaw, Flaw } from '../values/flaw';

/** How long each part of a stop may take; whole seconds each. */
export interface GracefulDrainProps {
  /**
   * How long a pod goes on serving after it left the Service, until every proxy knows.
   * Behind a cloud load balancer 15 s are needed.
   * @default Duration.seconds(5)
   */
  readonly delay?: Duration;
  /**
   * How long requests in flight may take to end: the program's `SHUTDOWN_TIMEOUT`.
   * @default Duration.seconds(20)
   */
  readonly timeout?: Duration;
  /**
   * How long the program may take to flush telemetry and close pools after that.
   * @default Duration.seconds(3)
   */
  readonly flush?: Duration;
}

/** What is left between the last step and the kill, in seconds. */
const MARGIN = 2;

/**
 * Lets a pod leave without losing a request.
 *
 * Becomes a native `sleep` hook before SIGTERM (Kubernetes 1.30 and newer; nothing
 * is needed in the image), the variables `SHUTDOWN_DELAY` and `SHUTDOWN_TIMEOUT`, and a
 * grace period that is the sum of all steps: delay + timeout + flush + 2 s margin,
 * 30 s by default, which also fits the notice of most spot nodes. On older clusters
 * the program itself must wait: `SHUTDOWN_DELAY` then carries the delay.
 *
 * @example
 * new GracefulDrain({ delay: Duration.seconds(15), timeout: Duration.seconds(60) });
 */
export class GracefulDrain extends Trait {
  /** the trait's id */
  public static readonly ID = 'graceful-drain';
  public readonly traitId = GracefulDrain.ID;

  /** @param props what differs from the defaults */
  public constructor(private readonly props: GracefulDrainProps = {}) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft } = host;
    const steps = {
      delay: seconds(this.props.delay, 5),
      timeout: seconds(this.props.timeout, 20),
      flush: seconds(this.props.flush, 3),
    };
    const bad = Object.entries(steps).filter(([name, s]) => !Number.isInteger(s) || s < (name === 'timeout' ? 1 : 0) || s > 86_400);
    if (bad.length > 0) {
      draft._report(bad.map(([name, s]) => flaw('drain/bad-duration', `the drain's ${name} is ${s}s`, 'Give whole seconds, not negative; the timeout at least 1.')));
      return;
    }
    const { delay, timeout, flush } = steps;
    const native = host.platform.kubernetesVersion.isAtLeast(Feature.PRE_STOP_SLEEP);
    const sum = `${delay} s delay + ${timeout} s timeout + ${flush} s flush + ${MARGIN} s margin`;

    if (native && delay > 0) draft._put(Facts.PRE_STOP_SLEEP, delay, 'the pod serves on until every proxy knows that it leaves');
    draft.addEnv('SHUTDOWN_DELAY', native ? '0s' : `${delay}s`, native ? 'the preStop hook waits already' : `Kubernetes ${host.platform.kubernetesVersion} has no sleep hook`);
    draft.addEnv('SHUTDOWN_TIMEOUT', `${timeout}s`, 'bounds the requests in flight');
    draft._put(Facts.GRACE, delay + timeout + flush + MARGIN, sum);
    draft._check((s) => [...checkGrace(s, delay + timeout + flush, sum), ...checkTimeout(s, timeout)]);
  }
}

function checkGrace(settled: Settled, needed: number, sum: string): Flaw[] {
  const grace = settled.get(Facts.GRACE)!;
  return grace > needed ? [] : [flaw('drain/grace-too-short', `the grace period is ${grace} s, a drain needs more than ${needed} s (${sum}); the rest of the requests would be cut`,
    `Leave the grace period to GracefulDrain, or give at least ${needed + MARGIN} s.`)];
}

/** Somebody may set SHUTDOWN_TIMEOUT by hand: then the sum must hold for that one. */
function checkTimeout(settled: Settled, timeout: number): Flaw[] {
  const env = settled.get(Facts.ENV.at('SHUTDOWN_TIMEOUT'));
  return env?.kind !== 'text' || env.text === `${timeout}s` ? [] : [flaw('drain/timeout-set-by-hand',
    `SHUTDOWN_TIMEOUT is "${env.text}", the drain was added up with ${timeout}s`, 'Give the timeout to GracefulDrain; it sets the variable and the grace period.')];
}

function seconds(duration: Duration | undefined, otherwise: number): number {
  return duration?.toSeconds({ integral: false }) ?? otherwise;
}
