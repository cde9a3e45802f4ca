import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { Cluster, ClusterProps } from './cluster';
import { localImages } from './images';
import { Manifests } from './manifests';
import { PASSWORD } from './shop';
import { Supervisor } from './supervisor';
import { GopherApp } from '../../src';

/** Databases with backups, as a program writes them, in a cluster of their own. */
export class BackedUp {
  public readonly cluster: Cluster;
  public readonly manifests: Manifests;
  private readonly folder: string;

  /** Every Secret that is read has the password; `write` fills the chart. */
  constructor(name: string, secrets: string[], write: (chart: Chart) => void, options: Partial<ClusterProps> = {}) {
    this.folder = join(process.env.LIVE_STATE!, name);
    const app = new GopherApp({ outdir: join(this.folder, 'manifests') });
    write(new Chart(app, 'shop', { namespace: 'shop' }));
    app.synth();
    this.manifests = Manifests.read(join(this.folder, 'manifests'));
    secrets.forEach(secret => this.manifests.supplySecret('shop', secret, { password: PASSWORD }));
    const images = localImages(join(process.env.LIVE_STATE!, 'bin'));
    this.cluster = new Cluster({ manifests: this.manifests, images, enter: join(process.env.LIVE_STATE!, 'enter'), folder: join(this.folder, 'cluster'), ...options });
  }

  /** The server of a database. */
  public server(database: string): Supervisor {
    const pod = this.cluster.statefulSets.get(database)!.pod(0);
    return pod.container(pod.identity.spec.containers[0].name);
  }

  /** Asks a database over its socket, as its superuser. */
  public async sql(database: string, query: string, seconds = 20): Promise<string[]> {
    const psql = ['psql', '--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '-v', 'ON_ERROR_STOP=1', '-h', '/var/run/postgresql', '-U', 'postgres', '-d', 'orders', '-c', query];
    const { code, output } = await this.server(database).current!.exec(psql, seconds, { PGOPTIONS: '-c client_min_messages=warning' });
    if (code !== 0) throw new Error(`psql exited with ${code}: ${output}`);
    return output.split('\n').filter(Boolean);
  }

  /** Runs a Job, or one of a CronJob; says how it ended. */
  public async outcome(workload: string): Promise<string> {
    const run = await this.cluster.run(workload);
    return `${run.succeeded ? 'succeeded' : 'failed'} at attempt ${run.attempts}: ${run.output}`;
  }

  /** Has a claim of another cluster. */
  public share(claim: string, owner: BackedUp): void {
    mkdirSync(this.onClaim(''), { recursive: true });
    if (!existsSync(this.onClaim(claim))) symlinkSync(owner.onClaim(claim), this.onClaim(claim));
  }

  /** A path on a claim. */
  public onClaim(claim: string, ...path: string[]): string {
    return join(this.folder, 'cluster', 'claims', claim, ...path);
  }

  /** The backups of a database on a claim, the oldest first. */
  public backups(claim: string, database: string): string[] {
    const folder = this.onClaim(claim, database);
    return existsSync(folder) ? readdirSync(folder).sort() : [];
  }
}
