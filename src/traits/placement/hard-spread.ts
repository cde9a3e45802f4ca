import { Facts } from '../../model/facts';
import { mostPods, surgeOver } from '../../model/pod-count';
import { Settled } from '../../model/settled';
import { Flaw, flaw } from '../../values/flaw';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';
import { versionLabel } from './version-label';

/** Over how many places pods must be spread. At least one of both is needed. */
export interface HardSpreadProps {
  /**
   * How many zones there are, 2 or more: the pods are spread evenly over them.
   * @default - zones are preferred only
   */
  readonly zones?: number;
  /**
   * How many nodes the pods can run on, 2 or more: each gets one pod at most.
   * @default - nodes are preferred only
   */
  readonly nodes?: number;
}

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';

/**
 * Spreads pods over zones or nodes, come what may: a pod that finds no place stays Pending.
 *
 * Becomes a topology spread constraint that must hold, for pods of the new version by
 * themselves; with `nodes`, an anti-affinity. There must be nodes enough for all pods
 * and for those that a rollout adds, which is checked. What Availability does (preferring,
 * not demanding) is right for most workloads.
 *
 * @example
 * checkout.addTraits(new HardSpread({ zones: 3 }));
 */
export class HardSpread extends Trait {
  /** the trait's id */
  public static readonly ID = 'hard-spread';
  public readonly traitId = HardSpread.ID;

  /** @param props over how many places */
  public constructor(private readonly props: HardSpreadProps) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft } = host;
    const { zones, nodes } = this.props;
    const bad = Object.entries({ zones, nodes }).filter(([, n]) => n !== undefined && !(Number.isInteger(n) && n >= 2 && n < 2 ** 31));
    draft._report(bad.map(([what, n]) => flaw('spread/bad-places', `there are ${n} ${what} to spread pods over`, 'Give a whole number, 2 or more.')));
    if (zones === undefined && nodes === undefined) draft._report([flaw('spread/no-places', 'nothing says over how many zones or nodes to spread', 'Give `zones`, `nodes` or both.')]);
    if (bad.length > 0) return;
    if (zones !== undefined) {
      const hard = { maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', minDomains: zones };
      draft._deriveAt(Facts.SPREAD, ZONE, (s) => ({ ...hard, matchLabelKeys: [versionLabel(s)] }), `evenly over ${zones} zones; the old version does not count`);
    }
    if (nodes !== undefined) {
      draft._add(Facts.NEIGHBOUR, 'its own pods', { near: false, topologyKey: HOST, labels: host._identity.selector }, 'a node may fail; one pod a node');
      draft._check((s) => checkNodes(s, nodes));
    }
  }
}

function checkNodes(settled: Settled, nodes: number): Flaw[] {
  const pods = mostPods(settled);
  const surge = Number.isFinite(pods) ? surgeOver(settled, pods) : 0;
  return pods + surge <= nodes ? [] : [flaw('spread/too-few-nodes',
    `${Number.isFinite(pods) ? pods : 'any number of'} pods${surge > 0 ? `, and ${surge} more during a rollout,` : ''} need a node each, and there are ${nodes}; the others would stay Pending`,
    'Run fewer pods (maxReplicas, maxSurge), add nodes, or leave the spreading to Availability.')];
}
