import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Autoscaler, ConfigMap, FileSource, KubeObject, Secret } from './objects';

/** The values of a Secret or a ConfigMap, by key. */
export type Values = Record<string, Buffer>;

/**
 * A folder of plain Kubernetes manifests, read as an API server would.
 *
 * Secrets that the manifests only refer to (or that an ExternalSecret would
 * create) don't exist until a test supplies them.
 */
export class Manifests {
  /** Reads every YAML file under a folder. */
  public static read(folder: string): Manifests {
    const files = filesUnder(folder).filter(file => /\.ya?ml$/.test(file)).sort();
    if (files.length === 0) throw new Error(`no YAML under ${folder}; synthesize it first`);
    return Manifests.parse(files.map(file => readFileSync(file, 'utf8')).join('\n---\n'));
  }

  /** Reads YAML documents. */
  public static parse(text: string): Manifests {
    const documents = parseAllDocuments(text, { version: '1.1', merge: true });
    const problem = documents.flatMap(document => document.errors)[0];
    if (problem) throw problem;
    return new Manifests(documents.map(document => document.toJS() as KubeObject | null).filter(object => object !== null));
  }

  private readonly supplied = new Map<string, Values>();

  private constructor(private readonly objects: readonly KubeObject[]) {}

  public all<T extends KubeObject>(kind: string): T[] {
    return this.objects.filter(o => o.kind === kind) as T[];
  }

  public get<T extends KubeObject>(kind: string, name: string): T {
    const found = this.all<T>(kind).find(o => o.metadata.name === name);
    if (!found) throw new Error(`the manifests have no ${kind} "${name}"`);
    return found;
  }

  /** Gives a Secret its values, as a secret store or a person would. */
  public supplySecret(namespace: string, name: string, values: Record<string, string>): void {
    this.supplied.set(`${namespace}/${name}`, buffers(values, 'utf8'));
  }

  /** The HorizontalPodAutoscaler's lower bound for a workload, if it has one. */
  public minReplicas(kind: string, name: string): number | undefined {
    const autoscalers = this.all<Autoscaler>('HorizontalPodAutoscaler');
    const owner = autoscalers.find(a => a.spec.scaleTargetRef.kind === kind && a.spec.scaleTargetRef.name === name);
    return owner && (owner.spec.minReplicas ?? 1);
  }

  public configMap(namespace: string, name: string): Values | undefined {
    const map = this.find<ConfigMap>('ConfigMap', namespace, name);
    return map && { ...buffers(map.data, 'utf8'), ...buffers(map.binaryData, 'base64') };
  }

  public secret(namespace: string, name: string): Values | undefined {
    const secret = this.find<Secret>('Secret', namespace, name);
    if (secret) return { ...buffers(secret.data, 'base64'), ...buffers(secret.stringData, 'utf8') };
    return this.supplied.get(`${namespace}/${name}`);
  }

  /** The values behind a volume's `configMap` or `secret`. A missing object stops the pod, unless it is optional. */
  public valuesOf(kind: 'ConfigMap' | 'Secret', namespace: string, source: FileSource): Values {
    const name = source.secretName ?? source.name ?? '';
    const values = kind === 'Secret' ? this.secret(namespace, name) : this.configMap(namespace, name);
    if (!values && !source.optional) throw new Error(`${kind} ${namespace}/${name} does not exist`);
    return values ?? {};
  }

  private find<T extends KubeObject>(kind: string, namespace: string, name: string): T | undefined {
    return this.all<T>(kind).find(o => o.metadata.name === name && (o.metadata.namespace ?? 'default') === namespace);
  }
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder).map(name => join(folder, name))
    .flatMap(path => statSync(path).isDirectory() ? filesUnder(path) : [path]);
}

function buffers(values: Record<string, string> | undefined, encoding: BufferEncoding): Values {
  return Object.fromEntries(Object.entries(values ?? {}).map(([key, value]) => [key, Buffer.from(value, encoding)]));
}
