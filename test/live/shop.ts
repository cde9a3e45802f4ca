import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster, ClusterProps } from './cluster';
import { Customer } from './customer';
import { localImages } from './images';
import { Load } from './load';
import { Manifests } from './manifests';
import { neededSecrets } from './needed-secrets';
import { Deployment, Service, StatefulSet } from './objects';
import { Pod } from './pod';
import { Supervisor } from './supervisor';
import { until } from './waiting';

/** Every Secret that the manifests only refer to holds this: a password with whatever a script might trip over. */
export const PASSWORD = 'it\'s a "pass\\word" with $HOME, `id`, %s : and @';

/** The example's manifests, with their Secrets supplied. */
function shopManifests(): Manifests {
  const manifests = Manifests.read(setting('LIVE_MANIFESTS'));
  for (const { namespace, name, keys } of neededSecrets(manifests)) {
    const all = keys.length > 0 ? keys : ['username', 'password'];
    manifests.supplySecret(namespace, name, Object.fromEntries(all.map(key => [key, /^user/i.test(key) ? 'orders' : PASSWORD])));
  }
  return manifests;
}

/** The shop in a cluster of its own, whose state lies in a folder of this name. */
export class Shop {
  public readonly cluster: Cluster;
  public readonly manifests = shopManifests();
  private readonly folder: string;

  constructor(name: string, options: Pick<ClusterProps, 'endpointLagSeconds' | 'only' | 'hosts'> = {}) {
    const state = setting('LIVE_STATE');
    this.folder = join(state, name);
    this.cluster = new Cluster({
      manifests: this.manifests,
      images: localImages(join(state, 'bin')),
      enter: join(state, 'enter'),
      folder: this.folder,
      ...options,
    });
  }

  /** The only pod of the database of orders. */
  public get database(): Pod {
    return this.cluster.statefulSets.get('orders-db')!.pod(0);
  }

  /** The container of the database's pod that is the server. */
  public get server(): Supervisor {
    return this.database.container(this.database.identity.spec.containers[0].name);
  }

  /** The folder on the database's claim that becomes PGDATA. */
  public get dataFolder(): string {
    const { volumeClaimTemplates, template } = this.manifests.get<StatefulSet>('StatefulSet', 'orders-db').spec;
    const claim = volumeClaimTemplates![0].metadata.name;
    const [container] = template.spec.containers;
    const mount = container.volumeMounts!.find(m => m.name === claim)!;
    const pgdata = container.env!.find(e => e.name === 'PGDATA')!.value!;
    return join(this.claimFolder, mount.subPath ?? '', relative(mount.mountPath, pgdata));
  }

  /** The database's claim. */
  public get claimFolder(): string {
    const [claim] = this.manifests.get<StatefulSet>('StatefulSet', 'orders-db').spec.volumeClaimTemplates!;
    return join(this.folder, 'claims', `${claim.metadata.name}-orders-db-0`);
  }

  /** Puts a steady load on the frontend's Service, on kept connections and new ones, or on new ones only. */
  public load(perSecond: number, keep = true): Load {
    return new Load(this.cluster.addressOf('frontend'), this.port, perSecond, keep);
  }

  /** Somebody who buys at the frontend's Service. */
  public customer(): Customer {
    return new Customer(this.cluster.addressOf('frontend'), this.port);
  }

  /** The pods of a service, by its name. */
  public pods(service: string): Pod[] {
    return this.cluster.deployments.get(service)!.current;
  }

  private get port(): number {
    const { ports } = this.manifests.get<Service>('Service', 'frontend').spec;
    return (ports!.find(p => p.name === 'http') ?? ports![0]).port;
  }

  /** Waits until the shop is open: pods that are ready still have to find each other. */
  public async open(): Promise<void> {
    await until('a second in which no request is lost', 90, async () => {
      const load = this.load(20);
      await sleep(1000);
      return (await load.stop()).lost === 0;
    });
  }

  /** Asks the database what checkout would ask it: over the network, as checkout's user and with its password. */
  public async sql(query: string): Promise<string[]> {
    const [checkout] = this.manifests.get<Deployment>('Deployment', 'checkout').spec.template.spec.containers;
    const dsn = checkout.env!.find(e => e.name === 'ORDERS_DB_DSN')!.value!.replace(/\bpool_\w+=\S+/g, ''); // those are for pgx
    const psql = ['psql', dsn, '--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '-c', query];
    const { code, output } = await this.server.current!.exec(psql, 20, { PGPASSWORD: PASSWORD });
    if (code !== 0) throw new Error(`psql exited with ${code}: ${output}`);
    return output.split('\n').filter(Boolean);
  }
}

/** Tells a measured result in the test run's output. */
export function tell(line: string): void {
  process.stdout.write(`    ${line}\n`);
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; start the live tests with test/live/run.sh`);
  return value;
}
