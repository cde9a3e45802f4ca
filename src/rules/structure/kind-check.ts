import { isObject, ObjectCheck, Say } from './object-check';
import { BuiltInKind, builtInKinds, builtInVersions, NEWEST_KNOWN, structOf } from './tables';
import { nearest } from '../../values/nearest';
import { Manifest } from '../manifest';

// Groups that Kubernetes keeps for itself, beside those of the table.
const BUILT_IN_GROUP = new Set(builtInVersions().map(groupOf));

/** Everything that is wrong with the structure of one object. @internal */
export function checkStructure(manifest: Manifest, say: Say): void {
  const { object, apiVersion, kind, kubernetesMinor: minor } = manifest;
  if (!isObject(object)) return say('structure/wrong-type', '', 'this is not an object');
  if (kind === '' || apiVersion === '') return say('structure/no-such-kind', kind === '' ? 'kind' : 'apiVersion', `the object has no ${kind === '' ? 'kind' : 'apiVersion'}`, 'Say what it is.');
  const type = typeOf(apiVersion, kind, minor, say);
  if (type !== undefined) new ObjectCheck(minor, say).object(structOf(type, minor), object);
  if (needsName(object, kind)) say('structure/no-name', 'metadata.name', `the ${kind} has no name`);
}

function needsName(object: { [field: string]: unknown }, kind: string): boolean {
  const metadata = object.metadata;
  if (kind.endsWith('List') && Array.isArray(object.items)) return false;
  if (/(?:AccessReview|RulesReview|TokenReview|SubjectReview)$/.test(kind)) return false;
  return !isObject(metadata) || (isNothing(metadata.name) && isNothing(metadata.generateName));
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** The type that describes a kind, where the API server of that minor serves it and the table knows it. */
function typeOf(apiVersion: string, kind: string, minor: number, say: Say): string | undefined {
  const kinds = builtInKinds(apiVersion);
  const found = kinds?.get(kind);
  if (found !== undefined) {
    if (minor < found.from || minor > found.to) return unserved(apiVersion, found, minor, say);
    if (found.type === undefined) say('structure/unknown-kind', '', `the fields of ${apiVersion} ${kind} are not known here, so they are not checked`);
    return found.type;
  }
  if (!BUILT_IN_GROUP.has(groupOf(apiVersion))) say('structure/unknown-kind', '', `${apiVersion} ${kind} is not part of Kubernetes itself, so its fields are not checked`);
  else if (minor <= NEWEST_KNOWN && !kind.endsWith('List')) neverServed(apiVersion, kind, minor, say);
  return undefined;
}

function unserved(apiVersion: string, kind: BuiltInKind, minor: number, say: Say): undefined {
  const { name, from, to, replacedBy } = kind;
  const what = minor < from ? `${apiVersion} ${name} is served from 1.${from} on, the cluster is 1.${minor}` : `${apiVersion} ${name} is served until 1.${to}, the cluster is 1.${minor}`;
  const instead = replacedBy !== undefined && minor > to ? replacedBy : servedAt(name, groupOf(apiVersion), minor);
  say('structure/unserved-version', 'apiVersion', what, instead && `Write ${instead}.`);
}

function neverServed(apiVersion: string, kind: string, minor: number, say: Say): void {
  const here = servedAt(kind, undefined, minor);
  if (here !== undefined) return say('structure/no-such-kind', 'apiVersion', `${apiVersion} has no ${kind}`, `Write ${here}.`);
  const near = nearest(kind, builtInKinds(apiVersion)?.keys() ?? []);
  say('structure/no-such-kind', near === undefined ? 'apiVersion' : 'kind', `${apiVersion} has no ${kind}`, near && `Write ${near}.`);
}

/** The best apiVersion of a kind in that minor: v2 before v1 before v1beta1. */
function servedAt(kind: string, group: string | undefined, minor: number): string | undefined {
  return builtInVersions()
    .filter((apiVersion) => group === undefined || groupOf(apiVersion) === group)
    .filter((apiVersion) => {
      const found = builtInKinds(apiVersion)!.get(kind);
      return found !== undefined && minor >= found.from && minor <= found.to;
    })
    .sort((a, b) => rank(b) - rank(a))[0];
}

function rank(apiVersion: string): number {
  const [, major, level] = /v(\d+)(alpha|beta)?\d*$/.exec(apiVersion) ?? [];
  return Number(major) + (level === undefined ? 20 : level === 'beta' ? 10 : 0);
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
