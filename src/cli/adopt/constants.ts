import { Manifest } from '../../rules/manifest';
import { constantOf } from '../init/languages/typescript';

/** What charts and workloads are called in the program. @internal */
export interface Constants {
  /** by namespace */
  readonly charts: ReadonlyMap<string, string>;
  readonly workloads: ReadonlyMap<Manifest, string>;
}

/** Gives each chart and each workload a constant of its own. @internal */
export function constantsFor(namespaces: readonly string[], owners: readonly Manifest[]): Constants {
  const taken = new Set(['objectOf', 'app']);
  const free = (wanted: string) => {
    let name = wanted;
    for (let n = 2; taken.has(name); n++) name = `${wanted}${n}`;
    taken.add(name);
    return name;
  };
  const charts = new Map(namespaces.map((namespace) => [namespace, free(namespaces.length === 1 ? 'chart' : namespace === '' ? 'cluster' : `${identifier(namespace)}Chart`)]));
  return { charts, workloads: new Map(owners.map((owner) => [owner, free(identifier(owner.name))])) };
}

/** A constant begins with no digit, though a namespace may. */
function identifier(name: string): string {
  const constant = constantOf(name.replace(/[^a-z0-9-]/g, '-'));
  return /^[A-Za-z]/.test(constant) ? constant : `n${constant}`;
}
