import { Fingerprint } from './fingerprint';
import { leavesOf, sameButNames } from './nameless';
import { Manifest } from '../rules/manifest';
import { Manifests } from '../rules/manifests';
import { listOf, podsOf } from '../rules/pods';

/** An object that goes, and the one that takes its place under another name. @internal */
export interface Succession {
  readonly before: Manifest;
  readonly after: Manifest;
  /** the name ends with a hash of the content */
  readonly byContent: boolean;
}

/** How much of two workloads has to be the same to be one that was renamed. */
const ALIKE = 0.8;
const NAMED_BY_CONTENT = ['ConfigMap', 'Secret', 'Job'];
const HASHED = /^(.+)-[0-9a-f]{6,10}$/;

/**
 * Which of the objects that go come back under another name: with a name that follows
 * from the content, with the same content, or, where they run the same images, with
 * nearly the same.
 *
 * @internal
 */
export function successions(removed: readonly Manifest[], added: readonly Manifest[]): Succession[] {
  const found: Succession[] = [];
  const taken = new Set<Manifest>();
  const pass = (keysOf: (manifest: Manifest) => string[], byContent: boolean, choose: (before: Manifest, heirs: Iterable<Manifest>) => Manifest | undefined = (_, [first]) => first) => {
    const heirs = new Map<string, Set<Manifest>>();
    for (const after of added) {
      if (taken.has(after)) continue;
      for (const key of keysOf(after)) {
        const others = heirs.get(key);
        if (others === undefined) heirs.set(key, new Set([after]));
        else others.add(after);
      }
    }
    for (const before of removed) {
      if (taken.has(before)) continue;
      const after = choose(before, inTurn(keysOf(before).map((key) => heirs.get(key))));
      if (after === undefined) continue;
      taken.add(before).add(after);
      for (const key of keysOf(after)) heirs.get(key)?.delete(after); // so that many that are alike are not looked through for each
      found.push({ before, after, byContent });
    }
  };
  pass(stems, true);
  pass(contents, false, sameContent);
  pass(images, false, mostAlike);
  return found;
}

/** One after the other, as far as anybody asks. */
function* inTurn(sets: ReadonlyArray<Iterable<Manifest> | undefined>): Iterable<Manifest> {
  for (const set of sets) if (set !== undefined) yield* set;
}

function kinOf({ apiGroup, kind, namespace }: Manifest): string {
  return `${apiGroup} ${kind} ${kind === 'Namespace' ? '' : namespace}`;
}

/** What is left of a name without the hash at its end. */
function stems(manifest: Manifest): string[] {
  const stem = NAMED_BY_CONTENT.includes(manifest.kind) ? HASHED.exec(manifest.name)?.[1] : undefined;
  return stem === undefined ? [] : [`${kinOf(manifest)} ${stem}`];
}

/** The content without the name of the object, and without any text that begins with it. */
function contents(manifest: Manifest): string[] {
  const { exact, nameless } = Fingerprint.of(manifest);
  return [`${kinOf(manifest)} ${exact}`, `${kinOf(manifest)} nameless ${nameless}`];
}

function sameContent(before: Manifest, heirs: Iterable<Manifest>): Manifest | undefined {
  for (const heir of heirs) if (sameButNames(before, heir)) return heir;
  return undefined;
}

/** The programs that it runs, without their versions. */
function images(manifest: Manifest): string[] {
  const [pod] = podsOf(Manifests.of([manifest]));
  if (pod === undefined) return [];
  const programs = listOf(pod.spec.containers).map((container) => String(container?.image ?? '').replace(/@.*$/, '').replace(/:[^:/]*$/, ''));
  return [`${kinOf(manifest)} ${programs.sort().join(' ')}`];
}

function mostAlike(before: Manifest, heirs: Iterable<Manifest>): Manifest | undefined {
  const few: Manifest[] = [];
  for (const heir of heirs) if (few.push(heir) > 20) return undefined; // that many of one program are told apart by name alone
  if (few.length === 0) return undefined;
  const old = leavesOf(before);
  const scored = few.map((heir) => ({ heir, score: likeness(old, leavesOf(heir)) })).sort((a, b) => b.score - a.score);
  return scored[0].score >= ALIKE ? scored[0].heir : undefined;
}

/** The share of the values that both have. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((leaf) => b.has(leaf)).length;
  return (2 * both) / (a.size + b.size);
}
