import { allBases } from './bases';
import { Judge } from './judge';
import { Mutator } from './mutate';
import { refusals } from './rules';
import { isDocumented } from './stricter';
import { Tally } from './tally';
import { Finding } from '../../../src/rules/finding';
import { Answer } from '../oracle';

/*
 * Compares our rules with the API server's own code, over objects that are valid,
 * nearly valid and wrong.
 *
 *   npx ts-node --project test/conformance/tsconfig.json test/conformance/fuzz/fuzz.ts --count 100000 --seed 1 --minor 36
 *
 * --case N shows one case of the seed in full, --objects the first object of each group,
 * --kinds A,B begins with these kinds only.
 */

const BATCH = 500;

export interface Options {
  readonly seed: number;
  readonly count: number;
  readonly minor: number;
  readonly only?: number;
  readonly objects: boolean;
  readonly kinds?: string[];
}

function options(args: string[]): Options {
  const value = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  return {
    seed: Number(value('--seed') ?? 1),
    count: Number(value('--count') ?? 20000),
    minor: Number(value('--minor') ?? 36),
    only: value('--case') === undefined ? undefined : Number(value('--case')),
    objects: args.includes('--objects'),
    kinds: value('--kinds')?.split(','),
  };
}

async function fuzz({ seed, count, minor, only, objects: withObjects, kinds }: Options): Promise<boolean> {
  const judge = new Judge(minor);
  const bases = await answered(judge, allBases().filter(({ kind }) => kinds === undefined || kinds.includes(kind)));
  const mutator = new Mutator(bases.map(({ object }) => object), minor);
  if (only !== undefined) {
    const object = mutator.make(seed, only);
    const [answer] = await judge.judge([object]);
    console.log(JSON.stringify(object, null, 1));
    console.log(JSON.stringify(answer, null, 1));
    refusals([object], minor)[0].forEach((finding) => console.log(String(finding)));
    await judge.close();
    return true;
  }
  const tally = new Tally();
  for (const { object, answer, findings } of judged(bases, minor)) compare(tally, object, -1, answer, findings);
  let [accepted, refused, unanswered] = [0, 0, 0];
  const begin = Date.now();
  let ours = 0;
  for (let from = 0; from < count; from += BATCH) {
    const objects = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => mutator.make(seed, from + i));
    const asked = judge.judge(objects);
    const start = performance.now();
    const findings = refusals(objects, minor);
    ours += performance.now() - start;
    (await asked).forEach((answer, i) => {
      if (answer.verdict === 'accept') accepted++;
      else if (answer.verdict === 'reject') refused++;
      else unanswered++;
      compare(tally, objects[i], from + i, answer, findings[i]);
    });
  }
  await judge.close();
  tally.print(withObjects);
  const seconds = (Date.now() - begin) / 1000;
  console.log(`Kubernetes 1.${minor}, seed ${seed}: ${accepted} accepted, ${refused} refused, ${unanswered} not answered; ${Math.round(count / seconds)} cases/s, our rules ${Math.round(count / ours)} objects/ms`);
  console.log(`${count + bases.length - tally.count} passed, ${tally.count} failed`);
  return tally.count === 0;
}

interface Base { readonly object: any; readonly answer: Answer }

/** Without the kinds that the oracle does not know. */
async function answered(judge: Judge, objects: any[]): Promise<Base[]> {
  const answers = await judge.judge(objects);
  return objects.map((object, i) => ({ object, answer: answers[i] })).filter(({ answer }) => answer.verdict !== 'error');
}

function judged(bases: Base[], minor: number): Array<Base & { findings: Finding[] }> {
  const findings = refusals(bases.map(({ object }) => object), minor);
  return bases.map((base, i) => ({ ...base, findings: findings[i] }));
}

function compare(tally: Tally, object: any, index: number, { verdict, errors, strict }: Answer, findings: Finding[]): void {
  const kind = String(object.kind);
  if (verdict === 'reject' && findings.length === 0) {
    const { field, message } = errors[0] ?? { field: '', message: strict[0] };
    tally.add({ side: 'A', kind, field, message, index, object });
  } else if (verdict === 'accept' && !isDocumented(findings)) {
    const [first] = findings;
    tally.add({ side: 'B', kind, field: first.path, message: `${first.rule}: ${first.message}`, index, object });
  }
}

void fuzz(options(process.argv.slice(2))).then((agreed) => process.exit(agreed ? 0 : 1));
