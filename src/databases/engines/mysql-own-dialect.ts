import { MysqlDialect, SOCKET_DIRECTORY } from './mysql-dialect';
import { KIB, MIB } from '../../values/quantity';

/**
 * The official image of MySQL is not known to have the plugin that tells who is at the
 * other end of a socket. So the superuser has a password, which the bootstrap makes anew
 * for every pod, and which never leaves it: `root@localhost`, over the unix socket.
 *
 * @internal
 */
export const MYSQL: MysqlDialect = {
  engine: 'mysql',
  product: 'MySQL',
  series: ['8.4', '9.7'],
  image: 'docker.io/library/mysql',
  server: 'mysqld',
  client: 'mysql',
  admin: 'mysqladmin',
  clientFile: `${SOCKET_DIRECTORY}/client.cnf`,
  superuser: 'root',
  base: 256 * MIB,
  leastMemory: 512 * MIB,
  mostUserName: 32,
  own: {
    mysqlx: 'OFF',
    secure_file_priv: 'NULL',
    // There is no replica that would read a binary log, and it would be written twice.
    skip_log_bin: '1',
  },
  collation: 'utf8mb4_0900_ai_ci',
  redoLog: 'innodb_redo_log_capacity',
  sharedTables: 'temptable_max_ram',
  inChunks: true,
  sortBuffer: 256 * KIB,
  topologyRemedy: 'For failover use an operator, such as those of Oracle or Percona; here a second server would be a database of its own.',
  gone: {
    innodb_file_format: '8.0',
    innodb_large_prefix: '8.0',
    innodb_support_xa: '8.0',
    log_warnings: '8.0',
    query_cache_limit: '8.0',
    query_cache_size: '8.0',
    query_cache_type: '8.0',
    tx_isolation: '8.0',
    tx_read_only: '8.0',
    default_authentication_plugin: '8.4',
    expire_logs_days: '8.4',
    aria_pagecache_buffer_size: 'never there',
    join_cache_level: 'never there',
    thread_pool_max_threads: 'never there',
    unix_socket: 'never there',
  },
  script: {
    make: 'out=$(mysqld --defaults-file="$DATABASE_CONFIG" --datadir="$new" --initialize-insecure 2>&1) || fail "the system tables could not be made: $out"',
    options: ' --init-file="$DATABASE_SOCKETS/init.sql"',
    key: `
# The superuser's password is made anew for every pod. Only those inside of it can read it.
word=$(od -An -v -tx1 -N24 /dev/urandom | tr -d ' \\n')
echo "ALTER USER 'root'@'localhost' IDENTIFIED BY '$word';" >"$DATABASE_SOCKETS/init.sql"
{
  echo "[client]"
  echo "socket = $DATABASE_SOCKETS/mysqld.sock"
  echo "user = root"
  echo "password = $word"
} >"$DATABASE_CLIENT"
`,
  },
};
