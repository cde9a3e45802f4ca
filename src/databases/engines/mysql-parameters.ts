import { MysqlDialect } from './mysql-dialect';
import { quoted } from '../../values/flaw';
import type { DatabaseObjection } from '../database-engine';

const OURS = 'bootstrap, probes, Service and network policy rely on it';
const FILES = 'files lie under fixed paths, on the volume or in a ConfigMap';
const LOGS = 'logs go to stderr, where kubectl logs and the node\'s collector find them';
const SAFETY = 'without it a crash can destroy the data';

/** Parameters that cannot be set, and why. */
const BLOCKED: { [name: string]: string } = {
  basedir: FILES,
  bind_address: OURS,
  character_sets_dir: FILES,
  datadir: FILES,
  general_log_file: FILES,
  init_file: FILES,
  innodb_data_home_dir: FILES,
  innodb_doublewrite: SAFETY,
  innodb_force_recovery: 'with it the server is not there to be used; recover by hand, in a pod of your own',
  innodb_log_group_home_dir: FILES,
  innodb_temp_tablespaces_dir: FILES,
  innodb_undo_directory: FILES,
  large_pages: 'the pod requests none',
  lc_messages_dir: FILES,
  log_error: LOGS,
  networking: OURS,
  grant_tables: 'everybody would be let in',
  pid_file: FILES,
  plugin_dir: FILES,
  port: OURS,
  secure_transport: OURS,
  slow_query_log_file: FILES,
  socket: OURS,
  tmpdir: FILES,
  user: 'the pod says who the server runs as',
};
/** The option parser takes these off, and does the same or the opposite. */
const PREFIX = /^(loose|skip|disable|enable|maximum)_/;
const NAME = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/;

/** Names have no case, and "-" is "_" in them. @internal */
export function normalized(parameters: { [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name.toLowerCase().replace(/-/g, '_'), String(value)]));
}

/** @internal */
export function parameterObjections(dialect: MysqlDialect, series: string, parameters: { [name: string]: string }): DatabaseObjection[] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    if (!NAME.test(name)) {
      return [{ slug: 'database/bad-parameter', what: `${quoted(name)} cannot be the name of a parameter`, remedy: 'Write it as the manual does, such as "innodb_lock_wait_timeout".' }];
    }
    const why = BLOCKED[plain(name)];
    if (why !== undefined) {
      return [{ slug: 'database/blocked-parameter', what: `the parameter ${name} cannot be set to ${quoted(value)}: ${why}`, remedy: 'Leave it out.' }];
    }
    return goneObjections(dialect, series, name);
  });
}

/** A server does not start with a setting that it does not know. */
function goneObjections({ product, gone }: MysqlDialect, series: string, name: string): DatabaseObjection[] {
  const since = gone[plain(name)];
  if (since === undefined || name.startsWith('loose_') || (/^[0-9]/.test(since) && isOlder(series, since))) return [];
  return [{
    slug: 'database/unknown-parameter',
    what: `${product} ${series} has no parameter ${name}${/^[0-9]/.test(since) ? `: it was taken out in ${since}` : ''}; the server would not do as it says, or not start`,
    remedy: 'Leave it out, and see the manual of that version for what took its place.',
  }];
}

function plain(name: string): string {
  let rest = name;
  while (PREFIX.test(rest)) rest = rest.replace(PREFIX, '');
  return rest;
}

function isOlder(series: string, than: string): boolean {
  const [a, b] = [series, than].map((text) => text.split('.').map(Number));
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}
