import { Draft } from '../model/draft';
import { Facts } from '../model/facts';

/** How near is near. */
export enum Vicinity {
  /** the same node */
  NODE = 'kubernetes.io/hostname',
  /** the same zone */
  ZONE = 'topology.kubernetes.io/zone',
}

/** How strictly two workloads are kept near or apart. */
export interface NeighbourOptions {
  /**
   * How near is near.
   * @default Vicinity.NODE, without a hop over the network (a choice)
   */
  readonly within?: Vicinity;
  /**
   * Whether pods rather stay Pending than run where they should not.
   * @default false, a wish that cannot be met must not keep pods Pending (a choice)
   */
  readonly hard?: boolean;
}

/** The pods of a workload, as its neighbours see them. @internal */
export interface Neighbourhood {
  readonly name: string;
  readonly labels: { readonly [key: string]: string };
  readonly namespace?: string;
}

/** Writes that pods are to be near those of another workload, or apart from them. @internal */
export function keepPlace(draft: Draft, near: boolean, other: Neighbourhood, { within, hard }: NeighbourOptions): void {
  const { namespace } = draft._subject;
  draft._add(Facts.NEIGHBOUR, `${near ? 'near' : 'apart from'} ${other.namespace === undefined ? '' : `${other.namespace}/`}${other.name}`, {
    near,
    topologyKey: within ?? Vicinity.NODE,
    labels: other.labels,
    ...(other.namespace === undefined || other.namespace === namespace ? {} : { namespace: other.namespace }),
    ...(hard ? {} : { weight: 50 }),
  }, `kept ${near ? 'near' : 'apart from'} ${other.name}`);
}
