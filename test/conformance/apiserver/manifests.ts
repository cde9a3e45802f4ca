import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Texts { readonly [key: string]: string }

export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly resourceVersion?: string; readonly labels?: Texts; readonly annotations?: Texts };
  readonly spec?: any;
}

/** One document, as it is in its file. */
export interface Manifest { readonly text: string; readonly object: KubeObject }

/** The documents of every YAML file under a folder, in order. */
export function readManifests(folder: string): Manifest[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file)).sort();
  const manifests = files.flatMap((file) => documents(readFileSync(join(folder, file), 'utf8')));
  if (manifests.length === 0) throw new Error(`no manifests in ${folder}; synthesize them first`);
  return manifests;
}

export function manifestOf(object: KubeObject): Manifest {
  return { text: JSON.stringify(object), object };
}

export function nameOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${[metadata.namespace, metadata.name].filter(Boolean).join('/')}`;
}

function documents(text: string): Manifest[] {
  return text.split(/^---(?:[ \t].*)?$/m)
    .map((part) => ({ text: part, object: parse(part, { version: '1.1', merge: true }) }))
    .filter(({ object }) => object !== null);
}
