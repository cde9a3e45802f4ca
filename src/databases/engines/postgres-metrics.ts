import { CONFIG_DIRECTORY, SOCKET_DIRECTORY } from './postgres-config';
import type { DatabaseObjection, DatabaseSpec } from '../database-engine';
import type { DatabaseExporter } from '../metrics/database-exporter';
import { exporterContainer } from '../metrics/exporter-container';

const ROLE = 'metrics';
/** Before this line of the bootstrap the roles are made. */
const AFTER_ROLES = 'ALTER DATABASE :"database" OWNER TO :"owner";\n';
const MAKE_ROLE = String.raw`SELECT 'CREATE ROLE ${ROLE} LOGIN CONNECTION LIMIT 3'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${ROLE}') \gexec
GRANT pg_monitor TO ${ROLE};
GRANT CONNECT ON DATABASE postgres TO ${ROLE};
`;

/**
 * The files of a server that an exporter looks at: there is a role that sees what runs
 * and how much, and no data, without a password. It is whoever runs as `postgres` in the pod.
 *
 * @internal
 */
export function observed({ metrics }: DatabaseSpec, files: { [path: string]: string }): { [path: string]: string } {
  if (!metrics) return files;
  const [hba, ident, bootstrap] = ['pg_hba.conf', 'pg_ident.conf', 'bootstrap.sh'].map((name) => `${CONFIG_DIRECTORY}/${name}`);
  return {
    ...files,
    [hba]: files[hba].replace(/^local /m, `local   all       ${ROLE}            peer map=${ROLE}\nlocal `),
    [ident]: `${files[ident]}${ROLE} postgres ${ROLE}\n`,
    [bootstrap]: files[bootstrap].replace(AFTER_ROLES, () => `${MAKE_ROLE}${AFTER_ROLES}`),
  };
}

/** @internal */
export function metricsObjections({ metrics, user }: DatabaseSpec): DatabaseObjection[] {
  return metrics && user === ROLE ? [{
    slug: 'database/reserved-user-name',
    what: `"${ROLE}" is the role of the exporter`,
    remedy: 'Give `user` another name, such as "orders".',
  }] : [];
}

/** @internal */
export function postgresExporter(): DatabaseExporter {
  return {
    container: exporterContainer({
      image: 'quay.io/prometheuscommunity/postgres-exporter:v0.17.1',
      command: ['/bin/postgres_exporter', '--web.listen-address=$(METRICS_ADDR)'],
      port: 9187,
      listens: 'METRICS_ADDR',
      env: { DATA_SOURCE_NAME: `host=${SOCKET_DIRECTORY} user=${ROLE} dbname=postgres sslmode=disable` },
      sockets: SOCKET_DIRECTORY,
    }),
    up: 'pg_up',
    connectionsUsed: 'sum by (namespace, job, pod) (pg_stat_activity_count{$own}) / on (namespace, job, pod) max by (namespace, job, pod) (pg_settings_max_connections{$own})',
  };
}
