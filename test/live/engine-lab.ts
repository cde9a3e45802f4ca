import { chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { Chart, Size } from 'cdk8s';
import { Cluster } from './cluster';
import { localImages } from './images';
import { Manifests } from './manifests';
import { Pod } from './pod';
import { PASSWORD } from './shop';
import { Supervisor } from './supervisor';
import { Availability, ExistingSecret, GoMicroservice, GopherApp, IDatabaseEngine, Image, Port, StatefulDatabase, StatefulDatabaseProps } from '../../src';

const SECRET = 'orders-db-credentials';

/** What a ledger tells of itself. */
export interface Ledger { readonly acknowledged: number; readonly error: string }
/** What became of the acknowledged entries. */
export interface Audit { readonly stored: number; readonly acknowledged: number; readonly missing: number }

/** A database and the program that writes into it, run from what is synthesized for them: nothing is written by hand. */
export class EngineLab {
  public readonly cluster: Cluster;
  private readonly folder: string;
  private readonly manifests: Manifests;

  constructor(name: string, engine: IDatabaseEngine, ledger: string, props: Partial<StatefulDatabaseProps> = {}, only?: string[]) {
    const state = process.env.LIVE_STATE!;
    this.folder = join(state, name);
    const app = new GopherApp({ outdir: join(this.folder, 'manifests') });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const orders = new StatefulDatabase(chart, 'orders-db', { engine, credentials: ExistingSecret.of(SECRET, ['password']), storage: Size.gibibytes(2), ...props });
    new GoMicroservice(chart, 'ledger', { image: Image.of(`registry.example.com/shop/${ledger}:1.0.0`), ports: [Port.http(8080)], replicas: 1, without: [Availability.ID] }).uses(orders);
    app.synth();
    this.manifests = Manifests.read(join(this.folder, 'manifests'));
    this.setPassword(PASSWORD);
    this.cluster = new Cluster({ manifests: this.manifests, images: localImages(join(state, 'bin')), enter: join(state, 'enter'), folder: join(this.folder, 'cluster'), only });
  }

  /** What a secret store would deliver from now on, to pods that start. */
  public setPassword(password: string): void {
    this.manifests.supplySecret('shop', SECRET, { password });
  }

  public get pod(): Pod {
    return this.cluster.statefulSets.get('orders-db')!.pod(0);
  }

  public get server(): Supervisor {
    return this.pod.container(this.pod.identity.spec.containers[0].name);
  }

  public get bootstrap(): Supervisor {
    return this.pod.container(this.pod.identity.spec.initContainers![0].name);
  }

  /** The database's claim on this machine. */
  public get claim(): string {
    return join(this.folder, 'cluster', 'claims', 'data-orders-db-0');
  }

  /** All that any pod has written. */
  public get logs(): string {
    return this.bootstrap.logs() + this.server.logs();
  }

  /** What a variable of the database's containers says. */
  public env(name: string): string {
    return this.pod.identity.spec.containers[0].env!.find(e => e.name === name)!.value!;
  }

  /** Whether a file is on the claim. */
  public has(...path: string[]): boolean {
    return existsSync(join(this.claim, ...path));
  }

  /** Puts a file onto the claim before anything runs, as an earlier server would have left it. */
  public leave(...path: string[]): void {
    mkdirSync(dirname(join(this.claim, ...path)), { recursive: true });
    writeFileSync(join(this.claim, ...path), 'data');
    path.forEach((_, i) => chownSync(join(this.claim, ...path.slice(0, i + 1)), 999, 999));
  }

  /** What is on the claim, but for what every new file system has. */
  public get onClaim(): string[] {
    return existsSync(this.claim) ? readdirSync(this.claim).filter(name => name !== 'lost+found') : [];
  }

  /** `kubectl exec` in the server's container. */
  public async exec(command: string[], env: Record<string, string> = {}): Promise<string> {
    const { code, output } = await this.server.current!.exec(command, 20, env);
    if (code !== 0) throw new Error(`${command[0]} exited with ${code}: ${output}`);
    return output.trim();
  }

  /** Deletes the database's pod, and waits for the next one. */
  public async replacePod(): Promise<{ seconds: number; killed: boolean; exitCode?: number }> {
    const { seconds, containers } = await this.cluster.statefulSets.get('orders-db')!.deletePod(0);
    await this.cluster.ready();
    return { seconds, ...containers[0] };
  }

  public async startWriting(): Promise<void> { await this.ask('POST', '/start'); }
  public async stopWriting(): Promise<void> { await this.ask('POST', '/stop'); }
  public async count(): Promise<Ledger> { return JSON.parse(await this.ask('GET', '/count')); }
  public async audit(): Promise<Audit> { return JSON.parse(await this.ask('GET', '/missing')); }

  private async ask(method: string, path: string): Promise<string> {
    const host = this.cluster.addressOf('ledger');
    return new Promise((resolve, reject) => {
      request({ host, port: 8080, method, path, agent: false, signal: AbortSignal.timeout(30_000) }, response => {
        let text = '';
        response.setEncoding('utf8').on('data', chunk => { text += chunk; }).on('error', reject);
        response.on('end', () => response.statusCode === 200 ? resolve(text) : reject(new Error(`${path}: ${response.statusCode} ${text.trim()}`)));
      }).on('error', reject).end();
    });
  }
}
