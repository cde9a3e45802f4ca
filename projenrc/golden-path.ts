import { decide, RELEASED } from '../test/golden/golden-path/corpus';

/* Writes down what a released golden path writes, and why that was decided: npm run golden -- v1 "the sentence of the changelog" */
const [name, why] = process.argv.slice(2);
const goldenPath = RELEASED.find((released) => String(released) === name);
if (goldenPath === undefined || !why) {
  process.stderr.write(`Name a released golden path (${RELEASED.join(', ')}) and the reason, in the words of the changelog.\n`);
  process.exit(2);
}
const { kind } = decide(goldenPath, why, new Date().toISOString().slice(0, 10));
process.stdout.write(kind === 'fix' ? 'Recorded as a fix. Say it in CHANGELOG.md in the same words.\n' : `Recorded: ${kind}.\n`);
