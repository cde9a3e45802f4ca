import { Era, Form, ListKey, Shape, Struct } from './shape';
import table from './table.json';

/*
 * Reads the table that projenrc/tables writes; its README explains the words in it.
 * A type is read when the first object needs it, and then kept.
 */

const TYPES: { readonly [id: string]: string } = table.types;
const ENUMS: { readonly [id: string]: string } = table.enums;
const KINDS: { readonly [apiVersion: string]: string } = table.kinds;

/** @internal */
export const [OLDEST_KNOWN, NEWEST_KNOWN] = table.minors;

/** A kind that comes with Kubernetes. @internal */
export interface BuiltInKind extends Era {
  readonly name: string;
  /** the type that describes it; `undefined` where only its name is known */
  readonly type?: string;
  readonly clusterWide: boolean;
  /** the apiVersion to use instead */
  readonly replacedBy?: string;
}

const kindsMemo = new Map<string, ReadonlyMap<string, BuiltInKind>>();
const wordsMemo = new Map<string, ReadonlyMap<string, Era[]>>();
const structsMemo = new Map<string, Struct>();

/** The kinds of an apiVersion, served or not; `undefined` where the apiVersion is not one of Kubernetes' own. @internal */
export function builtInKinds(apiVersion: string): ReadonlyMap<string, BuiltInKind> | undefined {
  if (!Object.prototype.hasOwnProperty.call(KINDS, apiVersion)) return undefined;
  return memo(kindsMemo, apiVersion, () => new Map(KINDS[apiVersion].split(' ').map(readKind).map((kind) => [kind.name, kind])));
}

/** Every apiVersion that Kubernetes ever served. @internal */
export function builtInVersions(): string[] {
  return Object.keys(KINDS);
}

/** The object of a type as that minor has it. @internal */
export function structOf(type: string, minor: number): Struct {
  const at = Math.min(Math.max(minor, OLDEST_KNOWN), NEWEST_KNOWN);
  const key = `${at} ${type}`;
  const known = structsMemo.get(key);
  if (known !== undefined) return known;
  const struct = new Struct(type.slice(type.indexOf('.') + 1));
  structsMemo.set(key, struct); // before its fields: types may contain themselves
  for (const word of TYPES[type].split(' ').filter((w) => w !== '')) readField(struct, word, at);
  return struct;
}

/** `^~ClusterTrustBundle@33-36>certificates.k8s.io/v1` */
function readKind(word: string): BuiltInKind {
  const [, clusterWide, nameOnly, name, type, marks, replacedBy] = /^(\^?)(~?)(\w+)(?:=([^@>]+))?(?:@([0-9-]+))?(?:>(.+))?$/.exec(word)!;
  return { name, type: nameOnly ? undefined : type ?? name, clusterWide: clusterWide !== '', replacedBy, ...readEra(marks) };
}

/** `containers!:[name]Container@30-35` */
function readField(struct: Struct, word: string, minor: number): void {
  const [, name, required, type, marks] = /^([^:!]+)(!?):(.+?)(?:@([0-9-]+))?$/.exec(word)!;
  const era = readEra(marks);
  const eras = struct.eras.get(name);
  if (eras) eras.push(era);
  else struct.eras.set(name, [era]);
  if (minor < era.from || minor > era.to) return;
  const field = { name, required: required !== '', shape: readShape(type, minor) };
  struct.fields.set(name, field);
  if (field.required) struct.required.push(field);
}

/** `30`, `-35` or `30-35`: from and to; what is left out is open. */
function readEra(marks: string | undefined): Era {
  const [from, to] = (marks ?? '').split('-');
  return { from: Number(from) || 0, to: Number(to) || Infinity };
}

function readShape(type: string, minor: number): Shape {
  if (type.length === 1) return new Shape(type as Form);
  if (type.startsWith('{}')) return new Shape('{}', { item: readShape(type.slice(2), minor) });
  if (type.startsWith('=')) return new Shape('=', { words: wordsOf(type.slice(1)) });
  if (type.startsWith('?')) return new Shape('?', { struct: () => structOf(type.slice(1), minor) });
  if (!type.startsWith('[')) return new Shape('o', { struct: () => structOf(type, minor) });
  const end = type.indexOf(']');
  const keys = type.slice(1, end);
  const item = readShape(type.slice(end + 1), minor);
  return new Shape('[]', { item, isSet: keys === '*', keys: keys === '' || keys === '*' ? undefined : keys.split(',').map(readKey) });
}

function readKey(word: string): ListKey {
  const [field, byDefault] = word.split(':');
  return { field, byDefault };
}

function wordsOf(id: string): ReadonlyMap<string, Era[]> {
  return memo(wordsMemo, id, () => {
    const words = new Map<string, Era[]>();
    for (const word of ENUMS[id].split(' ')) {
      const [name, marks] = word.split('@');
      words.set(name, [...words.get(name) ?? [], readEra(marks)]);
    }
    return words;
  });
}

function memo<V>(known: Map<string, V>, key: string, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}
