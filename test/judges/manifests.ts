import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import { parse } from 'yaml';
import { MatrixCase } from './matrix';

/** One object, where it stands, and the case it belongs to if it is from the matrix. */
export interface Manifest {
  /** relative to the folder */
  readonly file: string;
  /** its first, and the one with the `---` behind it */
  readonly lines: readonly [number, number];
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly object: any;
  readonly from?: MatrixCase;
  /** all of its folder that are in its namespace */
  readonly beside?: readonly Manifest[];
}

/** The objects of a folder, as every judge may name them. */
export class Manifests {
  /** Reads all YAML below a folder. */
  public static read(folder: string, kubernetes: string, cases: readonly MatrixCase[]): Manifests {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml')).sort();
    const all = files.flatMap((file) => documentsOf(folder, file, cases));
    const byNamespace = new Map<string, Manifest[]>();
    for (const manifest of all) byNamespace.set(manifest.namespace, [...byNamespace.get(manifest.namespace) ?? [], manifest]);
    return new Manifests(folder, kubernetes, all.map((manifest) => ({ ...manifest, beside: byNamespace.get(manifest.namespace) })));
  }

  private constructor(public readonly folder: string, public readonly kubernetes: string, public readonly all: readonly Manifest[]) {}

  /** The files, with their path. */
  public get files(): string[] {
    return [...new Set(this.all.map(({ file }) => join(this.folder, file)))];
  }

  /** The object of that kind and name. Namespaces differ from case to case, so there is one. */
  public named(kind: string, namespace: string, name: string): Manifest {
    return this.one((m) => m.kind === kind && m.namespace === namespace && m.name === name, `${kind} ${namespace}/${name}`);
  }

  /** The workload of that name. */
  public withPods(namespace: string, name: string): Manifest {
    return this.one((m) => m.namespace === namespace && m.name === name && m.object.spec?.template?.spec !== undefined, `the pods of ${namespace}/${name}`);
  }

  /** The object of a file that a message names by kind and name; where it names none, the one that stands at that line. */
  public meant(path: string, message: string, line: number): Manifest {
    const file = this.fileOf(path);
    const named = this.all.filter((m) => m.file === file && new RegExp(`\\b${m.kind}['"]? ['"]?${m.name}(?![\\w-])`, 'i').test(message));
    if (named.length === 1) return named[0];
    return this.one((m) => m.file === file && m.lines[0] <= line && line <= m.lines[1], `line ${line} of ${path}`);
  }

  /** The n-th object of a file, from 0 on. */
  public nth(path: string, n: number): Manifest {
    const file = this.fileOf(path);
    const found = this.all.filter((m) => m.file === file)[n];
    if (found === undefined) throw new Error(`a judge speaks of object ${n} of ${path}, which has none`);
    return found;
  }

  private fileOf(path: string): string {
    return path.startsWith(this.folder) ? relative(this.folder, path) : path;
  }

  private one(is: (m: Manifest) => boolean, what: string): Manifest {
    const found = this.all.filter(is);
    if (found.length !== 1) throw new Error(`a judge speaks of ${what}, of which there are ${found.length} in ${this.folder}`);
    return found[0];
  }
}

function documentsOf(folder: string, file: string, cases: readonly MatrixCase[]): Manifest[] {
  let line = 1;
  return readFileSync(join(folder, file), 'utf8').split(/^---\n/m).map((text) => {
    const first = line;
    line += text.split('\n').length;
    const object = parse(text);
    const namespace: string = object.metadata.namespace ?? '';
    return {
      file,
      lines: [first, line - 1] as const,
      kind: object.kind,
      namespace,
      name: object.metadata.name,
      object,
      from: cases.find(({ name }) => name === namespace || name === object.metadata.name),
    };
  });
}
