import { Duration } from 'cdk8s';
import { Trait } from './trait';
import { ITraitHost } from './trait-host';
import { Draft, ProbeKind } from '../model/draft';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { flaw, Flaw } from '../values/flaw';
import { PodAmount } from '../values/pod-amount';

/** How a new version replaces the old one. */
export interface RolloutProps {
  /**
   * How many pods may be added while both versions run.
   * @default PodAmount.percent(25), at least one pod, so that new ones come first; none for a GoDaemon, as two of them on a node may get in each other's way (the API's default)
   */
  readonly maxSurge?: PodAmount;
  /**
   * How many pods may be missing meanwhile.
   * @default PodAmount.count(0), an old pod goes when a new one serves; a tenth of the nodes for a GoDaemon without `maxSurge` (a choice; the API's default is 25 %)
   */
  readonly maxUnavailable?: PodAmount;
  /**
   * How long a new pod must stay ready to count; whole seconds.
   * @default - 10 s, long enough to crash; 30 s where gRPC clients balance by DNS, as they look names up no more often (a choice; grpc-go's interval)
   */
  readonly minReady?: Duration;
  /**
   * How long a rollout may make no progress before it is reported as failed; whole seconds.
   * @default - 300 s, or two minutes for pulling the image more than a slow start takes (a choice; the API's default is 600 s)
   */
  readonly progressDeadline?: Duration;
  /**
   * How many old versions are kept to roll back to, 0 or more.
   * @default 5, enough to go back a day of releases (a choice; the API's default is 10)
   */
  readonly revisionHistory?: number;
}

/** grpc-go's DNS resolver asks again after 30 s at the earliest. */
const DNS_INTERVAL = 30;
/** What pulling an image may take, in seconds. */
const PULL = 120;

/**
 * Replaces pods one by one, never serving with fewer than before.
 *
 * Becomes the Deployment's strategy, minReadySeconds, progressDeadlineSeconds and
 * revisionHistoryLimit; of a GoDaemon the updateStrategy.
 *
 * @example
 * new Rollout({ maxSurge: PodAmount.percent(50) });
 */
export class Rollout extends Trait {
  /** the trait's id */
  public static readonly ID = 'rollout';
  public readonly traitId = Rollout.ID;

  /** @param props what differs from the defaults */
  public constructor(private readonly props: RolloutProps = {}) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft, props } = { draft: host.draft, props: this.props };
    const perNode = host._target.kind === 'DaemonSet';
    const surge = props.maxSurge ?? (perNode ? PodAmount.count(0) : PodAmount.percent(25));
    const unavailable = props.maxUnavailable ?? (perNode && surge._of(100, 'up') === 0 ? PodAmount.percent(10) : PodAmount.count(0));
    draft._report([...surge._flaws('maxSurge'), ...unavailable._flaws('maxUnavailable')]);
    draft._put(Facts.MAX_SURGE, surge, perNode ? 'one pod on a node' : 'new pods come first');
    draft._put(Facts.MAX_UNAVAILABLE, unavailable, perNode ? 'a bad version stops there' : 'an old pod goes when a new one serves');

    draft._check(checkStall);
    writePace(draft, props);
  }
}

/** When a new pod counts, when a release is stuck, and what is kept of old ones. @internal */
export function writePace(draft: Draft, props: RolloutProps): void {
  if (props.minReady) {
    draft._putSeconds(Facts.MIN_READY, props.minReady, 0, 'given to Rollout');
  } else {
    draft._derive(Facts.MIN_READY, (s) => (s.get(Facts.HEADLESS) ? DNS_INTERVAL : 10),
      'long enough to crash at once; 30 s where clients balance by DNS, as they look up no more often');
  }
  if (props.progressDeadline) draft._putSeconds(Facts.PROGRESS_DEADLINE, props.progressDeadline, 1, 'given to Rollout');
  else draft._derive(Facts.PROGRESS_DEADLINE, (s) => Math.max(300, slowestPod(s) + PULL), 'a stuck rollout is reported then; a slow start is none');
  const revisions = props.revisionHistory ?? 5;
  if (Number.isInteger(revisions) && revisions >= 0 && revisions < 2 ** 31) draft._put(Facts.REVISIONS, revisions, 'enough to roll back to');
  else draft._report([flaw('rollout/bad-history', `revisionHistory is ${revisions}`, 'Give a whole number from 0 on.')]);
  draft._check(checkDeadline);
}

/** Surge rounds up, unavailable down: 0 and 0 is a rollout that cannot move. */
function checkStall(settled: Settled): Flaw[] {
  const surge = settled.get(Facts.MAX_SURGE);
  const unavailable = settled.get(Facts.MAX_UNAVAILABLE);
  return surge && unavailable && surge._of(100, 'up') === 0 && unavailable._of(100, 'down') === 0
    ? [flaw('rollout/cannot-move', `maxSurge is ${surge} and maxUnavailable ${unavailable}; no pod could ever be replaced`, 'Allow at least one of the two.')] : [];
}

function checkDeadline(settled: Settled): Flaw[] {
  const deadline = settled.get(Facts.PROGRESS_DEADLINE);
  const slowest = slowestPod(settled);
  return deadline === undefined || deadline > slowest ? [] : [flaw('rollout/deadline-too-short',
    `the progress deadline is ${deadline} s, a healthy pod may take ${slowest} s to start and to count; good rollouts would be reported as failed`,
    `Give a deadline above ${slowest} s; two minutes more leave room for pulling the image.`)];
}

/** How long a healthy pod may take until it counts, in seconds. */
function slowestPod(settled: Settled): number {
  return (settled.get(Facts.PROBE.at(ProbeKind.STARTUP))?._budgetSeconds ?? 0) + (settled.get(Facts.MIN_READY) ?? 0);
}
