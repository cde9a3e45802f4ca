import { PodVerdict, readCorpus, Verdict } from '../../conformance/fuzz/corpus';
import { meets } from '../../conformance/fuzz/pod-security';
import { refusals } from '../../conformance/fuzz/rules';
import { isDocumented } from '../../conformance/fuzz/stricter';

/*
 * What the API server's own code said about objects, replayed without it. How it is
 * recorded: test/conformance/fuzz/record.ts.
 */

describe.each([33, 36])('as the API server of Kubernetes 1.%i judges', (minor) => {
  const verdicts = readCorpus<Verdict>(`api-server-1.${minor}`);
  const found = refusals(verdicts.map(({ object }) => object), minor);

  test('there is something to replay', () => {
    expect(verdicts.length).toBeGreaterThan(1000);
  });

  test('what it refuses, we refuse', () => {
    const missed = verdicts.filter(({ accepted }, i) => !accepted && found[i].length === 0);
    expect(missed.map(({ because, object }) => `${object.kind} ${because}`)).toEqual([]);
  });

  test('what it takes, we take, but for what is documented', () => {
    const strict = found.filter((findings, i) => verdicts[i].accepted && !isDocumented(findings));
    expect(strict.flat().map(String)).toEqual([]);
  });
});

test('pods meet the Pod Security Standards exactly where the admission plugin lets them in', () => {
  const wrong = readCorpus<PodVerdict>('pod-security').filter(({ object, level, minor, accepted }) => meets(object, level, minor) !== accepted);
  expect(wrong).toEqual([]);
});
