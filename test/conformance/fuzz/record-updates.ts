import { writeCorpus } from './corpus';
import { withoutValues } from './tally';
import { eachUpdate, Update } from './updates';

/*
 * Records the corpus of updates: of the many those that differ in what the server says, the
 * smallest of each sort.
 *
 *   npx ts-node --project test/conformance/tsconfig.json test/conformance/fuzz/record-updates.ts --count 20000
 */

const MINORS = [33, 36];
const LARGEST = 9000;

async function record(count: number): Promise<void> {
  for (const minor of MINORS) {
    const chosen = new Map<string, Update>();
    await eachUpdate(minor, 99, count, (update) => {
      const size = sizeOf(update);
      const key = keyOf(update);
      const known = chosen.get(key);
      if (size <= LARGEST && (known === undefined || sizeOf(known) > size)) chosen.set(key, update);
    });
    // Like with like, which packs well.
    writeCorpus(`update-1.${minor}`, [...chosen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, update]) => update));
  }
}

/** What is the same for two changes that teach us the same. */
function keyOf({ path, after: { kind }, isRefused, isUnchanged, because }: Update): string {
  const verdict = isRefused ? 'refused' : isUnchanged ? 'unchanged' : 'changed';
  return `${kind} ${verdict} ${isRefused ? withoutValues(because).slice(0, 80) : ''} ${path.split(' + ')[0]}`;
}

function sizeOf({ before, after }: Update): number {
  return JSON.stringify(before).length + JSON.stringify(after).length;
}

const args = process.argv.slice(2);
void record(Number(args.includes('--count') ? args[args.indexOf('--count') + 1] : 20000));
