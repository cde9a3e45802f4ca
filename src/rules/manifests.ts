import { Manifest } from './manifest';

/**
 * All objects that are applied together, with the look-ups that rules need.
 *
 * Look-ups are indexed: a rule that asks for every object by name stays linear.
 */
export class Manifests {
  /** @param all in the order of their files */
  public static of(all: Manifest[]): Manifests {
    return new Manifests(all);
  }

  private readonly byKind = new Map<string, Manifest[]>();
  private readonly byName = new Map<string, Map<string, Manifest>>();
  private readonly memo = new Map<unknown, unknown>();

  private constructor(
    /** every object, in the order of their files */
    public readonly all: Manifest[],
  ) {
    for (const manifest of all) {
      const list = this.byKind.get(manifest.kind);
      if (list) list.push(manifest);
      else this.byKind.set(manifest.kind, [manifest]);
    }
  }

  /** Every object of a kind. @param kind such as `Deployment` */
  public ofKind(kind: string): Manifest[] {
    return this.byKind.get(kind) ?? [];
  }

  /** The object of that name, if it is among these. @param kind such as `Service` @param namespace empty for none @param name the object's name */
  public find(kind: string, namespace: string, name: string): Manifest | undefined {
    let named = this.byName.get(kind);
    if (named === undefined) {
      named = new Map(this.ofKind(kind).map((manifest) => [key(manifest.namespace, manifest.name), manifest]));
      this.byName.set(kind, named);
    }
    return named.get(key(namespace, name));
  }

  /** Computes something once for all rules that need it. @internal */
  public _once<T>(compute: (manifests: Manifests) => T): T {
    if (!this.memo.has(compute)) this.memo.set(compute, compute(this));
    return this.memo.get(compute) as T;
  }
}

function key(namespace: string, name: string): string {
  return `${namespace}\0${name}`;
}
