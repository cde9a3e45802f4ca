import { readFileSync } from 'fs';
import { basename, dirname, join } from 'path';

/** What cdk8s writes next to manifests, on request, to tell which construct made them. */
const FILE = 'construct-metadata.json';

/** @internal */
export function isConstructMetadata(file: string): boolean {
  return basename(file) === FILE;
}

/**
 * Knows which construct made an object, where the synthesis wrote it down.
 *
 * The stock format goes by name alone, so that a Service and a Deployment of one name
 * share an entry: it names the construct around them. A list `objects` with kind,
 * namespace, name and construct tells them apart, where a synthesizer writes one.
 *
 * @internal
 */
export class Constructs {
  private readonly folders = new Map<string, Map<string, string>>();

  /** The construct of an object; undefined where it is not known. @param file the file that the object stands in */
  public of(file: string, object: any): string | undefined {
    const [kind, namespace, name] = [object?.kind, object?.metadata?.namespace ?? '', object?.metadata?.name];
    if (typeof name !== 'string') return undefined;
    const folder = dirname(file);
    for (const place of [folder, dirname(folder)]) {
      const known = this.in(place);
      const construct = known.get(`${kind}/${namespace}/${name}`) ?? known.get(name);
      if (construct !== undefined) return construct;
    }
    return undefined;
  }

  private in(folder: string): Map<string, string> {
    let known = this.folders.get(folder);
    if (known === undefined) {
      known = read(join(folder, FILE));
      this.folders.set(folder, known);
    }
    return known;
  }
}

function read(file: string): Map<string, string> {
  const known = new Map<string, string>();
  let said: any;
  try {
    said = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return known; // an aid only: without it, findings are grouped by file
  }
  for (const [name, entry] of Object.entries(said?.resources ?? {})) {
    const path = (entry as any)?.path;
    if (typeof path === 'string') known.set(name, around(path));
  }
  for (const entry of Array.isArray(said?.objects) ? said.objects : []) {
    if (typeof entry?.construct === 'string') known.set(`${entry.kind}/${entry.namespace ?? ''}/${entry.name}`, entry.construct);
  }
  return known;
}

/** `shop/checkout/Deployment` was made by `shop/checkout`. */
function around(path: string): string {
  const parts = path.split('/');
  return parts.length > 2 ? parts.slice(0, -1).join('/') : path;
}
