import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { builtInKinds, builtInVersions } from '../../../src/rules/structure/tables';
import { fullBases } from '../../conformance/fuzz/bases';
import { readCorpus, Verdict } from '../../conformance/fuzz/corpus';

/*
 * What is compared with the API server is what the library writes, whichever kinds come to it.
 */

const SOURCES = join(__dirname, '../../../src');
/** Layers that only read what others write. */
const READERS = ['rules', 'plan', 'app', 'cli'];
/** Named, so that somebody can say that the cluster has one. */
const NEVER_WRITTEN = ['RuntimeClass'];

/** The kinds of Kubernetes with known fields. */
const KINDS = new Set(builtInVersions().flatMap((version) => [...builtInKinds(version)!.values()].filter(({ type, to }) => type !== undefined && to === Infinity).map(({ name }) => name)));

/** Those that the code of the library names. */
function namedKinds(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !READERS.includes(file.split(/[\\/]/)[0]));
  const words = files.flatMap((file) => [...readFileSync(join(SOURCES, file), 'utf8').matchAll(/'([A-Z][A-Za-z]+)'/g)].map(([, word]) => word));
  return [...new Set(words)].filter((word) => KINDS.has(word) && !NEVER_WRITTEN.includes(word)).sort();
}

describe('every kind of Kubernetes that the library writes', () => {
  const named = namedKinds();

  test('is known, down to the rarest', () => {
    expect(named).toEqual(expect.arrayContaining(['CustomResourceDefinition', 'DaemonSet', 'Deployment', 'PersistentVolume', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration']));
    expect(named.length).toBeGreaterThan(24);
  });

  test('is among what differential fuzzing begins with, written by hand with many fields', () => {
    const bases = new Set(fullBases().map(({ kind }) => kind));
    expect(named.filter((kind) => !bases.has(kind))).toEqual([]);
  });

  test.each([33, 36])('has recorded verdicts of the API server of Kubernetes 1.%i, good and bad', (minor) => {
    const verdicts = readCorpus<Verdict>(`api-server-1.${minor}`);
    const of = (accepted: boolean) => new Set(verdicts.filter((verdict) => verdict.accepted === accepted).map(({ object }) => object.kind));
    const [good, bad] = [of(true), of(false)];
    expect(named.filter((kind) => !good.has(kind) || !bad.has(kind))).toEqual([]);
  });
});
