import { posix } from 'path';
import { POSTGRES_BOOTSTRAP, POSTGRES_PRIMARY_BOOTSTRAP } from './postgres-bootstrap';
import { CONFIG_DIRECTORY, POSTGRES_HBA } from './postgres-config';
import { POSTGRES_REPLICA_BOOTSTRAP } from './postgres-replica-bootstrap';
import type { DatabaseObjection, DatabaseSpec } from '../database-engine';
import type { DatabaseServer } from '../database-server';
import { TopologyKind } from '../topology';

/** The role that read replicas connect as; it can read the log of changes, and no table. @internal */
export const REPLICATION_ROLE = 'replicator';
/** The key of its password in the credentials. */
const REPLICATION_KEY = 'replication-password';
/** PostgreSQL has 10 senders; a copy that is being made takes two, and one is for a person. */
const MOST_REPLICAS = 7;

/** What a server is told about those that follow it, or whom it follows. @internal */
export function replicationOf(spec: DatabaseSpec): Pick<DatabaseServer, 'bootstrap' | 'credentialKeys'> & { env: { [name: string]: string }; files: { [path: string]: string } } {
  const { pods } = spec;
  const bootstrap = ['/bin/sh', `${CONFIG_DIRECTORY}/bootstrap.sh`];
  const files = (hba: string, script: string) => ({ [`${CONFIG_DIRECTORY}/pg_hba.conf`]: hba, [`${CONFIG_DIRECTORY}/bootstrap.sh`]: script });
  if (pods?.topology.kind !== TopologyKind.READ_REPLICAS) return { bootstrap, env: {}, files: files(POSTGRES_HBA, POSTGRES_BOOTSTRAP) };
  return {
    bootstrap,
    credentialKeys: [REPLICATION_KEY],
    env: {
      DATABASE_REPLICATION_CREDS_FILE: posix.join(posix.dirname(spec.credentialsFile), REPLICATION_KEY),
      ...(pods.primary === undefined ? { DATABASE_REPLICAS: pods.replicas ?? '' } : { DATABASE_PRIMARY: pods.primary }),
    },
    files: files(REPLICATED_HBA, pods.primary === undefined ? POSTGRES_PRIMARY_BOOTSTRAP : POSTGRES_REPLICA_BOOTSTRAP),
  };
}

/** @internal */
export const WITHOUT_FAILOVER = 'PostgreSQL by itself cannot fence a primary that comes back after another took over: both would take writes, and the data would be split. '
  + 'For failover use an operator: give `backend: DatabaseBackend.cloudNativePg()`, or take Crunchy PGO, Percona or Zalando; for more reads, Topology.readReplicas(2).';

/** @internal */
export function replicationObjections({ pods, user }: DatabaseSpec): DatabaseObjection[] {
  if (pods?.topology.kind !== TopologyKind.READ_REPLICAS) return [];
  const { count } = pods.topology;
  return [
    ...(count <= MOST_REPLICAS ? [] : [{
      slug: 'database/too-many-replicas',
      what: `there are to be ${count} read replicas; PostgreSQL sends to 10 at once, and a copy that is being made takes two`,
      remedy: `Give at most ${MOST_REPLICAS}.`,
    }]),
    ...(user !== REPLICATION_ROLE ? [] : [{
      slug: 'database/reserved-user-name',
      what: `"${REPLICATION_ROLE}" is the role of the read replicas`,
      remedy: 'Give `user` another name, such as "orders".',
    }]),
  ];
}

const REPLICATED_HBA = `${POSTGRES_HBA.trimEnd()}
host    replication ${REPLICATION_ROLE} all  scram-sha-256
`;
