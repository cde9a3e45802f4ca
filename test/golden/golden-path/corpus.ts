import { createHash } from 'crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { objectsOf, PROGRAMS } from './programs';
import { GoldenPath, Plan } from '../../../src';

/** The objects of every program, one a line, by the program's name. */
export type Corpus = ReadonlyMap<string, readonly string[]>;

/** What was decided about the manifests of one golden path. */
export interface Decision {
  readonly date: string;
  /** `first`; `wider`: there are more programs, and no object is another; `fix`: objects are others, as the golden path was wrong */
  readonly kind: 'first' | 'wider' | 'fix';
  /** why; a fix stands in the changelog in the same words */
  readonly why: string;
  /** the hash over all objects */
  readonly fingerprint: string;
}

/** The golden paths that may not change any more. */
export const RELEASED = GoldenPath.supported.filter(({ isPreview }) => !isPreview);

/** The objects that are committed. */
export function committed(goldenPath: GoldenPath): Corpus {
  const folder = folderOf(goldenPath);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.jsonl')) : [];
  const names = files.map((file) => file.replace(/\.jsonl$/, '')).sort();
  return new Map(names.map((name) => [name, readFileSync(join(folder, `${name}.jsonl`), 'utf8').trimEnd().split('\n')]));
}

/** What all programs become now. */
export function written(goldenPath: GoldenPath): Corpus {
  return new Map(Object.keys(PROGRAMS).sort().map((name) => [name, objectsOf(name, goldenPath)]));
}

/** The decisions, the latest last. */
export function decisions(goldenPath: GoldenPath): Decision[] {
  const file = join(folderOf(goldenPath), 'decisions.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

export function fingerprintOf(corpus: Corpus): string {
  const hash = createHash('sha256');
  for (const [name, lines] of corpus) hash.update([name, ...lines, ''].join('\n'));
  return hash.digest('hex');
}

/** What is otherwise, as a fleet would feel it; nothing where all is as it was. */
export function difference(before: Corpus, now: Corpus): string[] {
  return [...before].filter(([name, lines]) => lines.join('\n') !== now.get(name)?.join('\n'))
    .map(([name, lines]) => `${name}: ${now.has(name) ? planOf(lines, now.get(name)!) : 'the program is not there any more'}`);
}

/** Writes what all programs become now, and why that was decided. */
export function decide(goldenPath: GoldenPath, why: string, date: string): Decision {
  const folder = folderOf(goldenPath);
  const [before, now] = [committed(goldenPath), written(goldenPath)];
  const kind = before.size === 0 ? 'first' : difference(before, now).length === 0 ? 'wider' : 'fix';
  const decision: Decision = { date, kind, why, fingerprint: fingerprintOf(now) };
  const all = [...decisions(goldenPath), decision];
  mkdirSync(folder, { recursive: true });
  for (const [name, lines] of now) writeFileSync(join(folder, `${name}.jsonl`), `${lines.join('\n')}\n`);
  writeFileSync(join(folder, 'decisions.json'), `${JSON.stringify(all, null, 2)}\n`);
  return decision;
}

/** What the library itself says of the difference. Objects that are the same to the cluster may still be other bytes. */
function planOf(before: readonly string[], now: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'gopher-golden-path-'));
  try {
    for (const [side, lines] of [['before', before], ['now', now]] as const) {
      mkdirSync(join(folder, side));
      writeFileSync(join(folder, side, 'objects.yaml'), lines.map((line) => `---\n${line}\n`).join(''));
    }
    return Plan.between(join(folder, 'before'), join(folder, 'now')).toString();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function folderOf(goldenPath: GoldenPath): string {
  return join(__dirname, String(goldenPath));
}
