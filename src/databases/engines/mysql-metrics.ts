import { SOCKET_DIRECTORY } from './mysql-dialect';
import type { DatabaseExporter } from '../metrics/database-exporter';
import { exporterContainer } from '../metrics/exporter-container';

/** What of the bootstrap is there for the exporter: it sees what runs and how much, and no data. @internal */
export const METRICS_USER = String.raw`CREATE USER IF NOT EXISTS 'metrics'@'localhost' IDENTIFIED BY '$metrics';
ALTER USER 'metrics'@'localhost' IDENTIFIED BY '$metrics' WITH MAX_USER_CONNECTIONS 3;
GRANT PROCESS, REPLICATION CLIENT ON *.* TO 'metrics'@'localhost';
GRANT SELECT ON performance_schema.* TO 'metrics'@'localhost';
`;

/** @internal */
export const METRICS_KEY = String.raw`
# The exporter's password is made anew for every pod, too.
metrics=$(od -An -v -tx1 -N24 /dev/urandom | tr -d ' \n')
{
  echo "[client]"
  echo "socket = $DATABASE_SOCKETS/mysqld.sock"
  echo "user = metrics"
  echo "password = $metrics"
} >"$DATABASE_SOCKETS/metrics.cnf"
`;

/** @internal */
export function mysqlExporter(): DatabaseExporter {
  return {
    container: exporterContainer({
      image: 'docker.io/prom/mysqld-exporter:v0.17.2',
      // There are no replicas to tell of, and to look for some would take another right.
      command: ['/bin/mysqld_exporter', `--config.my-cnf=${SOCKET_DIRECTORY}/metrics.cnf`, '--web.listen-address=$(METRICS_ADDR)', '--no-collect.slave_status'],
      port: 9104,
      listens: 'METRICS_ADDR',
      sockets: SOCKET_DIRECTORY,
    }),
    up: 'mysql_up',
    connectionsUsed: 'mysql_global_status_threads_connected{$own} / mysql_global_variables_max_connections{$own}',
  };
}
