import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Size, Testing } from 'cdk8s';
import { stringify } from 'yaml';
import { Cluster } from './cluster';
import { databaseImages } from './database-images';
import { Manifests } from './manifests';
import { neededSecrets } from './needed-secrets';
import { Pod } from './pod';
import { StatefulSetPods } from './stateful-set-pods';
import { Supervisor } from './supervisor';
import { until } from './waiting';
import { Availability, ExistingSecret, GoMicroservice, Image, Platform, Port, StatefulDatabase, StatefulDatabaseProps } from '../../src';

/** Every key of every Secret holds a password of its own, with whatever a script might trip over. */
const ODD = 'it\'s a "pass\\word" with $HOME, `id`, %s : and @';

/** What `database-client` has to say. */
export interface Status { readonly acknowledged: number; readonly refused: number; readonly problem: string; readonly longestSeconds: number }
/** What of it is in the database. */
export interface Stored { readonly stored: number; readonly missing: string[] }

/** What a test asks for: the database, and the engine of the client. */
export interface LabProps extends Omit<StatefulDatabaseProps, 'credentials' | 'storage'> {
  readonly client: string;
  /** Keys of the credentials. @default - no credentials */
  readonly keys?: string[];
  /** Whether the client reads from replicas, too. */
  readonly readOnly?: boolean;
}

/**
 * A database of some topology, and a client that writes numbers into it: both
 * synthesized here, both run as their manifests say, with nothing added.
 */
export class DatabaseLab {
  public readonly cluster: Cluster;
  public readonly folder: string;

  constructor(public readonly name: string, props: LabProps) {
    const { client, keys, readOnly, ...database } = props;
    const state = process.env.LIVE_STATE;
    if (!state) throw new Error('LIVE_STATE is not set; start the live tests with test/live/run.sh');
    const manifests = Manifests.parse(synthesized(database, client, keys, readOnly ?? false).map(o => stringify(o)).join('\n---\n'));
    for (const secret of neededSecrets(manifests)) {
      manifests.supplySecret(secret.namespace, secret.name, Object.fromEntries(secret.keys.map(key => [key, `${ODD} ${key}`])));
    }
    this.folder = join(state, name);
    this.cluster = new Cluster({
      manifests,
      images: databaseImages(state),
      enter: join(state, 'enter'),
      folder: this.folder,
    });
  }

  /** The pods of the database, or of its replicas. */
  public set(name: string = 'orders-db'): StatefulSetPods {
    return this.cluster.statefulSets.get(name)!;
  }

  /** The container of a pod of the database that is the server. */
  public server(ordinal: number): Supervisor {
    const pod = this.set().pod(ordinal);
    return pod.container(pod.identity.spec.containers[0].name);
  }

  /** Takes a pod's volume away, while it does not run. */
  public loseVolume(pod: string): void {
    rmSync(join(this.folder, 'claims', `data-${pod}`), { recursive: true });
  }

  public get client(): Pod {
    return this.cluster.deployments.get('writer')!.current[0];
  }

  /** Starts all, and waits until numbers are acknowledged. */
  public async start(): Promise<void> {
    await this.cluster.start();
    await this.cluster.ready(180);
    await this.writes(20);
  }

  /** Waits until so many more numbers are acknowledged. */
  public async writes(more: number, seconds: number = 60): Promise<void> {
    const before = (await this.status()).acknowledged;
    let now: Status | undefined;
    await until(() => `${more} more acknowledged writes: ${JSON.stringify(now)}`, seconds, async () => {
      now = await this.status();
      return now.acknowledged >= before + more;
    });
  }

  public async status(): Promise<Status> {
    return this.ask('/status') as Promise<Status>;
  }

  /** The acknowledged numbers that are not there. It asks again while it is refused: a database may still be coming back. */
  public async stored(replica: boolean = false, seconds: number = 60): Promise<Stored> {
    let answer: Stored | undefined;
    let problem = '';
    await until(() => `an answer: ${problem}`, seconds, async () => {
      answer = await this.ask(replica ? '/missing?replica' : '/missing').catch((error: Error) => { problem = error.message; }) as Stored | undefined;
      return answer !== undefined;
    }, 200);
    return answer!;
  }

  public async pause(): Promise<void> {
    await this.ask('/pause');
  }

  public async resume(): Promise<void> {
    await this.ask('/resume');
  }

  private async ask(path: string): Promise<unknown> {
    const response = await fetch(`http://${this.client.address}:8080${path}`, { signal: AbortSignal.timeout(20_000) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}

function synthesized(database: Omit<StatefulDatabaseProps, 'credentials' | 'storage'>, client: string, keys: string[] | undefined, readOnly: boolean): any[] {
  const app = new App();
  new Platform().applyTo(app);
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const orders = new StatefulDatabase(chart, 'orders-db', {
    memory: Size.mebibytes(512),
    storage: Size.gibibytes(2),
    credentials: keys && ExistingSecret.of('orders-db-credentials', keys),
    ...database,
  });
  const writer = new GoMicroservice(chart, 'writer', {
    image: Image.of('registry.example.com/shop/database-client:1.0.0'),
    ports: [Port.http(8080)],
    replicas: 1,
    env: { ENGINE: client, DATABASE: 'ORDERS_DB' },
    without: [Availability.ID],
  });
  writer.uses(orders);
  if (readOnly) writer.uses(orders.readOnly);
  return Testing.synth(chart);
}
