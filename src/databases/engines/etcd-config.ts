import { quoted } from '../../values/flaw';
import { GIB, MIB } from '../../values/quantity';
import type { DatabaseObjection } from '../database-engine';

/** What the log takes: up to five files of 64 MiB, and five snapshots of changes. */
const LOG = 512 * MIB;
const LEAST_QUOTA = 64 * MIB;
/** Above it a member takes too long to come back (etcd.io: system limits). */
const MOST_QUOTA = 8 * GIB;

/** How large the data may become: they are mapped into memory, and written anew beside themselves. @internal */
export function etcdQuota(memory: number, storage: number): number {
  const most = Math.min(memory / 2, (storage - LOG) / 2, MOST_QUOTA);
  return Math.max(LEAST_QUOTA, Math.floor(most / MIB) * MIB);
}

/** The least that leaves room for `LEAST_QUOTA`. @internal */
export const ETCD_LEAST = { memory: 2 * LEAST_QUOTA, storage: LOG + 2 * LEAST_QUOTA, why: 'the log takes 512Mi, and the data are written anew beside themselves' };

/** @internal */
export const QUOTA = 'ETCD_QUOTA_BACKEND_BYTES';

const OURS = 'probes, Service, network policy and the other members rely on it';

/** Flags that cannot be set, and why. */
const BLOCKED: { [name: string]: string } = {
  'advertise-client-urls': OURS,
  'config-file': 'the flags are in the environment, which etcd would then not read',
  'data-dir': 'the volume is mounted there',
  'discovery': OURS,
  'discovery-srv': OURS,
  'force-new-cluster': 'it makes a cluster of its own out of each member',
  'initial-advertise-peer-urls': OURS,
  'initial-cluster': OURS,
  'initial-cluster-state': OURS,
  'initial-cluster-token': OURS,
  'listen-client-urls': OURS,
  'listen-metrics-urls': OURS,
  'listen-peer-urls': OURS,
  'log-outputs': 'logs go to stderr, where kubectl logs and the node\'s collector find them',
  'name': OURS,
  'unsafe-no-fsync': 'without it a crash can destroy the data',
  'wal-dir': 'the volume is mounted elsewhere',
};

/** `heartbeat-interval` as etcd reads it from the environment. @internal */
export function etcdVariable(flag: string): string {
  return `ETCD_${flag.toUpperCase().replace(/-/g, '_')}`;
}

/** @internal */
export function etcdParameterObjections(parameters: { [name: string]: string }, memory: number, storage: number): DatabaseObjection[] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    if (!/^[a-z][a-z0-9-]*$/.test(name)) {
      return [{ slug: 'database/bad-parameter', what: `${quoted(name)} cannot be the name of a parameter`, remedy: 'Write it as etcd\'s flag is called, such as "heartbeat-interval".' }];
    }
    if (name in BLOCKED) return [{ slug: 'database/blocked-parameter', what: `the parameter ${name} cannot be set to ${quoted(value)}: ${BLOCKED[name]}`, remedy: 'Leave it out.' }];
    const most = etcdQuota(memory, storage);
    return name !== 'quota-backend-bytes' || (/^[1-9][0-9]*$/.test(value) && Number(value) <= most) ? [] : [{
      slug: 'database/bad-quota',
      what: `the parameter quota-backend-bytes is ${quoted(value)}; half of the memory and of the volume, without the log, is ${most}`,
      remedy: 'Leave it out, give bytes below that, or more memory and storage.',
    }];
  });
}
