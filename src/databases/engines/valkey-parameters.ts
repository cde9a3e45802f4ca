import { ValkeyDialect } from './valkey-dialect';
import { memoryOf } from './valkey-memory';
import { quoted } from '../../values/flaw';
import type { DatabaseObjection } from '../database-engine';

const OURS = 'bootstrap, probes, Service and network policy rely on it';
const FILES = 'files lie under fixed paths, on the volume or in a ConfigMap';
const LOGS = 'logs go to stdout, where kubectl logs and the node\'s collector find them';
const USERS = 'users are written by the bootstrap, from the password\'s file; a password here would be in Git';
const ONE = 'there is one server, and it is the primary';

/** Parameters that cannot be set, and why. */
const BLOCKED: { [name: string]: string } = {
  'aclfile': USERS,
  'appenddirname': FILES,
  'appendfilename': FILES,
  'bind': OURS,
  'cluster-enabled': ONE,
  'daemonize': OURS,
  'dbfilename': FILES,
  'dir': FILES,
  'include': FILES,
  'logfile': LOGS,
  'masterauth': USERS,
  'masteruser': USERS,
  'pidfile': FILES,
  'port': OURS,
  'primaryauth': USERS,
  'primaryuser': USERS,
  'protected-mode': OURS,
  'rename-command': OURS,
  'replicaof': ONE,
  'requirepass': USERS,
  'slaveof': ONE,
  'supervised': OURS,
  'syslog-enabled': LOGS,
  'tls-port': OURS,
  'unixsocket': OURS,
  'unixsocketperm': OURS,
  'user': USERS,
};
const NAME = /^[a-z][a-z0-9-]*$/;

/** Names have no case. @internal */
export function normalized(parameters: { [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** @internal */
export function parameterObjections({ product, since }: ValkeyDialect, series: string, parameters: { [name: string]: string }): DatabaseObjection[] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    if (!NAME.test(name)) {
      return [{ slug: 'database/bad-parameter', what: `${quoted(name)} cannot be the name of a parameter`, remedy: 'Write it as the manual does, such as "lazyfree-lazy-eviction".' }];
    }
    if (name in BLOCKED) {
      return [{ slug: 'database/blocked-parameter', what: `the parameter ${name} cannot be set to ${BLOCKED[name] === USERS ? 'anything' : quoted(value)}: ${BLOCKED[name]}`, remedy: 'Leave it out.' }];
    }
    if (name === 'maxmemory' && memoryOf(value) === undefined) {
      return [{ slug: 'database/bad-parameter', what: `the parameter maxmemory is ${quoted(value)}, which cannot be added up`, remedy: 'Write a positive amount, such as "512mb".' }];
    }
    return name in since && Number(series) < Number(since[name]) ? [{
      slug: 'database/unknown-parameter',
      what: `${product} ${series} has no parameter ${name}: it came with ${since[name]}; the server would not start`,
      remedy: `Leave it out, or choose ${since[name]} or newer.`,
    }] : [];
  });
}
