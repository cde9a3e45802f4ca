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
   * @default Duration.seconds(5), until proxies have heard of it; 15 s behind a cloud load balancer, as the platform's edge says; none for a workload without a Service, of which no proxy knows (a choice)
   */
  readonly delay?: Duration;
  /**
   * How long requests in flight may take to end: the program's `SHUTDOWN_TIMEOUT`.
   * @default Duration.seconds(20), with the other steps it makes 30 s, the notice of most spot nodes (a choice; 30 s is the API's default grace period)
   */
  readonly timeout?: Duration;
  /**
   * How long the program may take to flush telemetry and close pools after that.
   * @default Duration.seconds(3), an OTLP export and the closing of pools (a choice)
   */
  readonly flush?: Duration;
}

/** What is left between the last step and the kill, in seconds. */
const MARGIN = 2;
/** Until every proxy knows that a pod has left, in seconds. */
const DELAY = 5;

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
      delay: seconds(this.props.delay, DELAY),
      timeout: seconds(this.props.timeout, 20),
      flush: seconds(this.props.flush, 3),
    };
    const bad = Object.entries(steps).filter(([name, s]) => !Number.isInteger(s) || s < (name === 'timeout' ? 1 : 0) || s > 86_400);
    if (bad.length > 0) {
      draft._report(bad.map(([name, s]) => flaw('drain/bad-duration', `the drain's ${name} is ${s}s`, 'Give whole seconds, not negative; the timeout at least 1.')));
      return;
    }
    const { delay, timeout } = steps;
    const isUsual = (s: Settled) => this.props.delay !== undefined || (isServed(s) && noticeOf(s) <= delay);
    draft.addEnv('SHUTDOWN_TIMEOUT', `${timeout}s`, 'bounds the requests in flight');
    draft._check((s) => checkTimeout(s, timeout));
    this.write(host, steps, (s) => (isUsual(s) ? delay : undefined), delay > 0 ? `${delay} s delay + ` : '');
    if (this.props.delay !== undefined) return;
    this.write(host, steps, (s) => (isServed(s) && !isUsual(s) ? noticeOf(s) : undefined), 'the delay that what is in front needs + ');
    this.write(host, steps, (s) => (isServed(s) ? undefined : 0), '');
  }

  /** Writes what follows from a delay, where that is the one that holds. */
  private write({ draft, platform: { kubernetesVersion } }: ITraitHost, { timeout, flush }: Steps, delayOf: (settled: Settled) => number | undefined, words: string): void {
    const native = kubernetesVersion.isAtLeast(Feature.PRE_STOP_SLEEP);
    const sum = `${words}${timeout} s timeout + ${flush} s flush + ${MARGIN} s margin`;
    const from = <T>(value: (delay: number) => T | undefined) => (s: Settled) => {
      const delay = delayOf(s);
      return delay === undefined ? undefined : value(delay);
    };

    if (native) draft._derive(Facts.PRE_STOP_SLEEP, from((delay) => delay || undefined), 'the pod serves on until every proxy knows that it leaves');
    draft._deriveAt(Facts.ENV, 'SHUTDOWN_DELAY', from((delay) => ({ kind: 'text' as const, text: native ? '0s' : `${delay}s` })),
      words === '' ? 'no proxy sends requests' : native ? 'the preStop hook waits already' : `Kubernetes ${kubernetesVersion} has no sleep hook`);
    draft._derive(Facts.GRACE, from((delay) => delay + timeout + flush + MARGIN), sum);
    draft._check((s) => from((delay) => [...checkDelay(s, delay), ...checkGrace(s, delay + timeout + flush, sum)])(s) ?? []);
  }
}

/** How long the slowest of those in front goes on sending requests to a pod that leaves. */
function noticeOf(settled: Settled): number {
  return Math.max(0, ...settled.entries(Facts.DRAIN_NOTICE).map(([, notice]) => notice));
}

function checkDelay(settled: Settled, delay: number): Flaw[] {
  return settled.entries(Facts.DRAIN_NOTICE).filter(([, needed]) => isServed(settled) && needed > delay).map(([who, needed]) => flaw('drain/delay-too-short',
    `a pod that leaves serves on for ${delay} s, ${who} sends it requests for ${needed} s; the rest would be lost`, `Leave the delay out, or give at least ${needed} s.`));
}

interface Steps { readonly delay: number; readonly timeout: number; readonly flush: number }

function isServed(settled: Settled): boolean {
  return settled.entries(Facts.SERVED).length > 0;
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
