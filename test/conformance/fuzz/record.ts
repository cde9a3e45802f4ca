import { allBases } from './bases';
import { PodVerdict, Verdict, writeCorpus } from './corpus';
import { Judge } from './judge';
import { Mutator } from './mutate';
import { LEVELS, makePod, OLDEST } from './pod-security';
import { caseSeed, Random } from './random';
import { withoutValues } from './tally';
import { Answer } from '../oracle';

/*
 * Records the corpus: of the many cases those that differ in what the server says, and
 * as many that it takes.
 *
 *   npx ts-node --project test/conformance/tsconfig.json test/conformance/fuzz/record.ts --count 60000
 */

const MINORS = [33, 36];
const BATCH = 500;
const ACCEPTED_PER_KIND = 40;
const LARGEST = 6000;

async function record(count: number): Promise<void> {
  for (const minor of MINORS) writeCorpus(`api-server-1.${minor}`, await recordMinor(minor, count));
  writeCorpus('pod-security', await recordPods(6000));
}

async function recordMinor(minor: number, count: number): Promise<Verdict[]> {
  const judge = new Judge(minor);
  const bases = allBases();
  const answers = await judge.judge(bases);
  const mutator = new Mutator(bases.filter((_, i) => answers[i].verdict !== 'error'), minor);
  const choice = new Choice(minor);
  for (let from = 0; from < count; from += BATCH) {
    const objects = Array.from({ length: BATCH }, (_, i) => mutator.make(99, from + i));
    (await judge.judge(objects)).forEach((answer, i) => choice.consider(objects[i], answer));
  }
  await judge.close();
  return choice.verdicts;
}

/** Keeps what is new: the smallest object for each reason to refuse, and some for each kind that are taken. */
class Choice {
  private readonly chosen = new Map<string, Verdict>();
  private readonly taken = new Map<string, number>();

  constructor(private readonly minor: number) {}

  public consider(object: any, { verdict, errors, strict }: Answer): void {
    const size = JSON.stringify(object).length;
    if (verdict === 'error' || size > LARGEST) return;
    if (verdict === 'accept') {
      const nth = (this.taken.get(object.kind) ?? 0) + 1;
      this.taken.set(object.kind, nth);
      if (nth <= ACCEPTED_PER_KIND) this.chosen.set(`accept ${object.kind} ${nth}`, { minor: this.minor, accepted: true, object });
      return;
    }
    if (errors.length + strict.length !== 1) return;
    const because = errors.length > 0 ? `${errors[0].field}: ${errors[0].message}` : strict[0];
    const key = `${object.kind} ${withoutValues(because)}`;
    const known = this.chosen.get(key);
    if (known === undefined || JSON.stringify(known.object).length > size) this.chosen.set(key, { minor: this.minor, accepted: false, because: because.slice(0, 160), object });
  }

  /** Like with like, which packs well. */
  public get verdicts(): Verdict[] {
    return [...this.chosen.values()].sort((a, b) => order(a) - order(b) || (JSON.stringify(a.object) < JSON.stringify(b.object) ? -1 : 1));
  }
}

function order({ object }: Verdict): number {
  return [...String(object.kind)].reduce((sum, char) => sum * 31 + char.charCodeAt(0), 7) % 1e9;
}

async function recordPods(count: number): Promise<PodVerdict[]> {
  const judge = new Judge(MINORS[MINORS.length - 1]);
  const cases = Array.from({ length: count }, (_, i) => {
    const random = new Random(caseSeed(5, i));
    return { object: makePod(random), level: LEVELS[i % 2] as PodVerdict['level'], minor: OLDEST + random.below(9) };
  });
  const answers = await judge.ask(cases.map(({ object, level, minor }) => ({ op: 'pss', object, level: level as 'baseline' | 'restricted', version: `1.${minor}` })));
  await judge.close();
  // Each reason a few times, for each minor.
  const seen = new Map<string, number>();
  return cases.map((one, i) => ({ ...one, accepted: answers[i].verdict === 'accept', because: answers[i].errors.map(({ type }) => type).join() })).filter(({ because, level, minor }) => {
    const key = `${level} ${minor} ${because}`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
    return seen.get(key)! <= (because === '' ? 20 : 3);
  }).map(({ because: _, ...verdict }) => verdict);
}

const args = process.argv.slice(2);
void record(Number(args.includes('--count') ? args[args.indexOf('--count') + 1] : 60000));
