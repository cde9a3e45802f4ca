import { Flaw, flaw } from '../values/flaw';

/** What the servers of one database are to each other. */
export enum TopologyKind {
  /** one server, which nobody stands in for */
  SINGLE = 'SINGLE',
  /** one server that is written to, and copies of it that are read only; nobody takes its place */
  READ_REPLICAS = 'READ_REPLICAS',
  /** members that agree among themselves, and go on while one of them is away */
  CLUSTER = 'CLUSTER',
}

/**
 * How many servers a database has, and what they are to each other.
 *
 * Which of them an engine can do honestly, it says itself: a topology that it cannot is
 * a problem, not an approximation.
 *
 * @example
 * new StatefulDatabase(chart, 'orders-db', {
 *   engine: DatabaseEngine.postgres('17'),
 *   credentials: ExternalSecret.generated(chart, 'orders-db-credentials', { keys: ['password', 'replication-password'] }),
 *   storage: Size.gibibytes(20),
 *   topology: Topology.readReplicas(2),
 * });
 */
export class Topology {
  /** One server. While its node is drained the database is away. */
  public static single(): Topology {
    return new Topology(TopologyKind.SINGLE, 1);
  }

  /**
   * One server that is written to, and copies that follow it and answer reads, a moment late.
   * No copy ever takes its place.
   *
   * @param replicas how many copies, 1 or more
   */
  public static readReplicas(replicas: number): Topology {
    return new Topology(TopologyKind.READ_REPLICAS, replicas);
  }

  /**
   * Members that elect who leads. They go on while a minority is away.
   *
   * @param members how many, an odd number from 3 on: a fourth member makes nothing safer than three
   */
  public static cluster(members: number): Topology {
    return new Topology(TopologyKind.CLUSTER, members);
  }

  private constructor(
    /** what they are to each other */
    public readonly kind: TopologyKind,
    /** how many there are: members, or copies beside the one that is written to */
    public readonly count: number,
  ) {}

  public toString(): string {
    switch (this.kind) {
      case TopologyKind.SINGLE: return 'one server';
      case TopologyKind.READ_REPLICAS: return `a server with ${this.count} read ${this.count === 1 ? 'replica' : 'replicas'}`;
      default: return `a cluster of ${this.count}`;
    }
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const { kind, count } = this;
    const isWhole = Number.isInteger(count) && count < 1000;
    if (kind === TopologyKind.READ_REPLICAS && !(isWhole && count >= 1)) {
      return [flaw('topology/bad-replicas', `there are to be ${count} read replicas`, 'Give a whole number from 1 on, or leave `topology` out.')];
    }
    if (kind !== TopologyKind.CLUSTER) return [];
    if (!(isWhole && count >= 3)) {
      return [flaw('topology/too-few-members', `a cluster is to have ${count} members; two of them, or one, stop as soon as one is away`, 'Give 3 or 5.')];
    }
    return count % 2 === 1 ? [] : [flaw('topology/even-members',
      `a cluster is to have ${count} members; it goes on without ${count / 2 - 1} of them, as ${count - 1} members do, and more of them can fail`, `Give ${count - 1} or ${count + 1}.`)];
  }
}
