import { CONFIG_FILE, MysqlDialect } from './mysql-dialect';
import { MIB } from '../../values/quantity';

/**
 * MariaDB knows who is at the other end of its unix socket, so its superuser has
 * no password: it is whoever runs as uid 999, `mysql`, in the pod.
 *
 * @internal
 */
export const MARIADB: MysqlDialect = {
  engine: 'mariadb',
  product: 'MariaDB',
  series: ['10.11', '11.4', '11.8', '12.3'],
  image: 'docker.io/library/mariadb',
  server: 'mariadbd',
  client: 'mariadb',
  admin: 'mariadb-admin',
  clientFile: CONFIG_FILE,
  superuser: 'mysql',
  base: 96 * MIB,
  leastMemory: 256 * MIB,
  mostUserName: 80,
  own: { innodb_flush_neighbors: '0', innodb_io_capacity: '1000' },
  // The newest order of texts that all of these releases have; each has another default.
  collation: 'utf8mb4_uca1400_ai_ci',
  redoLog: 'innodb_log_file_size',
  inChunks: false,
  sortBuffer: MIB,
  topologyRemedy: 'For failover use an operator, such as mariadb-operator; here a second server would be a database of its own.',
  gone: {
    innodb_buffer_pool_instances: '10.6',
    innodb_page_cleaners: '10.6',
    innodb_log_files_in_group: '10.6',
    innodb_thread_concurrency: '10.6',
    innodb_large_prefix: '10.6',
    innodb_file_format: '10.6',
    innodb_change_buffering: '11.0',
    innodb_change_buffer_max_size: '11.0',
    innodb_defragment: '11.1',
    old_alter_table: '11.2',
    innodb_redo_log_capacity: 'never there',
    default_authentication_plugin: 'never there',
    authentication_policy: 'never there',
    mysqlx: 'never there',
    temptable_max_ram: 'never there',
    gtid_mode: 'never there',
    enforce_gtid_consistency: 'never there',
    super_read_only: 'never there',
  },
  script: {
    make: `out=$(mariadb-install-db --defaults-file="$DATABASE_CONFIG" --datadir="$new" --skip-test-db \\
    --auth-root-authentication-method=socket --auth-root-socket-user=mysql 2>&1) || fail "the system tables could not be made: $out"`,
    options: '',
    key: '',
  },
};
