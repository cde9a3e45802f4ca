import { Judge } from './judge';
import { LEVELS, makePod, meets, OLDEST } from './pod-security';
import { caseSeed, Random } from './random';
import { Tally } from './tally';

/*
 * Compares our Pod Security Standards with k8s.io/pod-security-admission.
 *
 *   npx ts-node --project test/conformance/tsconfig.json test/conformance/fuzz/fuzz-pod-security.ts --count 50000
 */

const NEWEST = 36;

async function fuzz(count: number): Promise<boolean> {
  const judge = new Judge(NEWEST);
  const tally = new Tally();
  let [accepted, refused] = [0, 0];
  for (let from = 0; from < count; from += 500) {
    const cases = Array.from({ length: 500 }, (_, i) => {
      const random = new Random(caseSeed(1, from + i));
      return { object: makePod(random), level: random.pick(LEVELS), minor: OLDEST + random.below(NEWEST - OLDEST + 1) };
    });
    const answers = await judge.ask(cases.map(({ object, level, minor }) => ({ op: 'pss', object, level: level as 'baseline' | 'restricted', version: `1.${minor}` })));
    answers.forEach(({ verdict, errors }, i) => {
      const { object, level, minor } = cases[i];
      if (verdict === 'accept') accepted++;
      else refused++;
      if ((verdict === 'accept') === meets(object, level, minor)) return;
      tally.add({ side: verdict === 'accept' ? 'B' : 'A', kind: level, field: String(minor), message: errors.map(({ type, message }) => `${type}: ${message}`).join('; '), index: from + i, object });
    });
  }
  await judge.close();
  tally.print(true);
  console.log(`Pod Security: ${accepted} accepted, ${refused} refused`);
  console.log(`${count - tally.count} passed, ${tally.count} failed`);
  return tally.count === 0;
}

const args = process.argv.slice(2);
void fuzz(Number(args.includes('--count') ? args[args.indexOf('--count') + 1] : 20000)).then((agreed) => process.exit(agreed ? 0 : 1));
