import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { answersOf, complaintsOf, isThirdParty, nameOf } from './judge';
import { KubeObject, readManifests } from '../apiserver/manifests';

/*
 * Judges the third-party kinds of every example, or of the files that are named, and
 * with testdata/refused.jsonl that the judge does refuse.
 */

const ROOT = join(__dirname, '../../..');

interface Case { readonly name: string; readonly object: any; /** what has to be said against it */ readonly because?: string }

function main(files: readonly string[]): boolean {
  const cases = files.length > 0 ? files.flatMap(casesIn) : [...examples().flatMap(casesIn), ...casesIn(join(__dirname, 'testdata/accepted.jsonl')), ...mustFail()];
  const judged = cases.filter(({ object }) => isThirdParty(object) || object?.kind === 'CustomResourceDefinition');
  const answers = answersOf(judged.map(({ object }) => object));
  let [passed, failed] = [0, 0];
  const kinds = new Map<string, number>();
  judged.forEach(({ name, object, because }, i) => {
    if (!isThirdParty(object)) return;
    const complaints = complaintsOf(answers[i]);
    const kind = `${object.kind} ${object.apiVersion}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (because === undefined ? complaints.length === 0 : complaints.some((text) => text.includes(because))) {
      passed++;
    } else {
      failed++;
      console.log(`FAILED ${name}: ${nameOf(object)}\n  ${because === undefined ? complaints.join('\n  ') : `should be refused: ${because}; said: ${complaints.join('; ') || 'nothing'}`}`);
    }
  });
  console.log(`third-party kinds: ${[...kinds].sort().map(([kind, count]) => `${count} ${kind}`).join(', ') || 'none'}; ${cases.length - judged.length} objects of Kubernetes itself passed over`);
  if (passed + failed === 0 && files.length === 0) failed++;
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

function examples(): string[] {
  const folder = join(ROOT, 'examples');
  return readdirSync(folder).map((name) => join(folder, name, 'manifests')).filter((path) => existsSync(path));
}

function casesIn(path: string): Case[] {
  const name = relative(ROOT, path);
  return objectsIn(path).map((object) => ({ name, object }));
}

function objectsIn(path: string): KubeObject[] {
  if (/\.jsonl$/.test(path)) return linesOf(path);
  if (/\.ya?ml$/.test(path)) return parseAllDocuments(readFileSync(path, 'utf8')).map((document) => document.toJS()).filter((object) => object !== null);
  return readManifests(path).map(({ object }) => object);
}

function mustFail(): Case[] {
  return linesOf(join(__dirname, 'testdata/refused.jsonl')).map(({ because, object }) => ({ name: 'testdata/refused.jsonl', object, because }));
}

function linesOf(path: string): any[] {
  return readFileSync(path, 'utf8').split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line));
}

process.exit(main(process.argv.slice(2)) ? 0 : 1);
