import { Duration } from 'cdk8s';
import { clusterObjections, membersOf, sizeObjections } from './cluster-objections';
import { ETCD_LEAST, etcdParameterObjections, etcdQuota, etcdVariable, QUOTA } from './etcd-config';
import { quoted } from '../../values/flaw';
import { Image } from '../../values/image';
import { Port, PortProtocol } from '../../values/port';
import { Probe } from '../../values/probe';
import { sizeInBytes } from '../../values/quantity';
import type { DatabaseObjection, DatabaseResources, DatabaseSpec, IDatabaseEngine } from '../database-engine';
import type { DatabaseServer } from '../database-server';
import { TopologyKind } from '../topology';

const PORT = 2379;
const PEERS = Port.tcp('peers', 2380);
const METRICS = Port.named('metrics', 2381, PortProtocol.HTTP);
const VOLUME = '/var/lib/etcd';

/**
 * etcd, one server or a cluster, from the official image.
 *
 * The image has no shell, so all is in the environment. A member that lost its volume is
 * refused by the others, as it would vote without knowing what it agreed to: its place is
 * given away by hand (`etcdctl member remove` and `add`).
 *
 * @internal
 */
export class EtcdEngine implements IDatabaseEngine {
  public readonly engineName: string;
  private readonly version: string;

  public constructor(version: string) {
    this.version = String(version);
    this.engineName = `etcd ${this.version}`;
  }

  public serverFor(spec: DatabaseSpec): DatabaseServer {
    const members = membersOf(spec);
    const hosts = spec.pods?.hosts ?? [];
    const domain = spec.pods?.domain ?? 'localhost';
    const timeout = Duration.seconds(5);
    const ask = (path: string, period: number, failureThreshold: number) => Probe.http(path, METRICS, { period: Duration.seconds(period), timeout, failureThreshold });
    return {
      image: spec.image ?? Image.of(`gcr.io/etcd-development/etcd:v${this.version}`),
      user: 65532,
      port: Port.tcp('etcd', PORT),
      command: ['etcd'],
      podEnv: { POD_NAME: 'metadata.name' },
      env: {
        ETCD_NAME: '$(POD_NAME)',
        ETCD_DATA_DIR: `${VOLUME}/data`,
        ETCD_LISTEN_CLIENT_URLS: `http://0.0.0.0:${PORT}`,
        ETCD_LISTEN_PEER_URLS: `http://0.0.0.0:${PEERS.number}`,
        ETCD_LISTEN_METRICS_URLS: `http://0.0.0.0:${METRICS.number}`,
        ETCD_ADVERTISE_CLIENT_URLS: `http://$(POD_NAME).${domain}:${PORT}`,
        ETCD_INITIAL_ADVERTISE_PEER_URLS: `http://$(POD_NAME).${domain}:${PEERS.number}`,
        ETCD_INITIAL_CLUSTER: hosts.map((host) => `${host.split('.')[0]}=http://${host}:${PEERS.number}`).join(','),
        ETCD_INITIAL_CLUSTER_STATE: 'new',
        // Watchers that were away for an hour still get every change.
        ETCD_AUTO_COMPACTION_MODE: 'periodic',
        ETCD_AUTO_COMPACTION_RETENTION: '1h',
        ...Object.fromEntries(Object.entries(spec.parameters).map(([flag, value]) => [etcdVariable(flag), value])),
      },
      configVariables: 'quota-backend-bytes' in spec.parameters ? [] : [QUOTA],
      dataPath: VOLUME,
      // Members wait for each other, and read their data from the volume first.
      startup: ask('/livez', 2, 1800),
      readiness: ask('/readyz', 2, 3),
      liveness: ask('/livez', 10, 6),
      gracePeriod: Duration.seconds(60),
      sidePorts: [METRICS],
      withoutPassword: true,
      writtenInGo: true,
      topologies: [TopologyKind.SINGLE, TopologyKind.CLUSTER],
      topologyRemedy: 'Every member answers reads as well as writes: use Topology.cluster(3).',
      ...(members.length === 0 ? {} : { peerPorts: [PEERS], startsTogether: true, apart: true }),
    };
  }

  /** The one setting that follows from sizes. */
  public configFor(_: DatabaseSpec, { memory, storage }: DatabaseResources): string {
    return `${QUOTA}=${etcdQuota(sizeInBytes(memory), sizeInBytes(storage))}\n`;
  }

  public objectionsTo(spec: DatabaseSpec, resources: DatabaseResources): DatabaseObjection[] {
    return [
      ...this.versionObjections(),
      ...etcdParameterObjections(spec.parameters, sizeInBytes(resources.memory), sizeInBytes(resources.storage)),
      ...clusterObjections('etcd', spec, 7, 'each write waits for a majority of them'),
      ...sizeObjections('etcd', resources, ETCD_LEAST),
    ];
  }

  public connectionFor({ pods }: DatabaseSpec, host: string): { [suffix: string]: string } {
    const hosts = pods === undefined || pods.hosts.length < 2 ? [host] : pods.hosts;
    return { ENDPOINTS: hosts.map((each) => `http://${each}:${PORT}`).join(','), HOST: host, PORT: String(PORT) };
  }

  private versionObjections(): DatabaseObjection[] {
    const [, series, patch] = /^(3\.[56])\.([0-9]{1,3})$/.exec(this.version) ?? [];
    return series !== undefined && (series !== '3.5' || Number(patch) >= 11) ? [] : [{
      slug: 'database/unsupported-version',
      what: `etcd ${quoted(this.version)} is not one that this library knows: it takes releases of 3.6, and of 3.5 from 3.5.11 on, which can be asked whether they are ready`,
      remedy: 'Name a release, such as "3.6.5"; other variants are named by `image`.',
    }];
  }
}
