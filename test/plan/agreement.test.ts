import { readCorpus } from '../conformance/fuzz/corpus';
import { agreementOf, disagreementOn, Otherwise } from '../conformance/fuzz/plan-agreement';
import { Update } from '../conformance/fuzz/updates';
import { Oracle } from '../conformance/oracle';

describe.each([33, 36])('the API server of Kubernetes 1.%d', (minor) => {
  const updates = readCorpus<Update>(`update-1.${minor}`);

  test('has been asked about changes of every sort', () => {
    const count = (is: (update: Update) => boolean) => updates.filter(is).length;
    expect(Math.min(count(({ isRefused }) => isRefused), count(({ isUnchanged }) => isUnchanged), count(({ isRefused, isUnchanged }) => !isRefused && !isUnchanged))).toBeGreaterThan(200);
    expect(new Set(updates.map(({ after }) => after.kind)).size).toBeGreaterThan(25);
  });

  test('refused the updates of which the plan says so, and stored a change wherever it says that there is one', () => {
    const found = updates.flatMap((update) => disagreementOn(update) ?? []).filter(({ otherwise }) => otherwise !== Otherwise.OVERCAUTIOUS);
    expect(found.map(({ otherwise, plan, update: { after, path } }) => `${after.kind} ${path}: ${otherwise}: ${plan}`)).toEqual([]);
  });

  const isBuilt = Oracle.isBuilt(`1.${minor}`);
  (isBuilt ? test : test.skip)(`says so of other updates, too${isBuilt ? '' : ` (build it: test/conformance/build.sh 1.${minor})`}`, async () => {
    const { refused, disagreements } = await agreementOf(minor, 7, 500);
    expect(refused).toBeGreaterThan(50);
    expect(disagreements.filter(({ otherwise }) => otherwise !== Otherwise.OVERCAUTIOUS)).toEqual([]);
  }, 60_000);
});
