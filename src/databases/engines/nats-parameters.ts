import { quoted } from '../../values/flaw';
import type { DatabaseObjection } from '../database-engine';

const OURS = 'bootstrap, probes, Service and network policy rely on it';
const USERS = 'who is let in, the bootstrap writes from the password\'s file; a password here would be in Git';
const ROOM = 'it follows from memory and storage';

/** Parameters that cannot be set, and why. */
const BLOCKED: { [name: string]: string } = {
  accounts: USERS,
  authorization: USERS,
  cluster: OURS,
  cluster_name: OURS,
  host: OURS,
  http: OURS,
  http_port: OURS,
  https: OURS,
  https_port: OURS,
  include: OURS,
  jetstream: ROOM,
  lame_duck_duration: 'the time for a stop is planned around it',
  lame_duck_grace_period: 'the time for a stop is planned around it',
  listen: OURS,
  log_file: 'logs go to stderr, where kubectl logs and the node\'s collector find them',
  max_file_store: ROOM,
  max_memory_store: ROOM,
  monitor_port: OURS,
  net: OURS,
  password: USERS,
  pid_file: OURS,
  pidfile: OURS,
  port: OURS,
  routes: OURS,
  server_name: OURS,
  store_dir: OURS,
  user: USERS,
  username: USERS,
};

/** @internal */
export function natsParameterObjections(parameters: { [name: string]: string }): DatabaseObjection[] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    if (!/^[a-z][a-z_]*$/.test(name)) {
      return [{ slug: 'database/bad-parameter', what: `${quoted(name)} cannot be the name of a parameter`, remedy: 'Write it as the manual does, such as "max_payload".' }];
    }
    return name in BLOCKED ? [{
      slug: 'database/blocked-parameter',
      what: `the parameter ${name} cannot be set to ${BLOCKED[name] === USERS ? 'anything' : quoted(value)}: ${BLOCKED[name]}`,
      remedy: 'Leave it out.',
    }] : [];
  });
}
