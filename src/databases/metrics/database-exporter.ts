import { DatabaseSidecar } from '../database-sidecar';

/** What tells Prometheus how a database server is, and what can be asked then. */
export interface DatabaseExporter {
  /** The program; its port is called `metrics`. */
  readonly container: DatabaseSidecar;
  /** The series that is 1 while the server answers the exporter, such as `pg_up`. */
  readonly up: string;
  /**
   * PromQL for the share of connections that are taken, 0 to 1. `$own` stands for the labels of the
   * database: `sum(pg_stat_activity_count{$own}) / max(pg_settings_max_connections{$own})`.
   */
  readonly connectionsUsed: string;
}
