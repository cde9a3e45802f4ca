import { withoutValues } from './hidden-values';
import { parseYaml } from '../../rules/reading/yaml-library';
import { isClusterWide } from '../../rules/structure/list-keys';
import { Flaw, flaw, quoted } from '../../values/flaw';

/** The objects in what helm wrote, lists taken apart. @param name of the chart @param values what it was given, which no message shows @internal */
export function objectsIn(text: string, name: string, values: unknown): { readonly objects: any[]; readonly flaws: Flaw[] } {
  const documents = parseYaml(text);
  const broken = documents.find(({ error }) => error !== undefined)?.error;
  if (broken !== undefined) return { objects: [], flaws: [flaw('chart/no-yaml', `the chart ${quoted(name)} does not render to YAML: ${withoutValues(broken.text, values)}`, 'Mend the values, or the chart.')] };
  const all = documents.map(({ located }) => located.value as any).filter((value) => value !== null && value !== undefined)
    .flatMap((value) => (value.kind === 'List' && Array.isArray(value.items) ? value.items : [value]));
  const strange = all.filter((value) => typeof value?.apiVersion !== 'string' || typeof value.kind !== 'string' || typeof value.metadata?.name !== 'string');
  return {
    objects: all.filter((value) => !strange.includes(value)),
    flaws: strange.map((value) => flaw('chart/no-object', `the chart ${quoted(name)} renders ${quoted(value?.kind ?? (Array.isArray(value) ? 'a list' : typeof value))} without ${missing(value)}, so nobody can tell it from another`,
      'Leave it out by a value of the chart, or mend the chart.')),
  };
}

function missing(value: any): string {
  return ['apiVersion', 'kind'].find((field) => typeof value?.[field] !== 'string') ?? 'metadata.name';
}

/** `Secret/redis`: how an object is named where it is left out or asked for. @internal */
export function shortName({ kind, metadata }: any): string {
  return `${kind}/${metadata.name}`;
}

/** Whether an object lies in no namespace: by Kubernetes itself, by a definition in the chart, else by how such kinds are named. @internal */
export function liesInNoNamespace(object: any, all: readonly any[]): boolean {
  if (typeof object.metadata.namespace === 'string' && object.metadata.namespace !== '') return false;
  const builtIn = isClusterWide(object.apiVersion, object.kind);
  if (builtIn !== undefined) return builtIn;
  const definition = all.find(({ kind, spec }) => kind === 'CustomResourceDefinition' && spec?.names?.kind === object.kind && object.apiVersion.startsWith(`${spec.group}/`));
  return definition === undefined ? /^Cluster[A-Z]|^GatewayClass$/.test(object.kind) : definition.spec.scope === 'Cluster';
}

/** Where two renderings of a chart differ, by object and field; the values are not shown. @internal */
export function randomPlaces(first: readonly any[], second: readonly any[]): string[] {
  const names = (objects: readonly any[]) => objects.map(shortName);
  if (String(names(first)) !== String(names(second))) return ['which objects there are, or what they are called'];
  return first.flatMap((object, i) => {
    const [place] = differing(object, second[i], '');
    return place === undefined ? [] : [`${shortName(object)} (${place})`];
  });
}

function differing(one: any, other: any, path: string): string[] {
  if (one === other) return [];
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return [path];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) => differing(one[key], other[key], path === '' ? key : `${path}.${key}`));
}
