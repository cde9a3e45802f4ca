import { writtenValue } from './written-value';
import { Difference, differences } from '../../plan/difference';
import { normalForm, shapeOf } from '../../plan/normal-form';
import { Side } from '../../plan/sides';
import { Manifest } from '../../rules/manifest';
import { isRecord } from '../../rules/pods';

/** A field that is not the same everywhere: its value at each target as it is written, undefined where it is not. @internal */
export interface ComparedField {
  readonly path: string;
  readonly values: readonly unknown[];
}

/** An object as it is at several targets. @internal */
export interface ComparedObject {
  readonly kind: string;
  readonly namespace: string;
  /** without the hash of its content */
  readonly name: string;
  /** for each target, whether it is there */
  readonly presence: readonly boolean[];
  readonly fields: readonly ComparedField[];
}

interface One { readonly manifest: Manifest; readonly normal: any; readonly written: any }

const HIDDEN = '(hidden)';
const NAMED_BY_CONTENT = new Set(['ConfigMap', 'Secret', 'Job']);
const HASHED = /^(.+-)[0-9a-f]{6,10}$/;

/**
 * Compares the objects of several targets, each with that of the first target that has it.
 *
 * A name that ends with a hash of the content is another one at each target, and the same object.
 *
 * @internal
 */
export function compared(sides: readonly Side[]): ComparedObject[] {
  const byKey = new Map<string, Array<One | undefined>>();
  sides.forEach((side, index) => {
    const stems = stemsOf(side);
    for (const manifest of side.objects.values()) {
      const { apiGroup, kind, namespace, name } = manifest;
      const key = [kind, namespace, stems.get(name) ?? name, apiGroup].join('\0');
      const all = byKey.get(key) ?? sides.map(() => undefined);
      all[index] = { manifest, normal: withStems(normalForm(manifest.object, manifest.kubernetesMinor), stems), written: withStems(manifest.object, stems) };
      byKey.set(key, all);
    }
  });
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, all]) => {
    const [kind, namespace, name] = key.split('\0');
    return { kind, namespace, name, presence: all.map((one) => one !== undefined), fields: fieldsOf(all) };
  });
}

function fieldsOf(all: ReadonlyArray<One | undefined>): ComparedField[] {
  const first = all.find((one) => one !== undefined)!;
  const shape = shapeOf(first.manifest.object, first.manifest.kubernetesMinor);
  const found = all.map((one) => (one === undefined || one === first ? [] : differences(first.normal, one.normal, shape)));
  return [...new Set(found.flat().map(({ path }) => path))].sort().map((path) => ({ path, values: all.map((one, i) => valueOf(one, path, found, i)) }));
}

/** As it is in the file, or else as it is by default. Nobody is to see the values of a Secret. */
function valueOf(one: One | undefined, path: string, found: readonly Difference[][], index: number): unknown {
  if (one === undefined) return undefined;
  const before = found.flat().find((difference) => difference.path === path)?.before;
  const own = found[index].find((difference) => difference.path === path);
  const value = own === undefined ? before : own.after;
  if (value === undefined) return undefined;
  return one.manifest.kind === 'Secret' && /^(data|stringData)/.test(path) ? HIDDEN : writtenValue(one.written, path) ?? value;
}

function stemsOf(side: Side): Map<string, string> {
  return new Map([...side.objects.values()].filter(({ kind }) => NAMED_BY_CONTENT.has(kind)).flatMap(({ name }): Array<[string, string]> => {
    const stem = HASHED.exec(name)?.[1];
    return stem === undefined ? [] : [[name, `${stem}*`]];
  }));
}

function withStems(value: unknown, stems: ReadonlyMap<string, string>): any {
  if (typeof value === 'string') return stems.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => withStems(item, stems));
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withStems(inner, stems)])) : value;
}
