import { handWrittenBases } from './bases';
import { Judge } from './judge';
import { caseSeed, Random } from './random';
import { changesOf } from './single-change';
import { pairOf } from '../../../src/plan/judgement';
import { Manifest } from '../../../src/rules/manifest';
import { builtInKinds, structOf } from '../../../src/rules/structure/tables';
import { Question } from '../oracle';

/** A change that the plan and the API server see differently. */
export interface Disagreement { readonly kind: string; readonly path: string; readonly before: unknown; readonly after: unknown; readonly plan: string; readonly server: string }

export interface Agreement { readonly compared: number; readonly refused: number; readonly unchanged: number; /** changes that the plan takes for none, or the other way round */ readonly misread: readonly Disagreement[]; readonly disagreements: readonly Disagreement[] }

const NOT_APPLIED = new Set(['Pod', 'ReplicaSet']);
const BATCH = 250;

/** Changes one to three fields of an object at a time and asks both whether the update is refused. */
export async function agreementOf(minor: number, seed: number, count: number): Promise<Agreement> {
  const judge = new Judge(minor);
  const bases = await known(judge);
  const kinds = [...new Set(bases.map((base) => base.kind as string))].sort();
  const disagreements: Disagreement[] = [];
  const misread: Disagreement[] = [];
  let [compared, refused, unchanged] = [0, 0, 0];
  for (let from = 0; compared < count; from += BATCH) {
    const cases = Array.from({ length: BATCH }, (_, i) => {
      const random = new Random(caseSeed(seed, from + i));
      const kind = random.pick(kinds); // each kind as often, however many objects there are of it
      const old = random.pick(bases.filter((base) => base.kind === kind));
      return { old, ...changed(old, minor, random) };
    });
    const created = await judge.ask(cases.map(({ object }) => ({ op: 'create', object, ssa: byApply(object) })));
    const valid = cases.filter((_, i) => created[i].verdict === 'accept');
    const updated = await judge.ask(valid.map(({ object, old }) => updateOf(old, object)));
    updated.forEach((answer, i) => {
      if (answer.verdict === 'error') return;
      const { old, object, path } = valid[i];
      const pair = pairOf(Manifest.of(old, { kubernetesMinor: minor }), Manifest.of(object, { kubernetesMinor: minor }));
      compared++;
      if (answer.verdict === 'reject') refused++;
      if (answer.unchanged) unchanged++;
      const isNone = pair.differences.every(({ path: at }) => at.startsWith('metadata.'));
      if (answer.verdict === 'accept' && pair.refused.length === 0 && isNone !== (answer.unchanged === true)) {
        misread.push({ kind: object.kind, path, before: old, after: object, plan: `differs in ${pair.differences.map((d) => d.path).join(', ') || 'nothing'}`, server: answer.unchanged ? 'unchanged' : 'changed' });
      }
      if ((pair.refused.length > 0) !== (answer.verdict === 'reject')) {
        disagreements.push({ kind: object.kind, path, before: old, after: object, plan: `refused ${pair.refused.join(', ') || 'nothing'}`, server: `${answer.verdict}${answer.unchanged ? ' unchanged' : ''} ${answer.errors.map(({ field, message }) => `${field}: ${message}`).join('; ').slice(0, 200)}` });
      }
    });
  }
  await judge.close();
  return { compared, refused, unchanged, misread, disagreements };
}

function changed(old: any, minor: number, random: Random): { object: any; path: string } {
  let object = structuredClone(old);
  const struct = structOf(builtInKinds(old.apiVersion)!.get(old.kind)!.type!, minor);
  const paths = Array.from({ length: 1 + random.below(3) }, () => {
    const changes = changesOf(object, struct, random);
    if (changes.length === 0) return '';
    const { path, make } = random.pick(changes);
    make();
    object = JSON.parse(JSON.stringify(object)); // made values are shared: the next change must not reach into them
    return path;
  });
  return { object, path: paths.join(' + ') };
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

function variantsOf(object: any): any[] {
  if (object.kind === 'Job') return [object, { ...object, spec: { ...object.spec, suspend: true } }];
  return ['ConfigMap', 'Secret'].includes(object.kind) ? [object, { ...object, immutable: true }] : [object];
}
