import { Draft } from '../../model/draft';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { Flaw, flaw } from '../../values/flaw';
import { objectNameFlaws } from '../../values/names';
import { NodeRule } from '../../values/node-rule';
import { Toleration } from '../../values/toleration';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** Whether pods run on nodes that the provider may take back at any time. */
export enum SpotUse {
  /** there if there are such nodes, else elsewhere */
  PREFERRED = 'preferred',
  /** there and nowhere else */
  REQUIRED = 'required',
}

/** Which nodes pods may and should run on, and how they get there. */
export interface PlacementProps {
  /**
   * What a node must have; all of it.
   * @default - nothing
   */
  readonly require?: NodeRule[];
  /**
   * What a node should have; the scheduler adds up the weights.
   * @default - nothing
   */
  readonly prefer?: NodeRule[];
  /**
   * The taints that the pods put up with.
   * @default - none
   */
  readonly tolerations?: Toleration[];
  /**
   * Whether to use the provider's interruptible nodes; the platform says how they are recognised.
   * @default - their labels and taints are left as they are
   */
  readonly spot?: SpotUse;
  /**
   * The PriorityClass: who goes first when there is not enough room.
   * @default - the cluster's default class, as a rule priority 0 (kubernetes.io: pod priority)
   */
  readonly priorityClass?: string;
  /**
   * The RuntimeClass, such as `gvisor`.
   * @default - the node's own runtime
   */
  readonly runtimeClass?: string;
  /**
   * Who schedules the pods.
   * @default - Kubernetes' own scheduler
   */
  readonly scheduler?: string;
  /**
   * Whether only nodes that run Linux will do; for clusters with Windows nodes.
   * @default false, most clusters have no others (a choice)
   */
  readonly linuxOnly?: boolean;
}

/** How long before a spot node is taken back its provider says so, in seconds; half a minute with the others. */
const NOTICE: { [provider: string]: number } = { EKS: 120 };

/**
 * Says on which nodes a workload's pods run.
 *
 * Becomes node affinity, tolerations, and the pod's priority class, runtime class and
 * scheduler. What is demanded holds for new pods; those that run stay.
 *
 * @example
 * checkout.addTraits(new Placement({ require: [NodeRule.architecture('arm64')] }));
 */
export class Placement extends Trait {
  /** the trait's id */
  public static readonly ID = 'placement';
  public readonly traitId = Placement.ID;

  /** @param props which nodes */
  public constructor(private readonly props: PlacementProps) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft } = host;
    const { require: demands = [], prefer: wishes = [], tolerations = [] } = this.props;
    draft._report([...demands, ...wishes, ...tolerations].flatMap((part) => part._flaws));
    for (const rule of demands) demand(draft, rule._key, rule._operator, rule._values, 'demanded by Placement');
    for (const rule of wishes) draft._add(Facts.NODE, `wish ${rule}`, { key: rule._key, operator: rule._operator, values: rule._values, weight: rule._weight }, 'wished for by Placement');
    for (const toleration of tolerations) draft._add(Facts.TOLERATION, toleration._key, toleration._wire, 'given to Placement');
    if (this.props.spot !== undefined) this.useSpot(host, this.props.spot);
    if (this.props.linuxOnly) {
      demand(draft, 'kubernetes.io/os', 'In', ['linux'], 'the image is for Linux');
      draft._add(Facts.POD_SETTING, 'os', { name: 'linux' }, 'the kubelet of another system refuses it');
    }
    this.name(draft, 'priorityClassName', 'PriorityClass', this.props.priorityClass);
    this.name(draft, 'runtimeClassName', 'RuntimeClass', this.props.runtimeClass);
    this.name(draft, 'schedulerName', 'scheduler', this.props.scheduler);
    draft._check(checkDemands);
  }

  private name(draft: Draft, field: string, kind: string, name: string | undefined): void {
    if (name === undefined) return;
    if (draft._report(objectNameFlaws(kind, name))) draft._add(Facts.POD_SETTING, field, name, 'given to Placement');
  }

  private useSpot(host: ITraitHost, use: SpotUse): void {
    const { draft } = host;
    const spot = host.platform.provider?._spot;
    if (spot === undefined) {
      draft._report([flaw('placement/unknown-spot', `spot nodes are ${use}, but nobody says how they are recognised on ${host.platform.provider ?? 'this platform'}`,
        'Say the provider (Platform.eks(), gke() or aks()), or name label and taint: require, tolerations.')]);
      return;
    }
    const { key, operator, values } = spot.term;
    const why = `interruptible nodes of ${host.platform.provider} are ${use}`;
    if (use === SpotUse.REQUIRED) demand(draft, key, operator, values, why);
    else draft._add(Facts.NODE, 'wish spot', { key, operator, values, weight: 100 }, why);
    if (spot.toleration) draft._add(Facts.TOLERATION, `${spot.toleration.key}/spot`, spot.toleration, why);
    draft._check((s) => checkNotice(s, NOTICE[host.platform.provider!.name] ?? 30));
  }
}

function demand(draft: Draft, key: string, operator: string, values: readonly string[], why: string): void {
  draft._add(Facts.NODE, `${key} ${operator}`, { key, operator, values }, why);
}

/** Where a label must be there and must not, or no value is left, no node will do. */
function checkDemands(settled: Settled): Flaw[] {
  const terms = settled.entries(Facts.NODE).map(([, term]) => term).filter((term) => term.weight === undefined);
  const saying = (key: string, operator: string) => terms.find((term) => term.key === key && term.operator === operator);
  return [...new Set(terms.map((term) => term.key))].flatMap((key) => {
    const [within, outside, absent] = [saying(key, 'In'), saying(key, 'NotIn'), saying(key, 'DoesNotExist')];
    const impossible = (absent && (within ?? saying(key, 'Exists'))) ?? (within && outside && within.values.every((value) => outside.values.includes(value)));
    return impossible ? [flaw('placement/no-node', `what is demanded of the label ${key} contradicts itself; every pod would stay Pending`, 'Leave one of the demands out.')] : [];
  });
}

function checkNotice(settled: Settled, notice: number): Flaw[] {
  const grace = settled.get(Facts.GRACE) ?? 30;
  return grace <= notice ? [] : [flaw('placement/spot-too-slow', `a pod may take ${grace} s to stop, and a spot node is gone ${notice} s after its notice`,
    'Shorten the drain: new GracefulDrain({ timeout: … }), or stay off spot nodes.')];
}
