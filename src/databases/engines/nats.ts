import { posix } from 'path';
import { Duration, Size } from 'cdk8s';
import { clusterObjections, membersOf, sizeObjections, userObjections, versionObjections } from './cluster-objections';
import { NATS_BOOTSTRAP } from './nats-bootstrap';
import { NATS_CONFIG, NATS_RUN, NATS_VOLUME, natsConfig } from './nats-config';
import { natsParameterObjections } from './nats-parameters';
import { Image } from '../../values/image';
import { Port } from '../../values/port';
import { Probe } from '../../values/probe';
import { GIB, MIB, sizeInBytes } from '../../values/quantity';
import type { DatabaseObjection, DatabaseResources, DatabaseSpec, IDatabaseEngine } from '../database-engine';
import type { DatabaseServer } from '../database-server';
import { TopologyKind } from '../topology';

const PORT = 4222;
const CLUSTER = Port.tcp('cluster', 6222);
const MONITOR = Port.http(8222);
const CLUSTER_KEY = 'cluster-password';
const SERIES = ['2.10', '2.11', '2.12'];

/**
 * NATS with JetStream, one server or a cluster, from the official image on Alpine: the
 * other variant has no shell.
 *
 * Members agree by Raft, stream by stream. A stream has as many copies as its creator asks
 * for, so clients are told how many there can be.
 *
 * @internal
 */
export class NatsEngine implements IDatabaseEngine {
  public readonly engineName: string;
  private readonly version: string;

  public constructor(version: string) {
    this.version = String(version);
    this.engineName = `nats ${this.version}`;
  }

  public serverFor(spec: DatabaseSpec): DatabaseServer {
    const members = membersOf(spec);
    const timeout = Duration.seconds(5);
    const alive = (period: number, failureThreshold: number) => Probe.http('/healthz?js-enabled-only=true', MONITOR, { period: Duration.seconds(period), timeout, failureThreshold });
    return {
      image: spec.image ?? Image.of(`docker.io/library/nats:${this.version}-alpine`),
      user: 65532,
      port: Port.tcp('nats', PORT),
      command: ['nats-server', '--config', NATS_CONFIG],
      bootstrap: ['/bin/sh', posix.join(posix.dirname(NATS_CONFIG), 'bootstrap.sh')],
      env: {
        DATABASE_CREDS_FILE: spec.credentialsFile,
        DATABASE_USER: spec.user,
        NATS_CONFIG,
        NATS_RUN,
        NATS_CLIENTS: `0.0.0.0:${PORT}`,
        NATS_MONITOR: `0.0.0.0:${MONITOR.number}`,
        NATS_MEMBERS: members.map((host) => `${host}:${CLUSTER.number}`).join(' '),
        ...(members.length === 0 ? {} : {
          NATS_CLUSTER: `0.0.0.0:${CLUSTER.number}`,
          NATS_CLUSTER_NAME: spec.pods!.name,
          NATS_CLUSTER_CREDS_FILE: posix.join(posix.dirname(spec.credentialsFile), CLUSTER_KEY),
        }),
      },
      configPath: NATS_CONFIG,
      files: { [posix.join(posix.dirname(NATS_CONFIG), 'bootstrap.sh')]: NATS_BOOTSTRAP },
      dataPath: NATS_VOLUME,
      writable: { [NATS_RUN]: Size.mebibytes(16) },
      // Streams are read from the volume first, and that may take as long as it takes.
      startup: alive(2, 1800),
      readiness: Probe.http('/healthz?js-server-only=true', MONITOR, { period: Duration.seconds(2), timeout, failureThreshold: 3 }),
      liveness: alive(10, 6),
      // It then ignores the signal that follows, and ends by itself.
      beforeStop: ['nats-server', `--signal=ldm=${NATS_RUN}/nats.pid`],
      gracePeriod: Duration.seconds(75),
      sidePorts: [MONITOR],
      writtenInGo: true,
      topologies: [TopologyKind.SINGLE, TopologyKind.CLUSTER],
      topologyRemedy: 'Every member answers reads as well as writes: use Topology.cluster(3).',
      ...(members.length === 0 ? {} : { peerPorts: [CLUSTER], credentialKeys: [CLUSTER_KEY], startsTogether: true, apart: true }),
    };
  }

  public configFor(spec: DatabaseSpec, resources: DatabaseResources): string {
    return natsConfig(spec.parameters, sizeInBytes(resources.memory), sizeInBytes(resources.storage));
  }

  public objectionsTo(spec: DatabaseSpec, resources: DatabaseResources): DatabaseObjection[] {
    return [
      ...versionObjections('NATS', this.version, SERIES),
      ...userObjections('NATS', spec.user, ['cluster']),
      ...natsParameterObjections(spec.parameters),
      ...clusterObjections('NATS', spec, 5, 'a stream has 5 copies at most'),
      ...imageObjections(spec.image),
      ...sizeObjections('NATS', resources, { memory: 128 * MIB, storage: GIB, why: 'streams are on it' }),
    ];
  }

  public connectionFor(spec: DatabaseSpec, host: string): { [suffix: string]: string } {
    return {
      URL: `nats://${host}:${PORT}`,
      HOST: host,
      PORT: String(PORT),
      USER: spec.user,
      REPLICAS: String(Math.max(1, membersOf(spec).length)),
    };
  }
}

function imageObjections(image: Image | undefined): DatabaseObjection[] {
  return image !== undefined && /(^|\/)nats$/.test(image.repository) && image.tag !== undefined && !image.tag.includes('alpine') ? [{
    slug: 'database/no-shell',
    what: `"${image}" has no shell, and the bootstrap, which writes who is let in, is a script`,
    remedy: 'Use the variant on Alpine, such as "docker.io/library/nats:2.12-alpine".',
  }] : [];
}
