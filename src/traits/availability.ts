import { versionLabel } from './placement/version-label';
import { Trait } from './trait';
import { ITraitHost } from './trait-host';
import { renderDisruptionBudget } from '../kube/disruption-budget';
import { KubeObject } from '../kube/kube-object';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Change } from '../platform/golden-path-change';
import { flaw, Flaw } from '../values/flaw';
import { PodAmount } from '../values/pod-amount';

/** How much of a workload may be missing at once. */
export interface AvailabilityProps {
  /**
   * How many pods the drain of nodes may take at once.
   * @default PodAmount.count(1), a drain goes on, one pod at a time (kubernetes.io: disruption budgets)
   */
  readonly maxUnavailable?: PodAmount;
}

/**
 * Keeps a workload serving while nodes are drained and zones fail.
 *
 * Becomes a PodDisruptionBudget, soft spreading over zones and hosts, and two pods
 * where nobody else decides. Budget and number of pods are computed together: a
 * drain can always take a pod, and never takes the last one. On a developer's
 * machine there is one pod and no budget.
 *
 * @example
 * new Availability({ maxUnavailable: PodAmount.percent(10) });
 */
export class Availability extends Trait {
  /** the trait's id */
  public static readonly ID = 'availability';
  public readonly traitId = Availability.ID;

  /** @param props what differs from the defaults */
  public constructor(private readonly props: AvailabilityProps = {}) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft } = host;
    const local = host.platform._isLocal;
    draft._derive(Facts.REPLICAS, (s) => (s.get(Facts.MIN_PODS) === undefined ? { fixed: local ? 1 : 2 } : undefined),
      local ? 'a developer\'s machine needs one' : 'one serves while the other is replaced');
    if (local) return;

    spread(host, 'topology.kubernetes.io/zone', 'a zone may fail; soft, so that pods always find a place');
    spread(host, 'kubernetes.io/hostname', 'a node may fail; soft, so that pods always find a place');
    const maxUnavailable = this.props.maxUnavailable ?? PodAmount.count(1);
    if (!draft._report(maxUnavailable._flaws('maxUnavailable'))) return;
    draft._check((s) => checkBudget(s, maxUnavailable));
    new KubeObject(host.scope, 'Budget', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      name: host._identity.disruptionBudget,
      render: () => renderDisruptionBudget(host._settled(), host._identity, maxUnavailable),
    });
  }
}

function spread({ draft, platform: { goldenPath }, _target: { kind } }: ITraitHost, topologyKey: string, why: string): void {
  const soft = { maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' };
  const better = REPLICATED.includes(kind) ? goldenPath._reason(Change.SPREAD_EACH_VERSION) : undefined;
  if (better === undefined) draft._add(Facts.SPREAD, topologyKey, soft, why);
  else draft._deriveAt(Facts.SPREAD, topologyKey, (s) => ({ ...soft, matchLabelKeys: [versionLabel(s)] }), `${why}. ${better}`);
}

/** What makes a ReplicaSet for each version. */
const REPLICATED = ['Deployment', 'Rollout'];

/** The fewest pods there may be: the autoscaler's minimum, or the fixed number. @internal */
export function fewestPods(settled: Settled): number {
  const replicas = settled.get(Facts.REPLICAS);
  return replicas && 'fixed' in replicas ? replicas.fixed : settled.get(Facts.MIN_PODS) ?? 1;
}

function checkBudget(settled: Settled, maxUnavailable: PodAmount): Flaw[] {
  const pods = fewestPods(settled);
  const taken = maxUnavailable._of(pods, 'up');
  if (pods === 0) return [];
  if (taken === 0) {
    return [flaw('availability/blocks-drains', `the budget lets ${maxUnavailable} of ${pods} pods go; no node under them could ever be drained`, 'Allow at least one.')];
  }
  if (pods === 1) {
    return [flaw('availability/single-pod', 'there is one pod; every drain of its node is an outage',
      'Run at least two, or accept the outage by leaving the trait out: without: [Availability.ID].')];
  }
  return taken < pods ? [] : [flaw('availability/takes-all', `the budget lets ${maxUnavailable} of ${pods} pods go at once; a drain could take them all`,
    `Allow fewer than ${pods}.`)];
}
