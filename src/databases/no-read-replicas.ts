import { Topology, TopologyKind } from './topology';
import { ILink } from '../links/link';
import { IUsable } from '../links/usable';
import { flaw } from '../values/flaw';

/** The read replicas of a database that has none: whoever uses them is told. @internal */
export class NoReadReplicas implements IUsable {
  public constructor(private readonly database: string, private readonly other: Topology) {}

  public acceptUse(link: ILink): void {
    link.client._report([flaw('database/no-read-replicas', `${link.clientName} uses read replicas of ${this.database}, which has none`,
      `Use ${this.database} itself, or give it \`topology: ${this.other.kind === TopologyKind.CLUSTER ? 'Topology.cluster' : 'Topology.readReplicas'}(${this.other.count})\`, where its engine can.`)]);
  }
}
