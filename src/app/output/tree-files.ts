import { ApiObject, Chart, Names } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Workload } from '../../workloads/workload';
import { Ordered } from '../dependency-order';
import { OutputFile } from '../layout';
import { LayoutLevel } from '../layout-level';
import { inOrder, ObjectOrder } from '../object-order';
import { OutputTreeOptions } from '../output-layout';

/** Where objects are that are in no namespace. */
const CLUSTER_WIDE = 'cluster-wide';

/** Of these kinds the name ends with a hash of the content; a file keeps its name when the content changes. */
const NAMED_BY_CONTENT = new Set(['ConfigMap', 'Secret', 'Job']);
/** @internal */
export const HASHED = /^(.+)-[0-9a-f]{6,10}$/;

/**
 * Which objects go into which file of a tree. Objects that would get the same path share the file.
 *
 * @internal
 */
export function treeFilesOf(ordered: Ordered, tree: OutputTreeOptions, extension: string, order: ObjectOrder): OutputFile[] {
  const levels = tree.levels ?? [LayoutLevel.NAMESPACE, LayoutLevel.SERVICE];
  const files = new Map<string, ApiObject[]>();
  for (const object of ordered.charts.flatMap(({ objects }) => objects)) {
    const workload = workloadOf(object);
    const folders = levels.flatMap((level) => folderOf(level, object, workload));
    const file = workload === undefined || tree.filePerObject ? objectFile(object, workload) : workload.name;
    const path = [...folders, file].map(fileName).join('/') + extension;
    const there = files.get(path);
    if (there === undefined) files.set(path, [object]);
    else there.push(object);
  }
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, objects]) => ({ path, objects: inOrder(objects, order) }));
}

function folderOf(level: LayoutLevel, object: ApiObject, workload: Workload | undefined): string[] {
  switch (level) {
    case LayoutLevel.NAMESPACE: return [namespaceOf(object) ?? CLUSTER_WIDE];
    case LayoutLevel.CHART: return [Names.toDnsLabel(object.chart)];
    case LayoutLevel.SERVICE: return workload === undefined ? [] : [workload.name];
  }
}

/** A Namespace stands with what is in it, and so do the cluster-wide rights of a service. */
function namespaceOf(object: ApiObject): string | undefined {
  return object.metadata.namespace ?? (object.kind === 'Namespace' ? object.name : Chart.of(object).namespace);
}

/** `deployment`, `service-headless`; with its name where it belongs to no workload. */
function objectFile(object: ApiObject, workload: Workload | undefined): string {
  const name = (NAMED_BY_CONTENT.has(object.kind) ? HASHED.exec(object.name)?.[1] : undefined) ?? object.name;
  if (workload === undefined) return `${object.kind}-${name}`;
  if (name === workload.name) return object.kind;
  return `${object.kind}-${name.startsWith(`${workload.name}-`) ? name.slice(workload.name.length + 1) : name}`;
}

/** The workload that an object is part of. @internal */
export function workloadOf(object: ApiObject): Workload | undefined {
  for (let at: IConstruct | undefined = object.node.scope; at !== undefined && at !== object.chart; at = at.node.scope) {
    if (at instanceof Workload) return at;
  }
  return undefined;
}

/** The same file on every machine, also where capitals do not count. */
function fileName(text: string): string {
  return text.toLowerCase().replace(/[^0-9a-z-_.]/g, '-');
}
