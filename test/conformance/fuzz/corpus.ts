import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { gunzipSync, gzipSync } from 'zlib';

/*
 * What the oracle said, for those who have no Go: objects and verdicts, one per line.
 */

/** An object, and whether an API server of that minor takes it. */
export interface Verdict {
  readonly minor: number;
  readonly accepted: boolean;
  /** the server's first reason, for people */
  readonly because?: string;
  readonly object: any;
}

/** A pod, and whether it meets a Pod Security Standard of that minor. */
export interface PodVerdict {
  readonly minor: number;
  readonly level: 'baseline' | 'restricted';
  readonly accepted: boolean;
  readonly object: any;
}

const FOLDER = join(__dirname, '..', 'corpus');

export function readCorpus<T>(name: string): T[] {
  const file = join(FOLDER, `${name}.jsonl.gz`);
  if (!existsSync(file)) return [];
  return gunzipSync(readFileSync(file)).toString().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
}

export function writeCorpus(name: string, verdicts: readonly unknown[]): void {
  const packed = gzipSync(verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join(''), { level: 9 });
  writeFileSync(join(FOLDER, `${name}.jsonl.gz`), packed);
  console.log(`${name}: ${verdicts.length} verdicts, ${Math.round(packed.length / 1024)} kB`);
}
