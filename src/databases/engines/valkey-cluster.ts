import { posix } from 'path';
import { Duration, Size } from 'cdk8s';
import { clusterObjections, membersOf } from './cluster-objections';
import { configDirectory, ValkeyDialect, VOLUME } from './valkey-dialect';
import { MEMBER, MEMBER_LEAVE, MEMBER_READY, memberLibrary, memberStart, SENTINEL_ALIVE, sentinelStart } from './valkey-member-scripts';
import { Cpu } from '../../values/cpu';
import { Port } from '../../values/port';
import { Probe } from '../../values/probe';
import type { DatabaseObjection, DatabaseSpec } from '../database-engine';
import type { DatabaseServer } from '../database-server';
import { TopologyKind } from '../topology';

const SENTINEL = Port.tcp('sentinel', 26379);
const REPLICATION_KEY = 'replication-password';

/**
 * The server as a member of a group in which sentinels, one beside each member, elect who
 * leads. Clients ask them: no Service follows an election.
 *
 * @internal
 */
export function clustered(dialect: ValkeyDialect, spec: DatabaseSpec, server: DatabaseServer): DatabaseServer {
  const topologies = [TopologyKind.SINGLE, TopologyKind.CLUSTER];
  const topologyRemedy = 'For copies that can take over: Topology.cluster(3).';
  const members = membersOf(spec);
  if (members.length === 0) return { ...server, topologies, topologyRemedy };
  const scripts = `${configDirectory(dialect)}-member`;
  const script = (name: string) => ['/bin/sh', posix.join(scripts, name)];
  const credentials = posix.dirname(spec.credentialsFile);
  const env = {
    MEMBER_BIND: '* -::*',
    MEMBER_CREDS_FILE: posix.join(credentials, REPLICATION_KEY),
    MEMBER_DOMAIN: spec.pods!.domain,
    MEMBER_GROUP: spec.pods!.name,
    MEMBER_HOSTS: members.join(' '),
    MEMBER_QUORUM: String(Math.floor(members.length / 2) + 1),
    MEMBER_SCRIPTS: scripts,
    MEMBER_STATE: posix.join(VOLUME, 'sentinel'),
  };
  const timing = (period: number, failureThreshold: number) => ({ period: Duration.seconds(period), timeout: Duration.seconds(5), failureThreshold });
  return {
    ...server,
    topologies,
    topologyRemedy,
    command: script('start.sh'),
    env: { ...server.env, ...env },
    files: {
      ...server.files,
      [posix.join(scripts, 'library.sh')]: memberLibrary(dialect),
      [posix.join(scripts, 'start.sh')]: memberStart(dialect),
      [posix.join(scripts, 'sentinel.sh')]: sentinelStart(dialect),
      [posix.join(scripts, 'ready.sh')]: MEMBER_READY,
      [posix.join(scripts, 'leave.sh')]: MEMBER_LEAVE,
      [posix.join(scripts, 'alive.sh')]: SENTINEL_ALIVE,
    },
    readiness: Probe.exec(script('ready.sh'), timing(2, 3)),
    beforeStop: script('leave.sh'),
    credentialKeys: [REPLICATION_KEY],
    peerPorts: [server.port, SENTINEL],
    clientPorts: [SENTINEL],
    sidecars: [...server.sidecars ?? [], {
      name: 'sentinel',
      image: server.image,
      command: script('sentinel.sh'),
      ports: [SENTINEL],
      memory: Size.mebibytes(64),
      cpu: Cpu.millis(50),
      env: { ...env, DATABASE_CREDS_FILE: spec.credentialsFile, DATABASE_USER: spec.user },
      readiness: Probe.exec(script('alive.sh'), timing(5, 3)),
      liveness: Probe.exec(script('alive.sh'), timing(10, 6)),
      mounts: [VOLUME, scripts, credentials],
    }],
    // Each finds out by itself who leads; together they come back sooner from an outage of all.
    startsTogether: true,
    apart: true,
  };
}

/** What a client of a group is told, instead of one address. @internal */
export function clusteredConnection(spec: DatabaseSpec): { [suffix: string]: string } {
  return {
    MASTER: spec.pods!.name,
    SENTINELS: membersOf(spec).map((host) => `${host}:${SENTINEL.number}`).join(','),
    USER: spec.user,
  };
}

/** @internal */
export function clusteredObjections({ product }: ValkeyDialect, spec: DatabaseSpec, parameters: { [name: string]: string }): DatabaseObjection[] {
  if (membersOf(spec).length === 0) return [];
  const ours = ['min-replicas-to-write', 'min-replicas-max-lag', 'replica-announce-ip', 'replica-announce-port', 'replica-priority'];
  return [
    ...clusterObjections(product, spec, 7, 'each election waits for a majority of their sentinels'),
    ...(spec.user !== MEMBER ? [] : [{
      slug: 'database/reserved-user-name',
      what: `"${MEMBER}" is what the members call each other`,
      remedy: 'Give `user` another name, such as "orders".',
    }]),
    ...ours.filter((name) => name in parameters).map((name) => ({
      slug: 'database/blocked-parameter',
      what: `the parameter ${name} cannot be set to "${parameters[name]}" in a cluster: the election and what it may lose rely on it`,
      remedy: 'Leave it out.',
    })),
    ...(parameters.appendonly?.toLowerCase() !== 'no' ? [] : [{
      slug: 'database/unsafe-cluster',
      what: 'appendonly is "no" in a cluster: a leader that is started again before anybody notices comes back with nothing, and all others copy that',
      remedy: 'Leave appendonly out, or run one server, as a cache.',
    }]),
  ];
}
