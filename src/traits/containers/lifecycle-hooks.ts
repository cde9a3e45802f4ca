import { Duration } from 'cdk8s';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { Feature } from '../../platform/feature';
import { flaw, Flaw } from '../../values/flaw';
import { Hook } from '../../values/hook';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** What is done at the start and the end of the program. At least one of both is needed. */
export interface LifecycleHooksProps {
  /**
   * Beside the program's start, in no order with it. If it fails, the container is restarted.
   * @default - nothing
   */
  readonly postStart?: Hook;
  /**
   * Before the program is told to end.
   * @default - GracefulDrain's, which waits until every proxy knows
   */
  readonly preStop?: Hook;
  /**
   * How long `preStop` may take; whole seconds. It is part of the grace period.
   * @default Duration.seconds(5), as long as the drain's own delay (a choice)
   */
  readonly preStopTakes?: Duration;
}

/**
 * Does something when the program starts or is about to end.
 *
 * Becomes the container's `lifecycle`. A container has one preStop hook, and
 * GracefulDrain uses it: give that a delay of 0 and wait in your own hook. What the
 * hook takes has to fit into the grace period.
 *
 * @example
 * checkout.addTraits(
 *   new LifecycleHooks({ preStop: Hook.http('/drain', Port.http(8081)), preStopTakes: Duration.seconds(7) }),
 *   new GracefulDrain({ delay: Duration.seconds(0) }),
 * );
 * checkout.draft.fixGracePeriod(Duration.seconds(35), 'the hook takes 7 s, then requests end');
 */
export class LifecycleHooks extends Trait {
  /** the trait's id */
  public static readonly ID = 'lifecycle-hooks';
  public readonly traitId = LifecycleHooks.ID;

  /** @param props which hooks */
  public constructor(private readonly props: LifecycleHooksProps) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft, platform } = host;
    const hooks = Object.entries({ postStart: this.props.postStart, preStop: this.props.preStop }).filter((entry): entry is [string, Hook] => entry[1] !== undefined);
    draft._report(hooks.flatMap(([, hook]) => hook._flaws));
    if (hooks.length === 0) draft._report([flaw('hook/none', 'LifecycleHooks has no hook', 'Give it `postStart` or `preStop`, or leave it out.')]);
    for (const [field, hook] of hooks) {
      if ('sleep' in hook._wire && !platform.kubernetesVersion.isAtLeast(Feature.PRE_STOP_SLEEP)) {
        draft._report([flaw('hook/no-sleep', `the ${field} hook waits, and Kubernetes ${platform.kubernetesVersion} has no sleep hook`, `Wait in the program before 1.${Feature.PRE_STOP_SLEEP}.`)]);
      } else {draft._add(Facts.LIFECYCLE, field, hook._wire, 'given to LifecycleHooks');}
    }
    if (this.props.preStop === undefined) return;
    const takes = (this.props.preStopTakes ?? Duration.seconds(5)).toSeconds({ integral: false });
    if (!Number.isInteger(takes) || takes < 0) draft._report([flaw('hook/bad-duration', `preStopTakes is ${takes} s`, 'Give whole seconds, not negative.')]);
    draft._check((s) => [...checkOnlyHook(s), ...checkGrace(s, takes)]);
  }
}

function checkOnlyHook(settled: Settled): Flaw[] {
  const sleep = settled.decision(Facts.PRE_STOP_SLEEP);
  return sleep === undefined ? [] : [flaw('hook/two-pre-stops', `${sleep.winner.writer.who} waits ${sleep.value} s in the preStop hook, and LifecycleHooks has one too; a container has one, so yours would be lost`,
    'Give the drain no delay, new GracefulDrain({ delay: Duration.seconds(0) }), and wait in your hook.')];
}

/** What the hook takes is missing from the time for open requests. */
function checkGrace(settled: Settled, takes: number): Flaw[] {
  const env = settled.get(Facts.ENV.at('SHUTDOWN_TIMEOUT'));
  const timeout = env?.kind === 'text' ? Number(/^([0-9]+)s$/.exec(env.text)?.[1] ?? 0) : 0;
  const grace = settled.get(Facts.GRACE) ?? 30;
  return takes + timeout < grace ? [] : [flaw('hook/grace-too-short', `the preStop hook takes ${takes} s and the program then ${timeout} s, and the grace period is ${grace} s; the rest would be cut`,
    'Shorten one of them, or raise the grace period: draft.fixGracePeriod(…).')];
}
