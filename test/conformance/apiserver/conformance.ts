import { ApiClient, Reply } from './client';
import { acceptCustomResources } from './custom-resources';
import { differences } from './differences';
import { KubeObject, Manifest, manifestOf, nameOf, readManifests } from './manifests';
import { escalating, firstPod } from './pods';
import { Report } from './report';
import { Servers } from './servers';

const name = ({ object }: Manifest) => nameOf(object);

/** What is asked of an API server, which has nothing yet, about one folder of manifests. */
export class Conformance {
  private readonly manifests: readonly Manifest[];
  private readonly client: ApiClient;

  constructor(private readonly servers: Servers, private readonly folder: string, private readonly report: Report) {
    this.manifests = readManifests(folder);
    this.client = servers.client;
  }

  public async check(): Promise<void> {
    await this.prepare();
    await this.report.group('that a mistake is refused at all', [mistake()], name, async (m) => this.isRefused(m));
    await this.report.group('kubectl apply --server-side --dry-run=server', [this.folder], () => 'kubectl', async () => this.kubectl());
    await this.report.group('dry run', this.manifests, name, async (m) => refusals(await this.client.apply(m, { dryRun: true })));
    const stored = await this.report.group('apply', this.manifests, name, async (m) => refusals(await this.client.apply(m, { dryRun: false })));
    await this.report.group('stored as written', stored, name, async (m) => this.isStoredAsWritten(m));
    await this.report.group('a second apply changes nothing', stored, name, async (m) => this.isUnchangedByApply(m));
    const pods = stored.map(({ object }) => firstPod(object)).filter((pod) => pod !== undefined);
    const admitted = await this.report.group('pods of the workloads are admitted', pods, nameOf, async (pod) => refusals(await this.client.tryCreate(pod)));
    const restricted = admitted.filter((pod) => !this.mayEscalate(pod));
    await this.report.group('and are not, if they could escalate', restricted, nameOf, async (pod) => this.cannotEscalate(pod));
  }

  /** What has to be there before anything else can be judged, even in a dry run. */
  private async prepare(): Promise<void> {
    const kinds = await acceptCustomResources(this.client, this.manifests);
    const custom = this.manifests.filter(({ object }) => kinds.includes(`${object.apiVersion} ${object.kind}`));
    console.log(`${this.manifests.length} objects; of ${custom.length} custom resources only the metadata is judged: ${kinds.join(', ') || 'none'}`);
    const used = this.manifests.map(({ object }) => object.metadata.namespace ?? 'default');
    const made = this.manifests.filter(({ object }) => object.kind === 'Namespace');
    const missing = new Set(used.filter((n) => n !== 'default' && !made.some(({ object }) => object.metadata.name === n)));
    for (const manifest of [...made, ...[...missing].map(namespace)]) {
      const problems = refusals(await this.client.apply(manifest, { dryRun: false }));
      if (problems.length) throw new Error(`${nameOf(manifest.object)}: ${problems.join('; ')}`);
    }
    if (missing.size) console.log(`namespaces that no manifest makes, made for the test: ${[...missing].join(', ')}`);
  }

  private kubectl(): string[] {
    const { status, stdout, stderr, error } = this.servers.kubectl('apply', '--server-side', '--dry-run=server', '--recursive', '-f', this.folder);
    if (error) return [String(error)];
    const applied = stdout.match(/serverside-applied \(server dry run\)$/gm)?.length ?? 0;
    return [
      ...(status === 0 && applied === this.manifests.length ? [] : [`exit status ${status}, ${applied} of ${this.manifests.length} objects`]),
      ...stderr.split('\n').filter(Boolean),
    ];
  }

  private async isRefused(manifest: Manifest): Promise<string[]> {
    const { status, body } = await this.client.apply(manifest, { dryRun: true });
    return status >= 400 && body.message?.includes('field not declared in schema') ? [] : [`answered with ${status} ${body.message ?? ''}`];
  }

  private async isStoredAsWritten({ object }: Manifest): Promise<string[]> {
    return differences(object, (await this.client.get(object)).body);
  }

  /** A claim for a volume is written once more by the server itself, whatever it says, with nothing else changed; then it has to rest. */
  private async isUnchangedByApply(manifest: Manifest): Promise<string[]> {
    const { body: before } = await this.client.get(manifest.object);
    const reply = await this.client.apply(manifest, { dryRun: false });
    const [old, now] = [before, reply.body].map(({ metadata }) => metadata?.resourceVersion);
    if (old !== undefined && old === now) return refusals(reply);
    const changes = [...differences(before, reply.body), ...differences(reply.body, before)].filter((change) => !change.startsWith('/metadata/resourceVersion '));
    const again = await this.client.apply(manifest, { dryRun: false });
    const rests = changes.length === 0 && manifest.object.kind === 'PersistentVolumeClaim' && again.body.metadata?.resourceVersion === now;
    return [...refusals(reply), ...(rests ? [] : [[`resourceVersion ${old} became ${now}`, ...changes].join('; ')])];
  }

  /** Whether its namespace says that pods may. */
  private mayEscalate(pod: KubeObject): boolean {
    const its = this.manifests.find(({ object }) => object.kind === 'Namespace' && object.metadata.name === pod.metadata.namespace);
    return ![undefined, 'restricted'].includes(its?.object.metadata.labels?.['pod-security.kubernetes.io/enforce']);
  }

  private async cannotEscalate(pod: KubeObject): Promise<string[]> {
    const { status, body } = await this.client.tryCreate(escalating(pod));
    return status === 403 && /violates PodSecurity "restricted/.test(body.message ?? '') ? [] : [`answered with ${status} ${body.message ?? ''}`];
  }
}

/** A warning counts, too: of what the library emits, none is expected. */
function refusals({ status, body, warnings }: Reply): string[] {
  return [...(status < 300 ? [] : [`${status} ${body.message ?? ''}`]), ...warnings.map((w) => `Warning: ${w}`)];
}

function namespace(of: string): Manifest {
  return manifestOf({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: of } });
}

/** A field that doesn't exist. */
function mistake(): Manifest {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mistake', namespace: 'default' }, dat: {} };
  return manifestOf(object);
}
