import { handWrittenBases } from './bases';
import { Judge } from './judge';
import { caseSeed, Random } from './random';
import { changesOf } from './single-change';
import { builtInKinds, structOf } from '../../../src/rules/structure/tables';
import { Question } from '../oracle';

/** A change of an object, and what the API server says to it. */
export interface Update {
  readonly minor: number;
  /** the fields that were changed */
  readonly path: string;
  readonly before: any;
  readonly after: any;
  readonly isRefused: boolean;
  /** accepted, and nothing but metadata differs then */
  readonly isUnchanged: boolean;
  /** the server's first reasons, for people */
  readonly because: string;
}

const NOT_APPLIED = new Set(['Pod', 'ReplicaSet']);
const BATCH = 250;

/** Changes one to three fields of an object at a time, to what the server would take in a new object, and asks it about the update. */
export async function eachUpdate(minor: number, seed: number, count: number, tell: (update: Update) => void): Promise<void> {
  const judge = new Judge(minor);
  const bases = await known(judge);
  const kinds = [...new Set(bases.map((base) => base.kind as string))].sort();
  let told = 0;
  for (let from = 0; told < count; from += BATCH) {
    const cases = Array.from({ length: BATCH }, (_, i) => {
      const random = new Random(caseSeed(seed, from + i));
      const kind = random.pick(kinds); // each kind as often, however many objects there are of it
      const before = random.pick(bases.filter((base) => base.kind === kind));
      return { before, ...changed(before, minor, random) };
    });
    const created = await judge.ask(cases.map(({ after }) => ({ op: 'create', object: after, ssa: byApply(after) })));
    const valid = cases.filter((_, i) => created[i].verdict === 'accept');
    const answers = await judge.ask(valid.map(({ after, before }) => updateOf(before, after)));
    answers.forEach(({ verdict, unchanged, errors }, i) => {
      if (verdict === 'error') return;
      told++;
      tell({ minor, ...valid[i], isRefused: verdict === 'reject', isUnchanged: unchanged === true, because: errors.map(({ field, message }) => `${field}: ${message}`).join('; ').slice(0, 200) });
    });
  }
  await judge.close();
}

function changed(old: any, minor: number, random: Random): { after: any; path: string } {
  let after = structuredClone(old);
  const struct = structOf(builtInKinds(old.apiVersion)!.get(old.kind)!.type!, minor);
  const paths = Array.from({ length: 1 + random.below(3) }, () => {
    const { path, make } = random.pick(changesOf(after, struct, random));
    make();
    after = JSON.parse(JSON.stringify(after)); // made values are shared: the next change must not reach into them
    return path;
  });
  return { after, path: paths.join(' + ') };
}

/** The objects that this API server accepts, and takes for unchanged when they are applied once more. */
async function known(judge: Judge): Promise<any[]> {
  const applied = handWrittenBases().flatMap(variantsOf).filter(({ apiVersion, kind }) => !NOT_APPLIED.has(kind) && builtInKinds(apiVersion)?.get(kind)?.type !== undefined);
  const created = await judge.ask(applied.map((object) => ({ op: 'create', object, ssa: byApply(object) })));
  const again = await judge.ask(applied.map((object) => updateOf(object, object)));
  return applied.filter((_, i) => created[i].verdict === 'accept' && again[i].unchanged);
}

/** The oracle has no apply schema of definitions. */
function byApply({ kind }: any): boolean {
  return kind !== 'CustomResourceDefinition';
}

/** An update as it arrives in a cluster: a claim is bound to a volume of its size, a definition is established. */
function updateOf(old: any, object: any): Question {
  const { kind, spec } = old;
  if (kind === 'PersistentVolumeClaim') return { op: 'update', object, old, status: { phase: 'Bound', capacity: { storage: spec.resources.requests.storage } }, ssa: true };
  if (kind !== 'CustomResourceDefinition') return { op: 'update', object, old, ssa: true };
  const storedVersions = spec.versions.filter((version: any) => version.storage).map((version: any) => version.name);
  const established = { type: 'Established', status: 'True', lastTransitionTime: null, reason: '', message: '' };
  return { op: 'update', object, old: { ...old, status: { acceptedNames: spec.names, conditions: [established], storedVersions } } };
}

/** The same in a state in which other changes are allowed. */
function variantsOf(object: any): any[] {
  if (object.kind === 'Job') return [object, { ...object, spec: { ...object.spec, suspend: true } }];
  return ['ConfigMap', 'Secret'].includes(object.kind) ? [object, { ...object, immutable: true }] : [object];
}
