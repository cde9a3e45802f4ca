import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { handWrittenBases } from './bases';
import { Judge } from './judge';
import { caseSeed, Random } from './random';
import { changesOf } from './single-change';
import { Evidence, Immutable } from './update-evidence';
import { builtInKinds, structOf } from '../../../src/rules/structure/tables';
import { Oracle } from '../oracle';

/*
 * Which fields does an API server refuse to change? Every field of every kind is changed,
 * one at a time, to what it would accept at creation, and the update is put to the oracle.
 *
 *   npx ts-node --project test/conformance/tsconfig.json test/conformance/fuzz/fuzz-update.ts --count 2000 --seed 1
 *
 * writes immutable.json; --check compares instead, for those minors whose oracle is built.
 */

const FILE = join(__dirname, 'immutable.json');
const MINORS = [33, 36];
const BATCH = 250;
/** What controllers make, and nobody applies. */
const NOT_APPLIED = new Set(['Pod', 'ReplicaSet']);

/** By minor and kind. */
interface Facts { readonly [minor: string]: { readonly [kind: string]: Immutable } }

async function factsOf(minor: number, seed: number, count: number): Promise<{ [kind: string]: Immutable }> {
  const judge = new Judge(minor);
  const all = await known(judge, handWrittenBases().flatMap(variantsOf));
  const kinds = [...new Set(all.map((base) => base.kind as string))].sort();
  const facts: { [kind: string]: Immutable } = {};
  let [tried, changed, refused] = [0, 0, 0];
  for (const kind of kinds) {
    const evidence = await collect(judge, all.filter((base) => base.kind === kind), minor, new Random(caseSeed(seed, kinds.indexOf(kind))), triesOf(kind, count));
    facts[kind] = evidence.conclude();
    [tried, changed, refused] = [tried + triesOf(kind, count), changed + evidence.changed, refused + evidence.refused];
  }
  await judge.close();
  console.log(`Kubernetes 1.${minor}, seed ${seed}: ${kinds.length} kinds, ${tried} changes tried, ${changed} of them valid, ${refused} of these refused as updates`);
  return facts;
}

/** A schema has hundreds of fields, which may all change: the few others would hardly be tried. */
function triesOf(kind: string, count: number): number {
  return kind === 'CustomResourceDefinition' ? 5 * count : count;
}

/** The objects that this API server accepts, and takes for unchanged when they are applied once more. */
async function known(judge: Judge, bases: readonly any[]): Promise<any[]> {
  const applied = bases.filter(({ apiVersion, kind }) => !NOT_APPLIED.has(kind) && builtInKinds(apiVersion)?.get(kind) !== undefined);
  const created = await judge.ask(applied.map((object) => ({ op: 'create', object, ssa: byApply(object) })));
  const again = await judge.ask(applied.map((object) => ({ op: 'update', object, old: inCluster(object), ssa: byApply(object) })));
  return applied.filter((_, i) => created[i].verdict === 'accept' && again[i].unchanged);
}

async function collect(judge: Judge, bases: readonly any[], minor: number, random: Random, count: number): Promise<Evidence> {
  const evidence = new Evidence();
  for (let from = 0; from < count; from += BATCH) {
    const cases = Array.from({ length: BATCH }, () => {
      const old = random.pick(bases);
      const object = structuredClone(old);
      const struct = structOf(builtInKinds(old.apiVersion)!.get(old.kind)!.type!, minor);
      const change = evidence.leastTried(changesOf(object, struct, random), random);
      change.make();
      return { old, object, path: change.path };
    });
    const created = await judge.ask(cases.map(({ object }) => ({ op: 'create', object, ssa: byApply(object) })));
    const valid = cases.filter((_, i) => created[i].verdict === 'accept');
    const updated = await judge.ask(valid.map(({ object, old }) => ({ op: 'update', object, old: inCluster(old), ssa: byApply(object) })));
    updated.forEach(({ verdict, unchanged }, i) => {
      if (verdict === 'reject' || (verdict === 'accept' && !unchanged)) evidence.add(valid[i].path, verdict === 'reject');
    });
  }
  return evidence;
}

/** As GitOps tools do it: what the server has added stays. The oracle has no apply schema of definitions. */
function byApply({ kind }: any): boolean {
  return kind !== 'CustomResourceDefinition';
}

/**
 * With the status that it soon has in a cluster, where that counts: a claim may grow
 * once it is bound, a definition keeps its scope once it is established.
 */
function inCluster(object: any): any {
  const { kind, spec } = object;
  if (kind === 'PersistentVolumeClaim') return { ...object, status: { phase: 'Bound' } };
  if (kind !== 'CustomResourceDefinition') return object;
  const storedVersions = spec.versions.filter((version: any) => version.storage).map((version: any) => version.name);
  return { ...object, status: { acceptedNames: spec.names, conditions: [{ type: 'Established', status: 'True', lastTransitionTime: null, reason: '', message: '' }], storedVersions } };
}

/** The same in a state in which other changes are allowed. */
function variantsOf(object: any): any[] {
  if (object.kind === 'Job') return [object, { ...object, spec: { ...object.spec, suspend: true } }];
  return ['ConfigMap', 'Secret'].includes(object.kind) ? [object, { ...object, immutable: true }] : [object];
}

/** One field per line, so that a new fact is a new line. */
function textOf(facts: Facts): string {
  return `${JSON.stringify(facts, null, 1)}\n`;
}

async function main(args: string[]): Promise<boolean> {
  const value = (name: string, otherwise: number) => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise);
  const [seed, count] = [value('--seed', 1), value('--count', 2000)];
  const check = args.includes('--check');
  const committed: Facts = check ? JSON.parse(readFileSync(FILE, 'utf8')) : {};
  const facts: { [minor: string]: { [kind: string]: Immutable } } = {};
  for (const minor of MINORS) {
    if (check && !Oracle.isBuilt(`1.${minor}`)) console.log(`Kubernetes 1.${minor} is not asked: test/conformance/build.sh 1.${minor}`);
    else facts[`1.${minor}`] = await factsOf(minor, seed, count);
  }
  if (!check) {
    writeFileSync(FILE, textOf(facts));
    return true;
  }
  let [passed, failed] = [0, 0];
  for (const [minor, kinds] of Object.entries(facts)) {
    for (const kind of new Set([...Object.keys(kinds), ...Object.keys(committed[minor] ?? {})])) {
      const [now, before] = [kinds[kind], committed[minor]?.[kind]].map((fact) => JSON.stringify(fact));
      if (now === before) {
        passed++;
      } else {
        failed++;
        console.log(`FAILED Kubernetes ${minor}, ${kind}:\n  now    ${now}\n  before ${before}`);
      }
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0;
}

void main(process.argv.slice(2)).then((good) => process.exit(good ? 0 : 1));
