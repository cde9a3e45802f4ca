import { normalForm } from './normal-form';
import { Manifest } from '../rules/manifest';
import { isRecord } from '../rules/pods';

const NAME = '\0';
/** Each is asked for more than once. */
const NORMAL = new WeakMap<Manifest, any>();

/**
 * An object without its name, in normal form and with its fields in order: two that differ
 * in nothing but their names are the same then.
 *
 * @param everywhere whether also each text that begins with the name begins with nothing
 * @internal
 */
export function withoutName(manifest: Manifest, everywhere: boolean): unknown {
  let normal = NORMAL.get(manifest);
  if (normal === undefined) NORMAL.set(manifest, normal = normalForm(manifest.object, manifest.kubernetesMinor));
  const nameless = { ...normal, metadata: { ...normal.metadata, name: NAME } };
  return ordered(nameless, everywhere ? manifest.name : undefined);
}

/** Every value of an object with its path; the items of a list have no place of their own. @internal */
export function leavesOf(value: unknown, path: string = '', found: Set<string> = new Set()): Set<string> {
  if (Array.isArray(value)) value.forEach((item) => leavesOf(item, `${path}[]`, found));
  else if (isRecord(value)) Object.entries(value).forEach(([key, inner]) => leavesOf(inner, `${path}.${key}`, found));
  else found.add(`${path}=${String(value)}`);
  return found;
}

function ordered(value: unknown, name: string | undefined): unknown {
  if (typeof value === 'string') return name !== undefined && begins(value, name) ? `${NAME}${value.slice(name.length)}` : value;
  if (Array.isArray(value)) return value.map((item) => ordered(item, name));
  return isRecord(value) ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, ordered(value[key], name)])) : value;
}

function begins(text: string, name: string): boolean {
  return text === name || text.startsWith(`${name}-`) || text.startsWith(`${name}.`);
}
