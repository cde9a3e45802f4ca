import { runDirectory, ValkeyDialect } from './valkey-dialect';
import type { DatabaseExporter } from '../metrics/database-exporter';
import { exporterContainer } from '../metrics/exporter-container';

/** What of the bootstrap is there for the exporter: it sees what runs and how much, and no key. @internal */
export const METRICS_USER = String.raw`  echo "user metrics on #$key resetkeys resetchannels -@all +ping +info +config|get +slowlog|get +slowlog|len +latency|latest +latency|histogram +client|list +client|setname +dbsize +select"
`;

/** The exporter looks its password up by address; newer ones put the user's name into that. @internal */
export const METRICS_KEY = String.raw`printf '{"unix://%s": "%s", "unix://metrics@%s": "%s"}\n' "$DATABASE_RUN/server.sock" "$(cat "$DATABASE_RUN/key")" \
  "$DATABASE_RUN/server.sock" "$(cat "$DATABASE_RUN/key")" >"$DATABASE_RUN/metrics.json"
`;

/** @internal */
export function valkeyExporter(dialect: ValkeyDialect): DatabaseExporter {
  const run = runDirectory(dialect);
  return {
    container: exporterContainer({
      image: 'docker.io/oliver006/redis_exporter:v1.67.0',
      command: ['/redis_exporter'],
      port: 9121,
      listens: 'REDIS_EXPORTER_WEB_LISTEN_ADDRESS',
      env: { REDIS_ADDR: `unix://${run}/server.sock`, REDIS_USER: 'metrics', REDIS_PASSWORD_FILE: `${run}/metrics.json` },
      sockets: run,
    }),
    up: 'redis_up',
    connectionsUsed: 'redis_connected_clients{$own} / redis_config_maxclients{$own}',
  };
}
