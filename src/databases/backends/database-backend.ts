import { CloudNativePg } from './cloud-native-pg';
import { CloudNativePgProps } from './cloud-native-pg-props';
import type { DatabaseOperator } from './database-operator';

/**
 * Who makes the pods of a database: this library, or an operator in the cluster.
 *
 * Services use the database the same way with all of them.
 *
 * @example
 * const orders = new StatefulDatabase(chart, 'orders-db', {
 *   engine: DatabaseEngine.postgres('17'),
 *   storage: Size.gibibytes(20),
 *   topology: Topology.cluster(3),
 *   backend: DatabaseBackend.cloudNativePg(),
 * });
 * checkout.uses(orders);
 */
export class DatabaseBackend {
  /** A StatefulSet with the engine's official image. It needs nothing in the cluster, and nobody takes a server's place but where the engine elects one itself. */
  public static statefulSet(): DatabaseBackend {
    return new DatabaseBackend('a StatefulSet');
  }

  /**
   * PostgreSQL by CloudNativePG, 1.28 or newer: with `Topology.cluster(3)`, a copy takes the primary's place within seconds, and has all that was confirmed.
   *
   * Becomes a Cluster (`postgresql.cnpg.io/v1`) and a network policy; with `archive` also an ObjectStore and a ScheduledBackup.
   *
   * @param props what differs from the defaults
   */
  public static cloudNativePg(props: CloudNativePgProps = {}): DatabaseBackend {
    return new DatabaseBackend('CloudNativePG', new CloudNativePg(props));
  }

  private constructor(
    private readonly text: string,
    /** @internal */
    public readonly _operator?: DatabaseOperator,
  ) {}

  public toString(): string {
    return this.text;
  }
}
