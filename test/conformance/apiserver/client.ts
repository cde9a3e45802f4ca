import { Agent, request } from 'node:https';
import { KubeObject, Manifest } from './manifests';

/** The API server's answer: an object, or a Status that says why there is none. */
export interface Reply {
  readonly status: number;
  readonly body: KubeObject & { readonly message?: string };
  readonly warnings: readonly string[];
}

interface Resource { readonly name: string; readonly kind: string; readonly namespaced: boolean }

/** Speaks to the API server as kubectl does. */
export class ApiClient {
  private readonly agent: Agent;
  private readonly discovered = new Map<string, Resource>();

  constructor(private readonly port: number, ca: string, private readonly token: string) {
    this.agent = new Agent({ ca, keepAlive: true });
  }

  public async isReady(): Promise<boolean> {
    return this.send('GET', '/readyz').then(({ status }) => status === 200, () => false);
  }

  public async version(): Promise<string> {
    return ((await this.send('GET', '/version')).body as unknown as { gitVersion: string }).gitVersion;
  }

  /** Whether the API server has such a kind. */
  public async serves(apiVersion: string, kind: string): Promise<boolean> {
    return (await this.resource(apiVersion, kind)) !== undefined;
  }

  /** Server-side apply of the text as it stands. */
  public async apply(manifest: Manifest, options: { readonly dryRun: boolean }): Promise<Reply> {
    const query = new URLSearchParams({ fieldManager: 'conformance', fieldValidation: 'Strict', ...(options.dryRun ? { dryRun: 'All' } : {}) });
    return this.send('PATCH', `${await this.path(manifest.object)}?${query}`, manifest.text, 'application/apply-patch+yaml');
  }

  public async get(object: KubeObject): Promise<Reply> {
    return this.send('GET', await this.path(object));
  }

  /** Whether the object could be created; nothing is stored. */
  public async tryCreate(object: KubeObject): Promise<Reply> {
    const path = (await this.path(object)).replace(/\/[^/]*$/, '');
    return this.send('POST', `${path}?fieldValidation=Strict&dryRun=All`, JSON.stringify(object), 'application/json');
  }

  private async path({ apiVersion, kind, metadata }: KubeObject): Promise<string> {
    const resource = await this.resource(apiVersion, kind);
    if (!resource) throw new Error(`the API server has no kind ${apiVersion} ${kind}`);
    const namespace = resource.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    return `${root(apiVersion)}${namespace}/${resource.name}/${metadata.name}`;
  }

  /** Only what was found is remembered: a definition may be on its way. */
  private async resource(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const key = `${apiVersion} ${kind}`;
    const known = this.discovered.get(key);
    if (known) return known;
    const { status, body } = await this.send('GET', root(apiVersion));
    const resources = status === 200 ? (body as unknown as { resources: Resource[] }).resources : [];
    const found = resources.find((r) => r.kind === kind && !r.name.includes('/'));
    if (found) this.discovered.set(key, found);
    return found;
  }

  private async send(method: string, path: string, content?: string, type?: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${this.token}`, accept: 'application/json', ...(type ? { 'content-type': type } : {}) };
      const sent = request({ host: '127.0.0.1', port: this.port, method, path, headers, agent: this.agent, timeout: 30_000 }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve({
          status: response.statusCode ?? 0,
          body: parse(Buffer.concat(chunks).toString('utf8')),
          warnings: warningsIn([response.headers.warning ?? []].flat().join(', ')),
        }));
      });
      sent.on('timeout', () => sent.destroy(new Error(`no answer to ${method} ${path} in 30 s`)));
      sent.on('error', reject);
      sent.end(content);
    });
  }
}

function root(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function parse(text: string): Reply['body'] {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text } as Reply['body'];
  }
}

/** `299 - "text"`, any number of them. */
function warningsIn(header: string): string[] {
  return [...header.matchAll(/299 \S+ ("(?:[^"\\]|\\.)*")/g)].map(([, text]) => JSON.parse(text) as string);
}
