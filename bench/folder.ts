import { fork } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Document, parseAllDocuments } from 'yaml';
import { appOf } from './shop';
import { Manifests } from '../src/rules/manifests';
import { readManifests } from '../src/rules/reading/read-manifests';
import { standardBook } from '../src/rules/standard-book';

/*
 * `verify` of a folder: reading it, and holding it against all rules. In a process of its own, as
 * the command is one; its first run, while the engine still compiles, and the best of those after.
 *
 *   npm run bench
 */

const SERVICES = 1000;
const RUNS = 8;

function seconds(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** Both parts, over and over. */
function measure(folder: string): void {
  let objects = 0;
  const runs = Array.from({ length: RUNS }, () => {
    let read: ReturnType<typeof readManifests> | undefined;
    const reading = seconds(() => { read = readManifests([folder]); });
    const verifying = seconds(() => standardBook().verify(Manifests.of(read!.manifests)));
    objects = read!.manifests.length;
    return { reading, verifying };
  });
  const [first, ...later] = runs;
  const best = (part: 'reading' | 'verifying') => Math.min(...later.map((run) => run[part])).toFixed(2);
  console.log(`a folder of ${SERVICES} files, ${objects} objects, in a process of its own: reading ${best('reading')} s, verifying ${best('verifying')} s; `
    + `the first time ${first.reading.toFixed(2)} and ${first.verifying.toFixed(2)} s`);
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const library = seconds(() => texts.forEach((text) => parseAllDocuments(text).map((document) => (document as Document).toJS())));
  console.log(`the YAML library alone would take ${library.toFixed(2)} s to read it`);
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'gopher-bench-'));
  appOf(SERVICES, folder).synth();
  fork(__filename, [folder]).on('exit', (code) => {
    rmSync(folder, { recursive: true });
    process.exitCode = code ?? 1;
  });
}

const [given] = process.argv.slice(2);
if (given === undefined) main();
else measure(given);
