import { DatabaseWorkload, ServerPlan } from './database-workload';
import { Topology } from './topology';

/**
 * The copies of a database that follow it and answer reads, a moment late.
 *
 * Becomes a StatefulSet of its own, a Service `<name>-ro` and a headless one, with a
 * budget and a network policy of their own, so that their number changes without a restart
 * of the server that is written to. Traits of the database are theirs too.
 *
 * They do not take its place: nothing promotes them.
 */
export class ReadReplicas extends DatabaseWorkload {
  /** @internal */
  public static _of(primary: DatabaseWorkload, plan: ServerPlan, topology: Topology): ReadReplicas {
    return new ReadReplicas(primary, plan, topology);
  }

  /** What the replicas of a database are called, and their Service. @internal */
  public static _nameOf(database: string): string {
    return `${database}-ro`;
  }

  private constructor(primary: DatabaseWorkload, plan: ServerPlan, topology: Topology) {
    super(primary, ReadReplicas._nameOf(primary.name), 52, 'its pods carry it with a hash in a label');
    const pods = { topology, ...this._namesOf(topology.count), primary: primary._identity.hostOf(primary.name, this.platform.clusterDomain) };
    this._run({ ...plan, spec: { ...plan.spec, pods }, pods: topology.count });
    const { number } = this._server.port;
    primary._openFrom(this, number, 'its read replicas follow it');
    // Before it makes an empty database, it asks whether somebody has its data.
    this._openFrom(primary, number, 'the server they follow asks whether they have its data');
  }
}
