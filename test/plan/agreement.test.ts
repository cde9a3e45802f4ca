import { agreementOf } from '../conformance/fuzz/plan-agreement';
import { Oracle } from '../conformance/oracle';

/** So many of a hundred updates may be judged otherwise than by the API server: unions, and fields that it drops. */
const TOLERATED = 0.01;

describe.each([33, 36])('Kubernetes 1.%d', (minor) => {
  const isBuilt = Oracle.isBuilt(`1.${minor}`);
  (isBuilt ? test : test.skip)(`refuses the updates of which the plan says so${isBuilt ? '' : ` (build it: test/conformance/build.sh 1.${minor})`}`, async () => {
    const { compared, refused, disagreements } = await agreementOf(minor, 7, 500);
    expect(refused).toBeGreaterThan(50);
    expect(disagreements.length).toBeLessThanOrEqual(compared * TOLERATED);
  }, 60_000);
});
