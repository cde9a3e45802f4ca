import { normalForm } from './normal-form';
import { Manifest } from '../rules/manifest';
import { isRecord } from '../rules/pods';

const NAME = '\0';
/** Each is asked for more than once. */
const NAMELESS = new WeakMap<Manifest, any>();

/** An object in normal form and without its name; other texts in it may still begin with that. @internal */
export function withoutName(manifest: Manifest): any {
  let known = NAMELESS.get(manifest);
  if (known === undefined) {
    const normal = normalForm(manifest.object, manifest.kubernetesMinor);
    NAMELESS.set(manifest, known = { ...normal, metadata: { ...normal.metadata, name: NAME } });
  }
  return known;
}

/** What comes after a name in a text that begins with it; undefined where it begins with something else. @internal */
export function afterName(text: string, name: string): string | undefined {
  if (!text.startsWith(name)) return undefined;
  const next = text[name.length];
  return next === undefined || next === '-' || next === '.' ? text.slice(name.length) : undefined;
}

/** Whether two objects differ in nothing but their names: those alone, or also in texts that begin with them. @internal */
export function sameButNames(a: Manifest, b: Manifest): boolean {
  const [one, other] = [withoutName(a), withoutName(b)];
  return alike(one, other, (x, y) => x === y) || alike(one, other, (x, y) => {
    const [rest, otherRest] = [afterName(x, a.name), afterName(y, b.name)];
    return rest === otherRest && (rest !== undefined || x === y);
  });
}

/** Every value of an object with its path, without the name that texts begin with; the items of a list have no place of their own. @internal */
export function leavesOf(manifest: Manifest): Set<string> {
  const found = new Set<string>();
  const collect = (value: unknown, path: string) => {
    if (Array.isArray(value)) value.forEach((item) => collect(item, `${path}[]`));
    else if (isRecord(value)) Object.entries(value).forEach(([key, inner]) => collect(inner, `${path}.${key}`));
    else found.add(`${path}=${typeof value === 'string' ? nameless(value, manifest.name) : String(value)}`);
  };
  collect(withoutName(manifest), '');
  return found;
}

function nameless(text: string, name: string): string {
  const rest = afterName(text, name);
  return rest === undefined ? text : `${NAME}${rest}`;
}

function alike(a: unknown, b: unknown, sameText: (a: string, b: string) => boolean): boolean {
  if (typeof a === 'string' && typeof b === 'string') return sameText(a, b);
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => alike(item, b[i], sameText));
  if (!isRecord(a) || !isRecord(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && alike(a[key], b[key], sameText));
}
