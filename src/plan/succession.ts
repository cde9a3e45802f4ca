import { same } from './difference';
import { normalForm } from './normal-form';
import { Manifest } from '../rules/manifest';
import { isRecord } from '../rules/pods';

/** An object that goes, and the one that takes its place under another name. @internal */
export interface Succession {
  readonly before: Manifest;
  readonly after: Manifest;
  /** the name ends with a hash of the content */
  readonly byContent: boolean;
}

const NAMED_BY_CONTENT = ['ConfigMap', 'Secret', 'Job'];
const HASHED = /^(.+)-[0-9a-f]{6,10}$/;

/**
 * Which of the objects that go come back under another name: with the same content,
 * or with a name that follows from the content.
 *
 * @internal
 */
export function successions(removed: readonly Manifest[], added: readonly Manifest[]): Succession[] {
  const waiting = new Map<string, Manifest[]>();
  for (const after of added) {
    const kin = kinOf(after);
    waiting.set(kin, [...waiting.get(kin) ?? [], after]);
  }
  const found: Succession[] = [];
  for (const before of removed) {
    const heirs = waiting.get(kinOf(before)) ?? [];
    const byContent = heirs.find((after) => isNextOf(before, after));
    const after = byContent ?? heirs.find((heir) => isSameButForName(before, heir));
    if (after === undefined) continue;
    waiting.set(kinOf(before), heirs.filter((heir) => heir !== after));
    found.push({ before, after, byContent: byContent !== undefined });
  }
  return found;
}

function kinOf({ apiGroup, kind, namespace }: Manifest): string {
  return `${apiGroup} ${kind} ${kind === 'Namespace' ? '' : namespace}`;
}

function isNextOf(before: Manifest, after: Manifest): boolean {
  const [stem, next] = [HASHED.exec(before.name)?.[1], HASHED.exec(after.name)?.[1]];
  return NAMED_BY_CONTENT.includes(after.kind) && stem !== undefined && stem === next;
}

function isSameButForName(before: Manifest, after: Manifest): boolean {
  const content = (manifest: Manifest) => normalForm(manifest.object, manifest.kubernetesMinor);
  const [old, now] = [content(before), content(after)];
  const byNameAlone = { ...old, metadata: { ...old.metadata, name: after.name } };
  return same(byNameAlone, now) || same(renamed(old, before.name, after.name), now);
}

/** The same with each text that begins with one name beginning with the other. */
function renamed(value: unknown, from: string, to: string): unknown {
  if (typeof value === 'string') return value === from || value.startsWith(`${from}-`) || value.startsWith(`${from}.`) ? `${to}${value.slice(from.length)}` : value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, from, to));
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, renamed(inner, from, to)])) : value;
}
