import { CALL_FAMILIES, CallFamily, REQUEST_FAMILIES, RequestFamily } from '../../src/values/request-family';
import { areJudgesBuilt, HOW_TO_BUILD, scraped, Scraped } from '../conformance/monitoring/judges';

/* Our one table of names, against a Go program with the real instrumentations, some of whose calls have failed. */

const OURS = (families: { [name: string]: RequestFamily }) => Object.entries(families).filter(([, family]) => family.teller === 'program');

if (!areJudgesBuilt()) test.skip(HOW_TO_BUILD, () => undefined);
(areJudgesBuilt() ? describe : describe.skip)('what Go programs export', () => {
  let all: Scraped[] = [];
  beforeAll(() => { all = scraped(); });
  const of = (name: string) => all.filter((series) => series.name === name);
  const endsOf = ({ counter, errorLabel }: RequestFamily) => [...new Set(of(counter).map((series) => series.labels[errorLabel] ?? ''))];
  const areErrors = ({ errorValues }: RequestFamily, ends: string[]) => ends.filter((end) => new RegExp(`^(?:${errorValues})$`).test(end)).sort();

  test.each([...OURS(REQUEST_FAMILIES), ...OURS(CALL_FAMILIES).map(([name, family]): [string, RequestFamily] => [`calls, ${name}`, family])])('%s: counter, label and histogram have these names', (_, family) => {
    expect(of(family.counter).length).toBeGreaterThan(1);
    expect(endsOf(family).some((end) => /^(200|OK)$/.test(end))).toBe(true);
    expect(of(`${family.histogram}_count`).length).toBeGreaterThan(0);
    for (const condition of family.timed === undefined ? [] : [family.timed]) {
      const [, label, value] = /^(\w+)="(\w+)"$/.exec(condition)!;
      expect(of(`${family.histogram}_count`).map(({ labels }) => labels[label])).toContain(value);
    }
  });

  test.each([...OURS(REQUEST_FAMILIES), ...OURS(CALL_FAMILIES)])('%s: a bucket ends where we say that one does', (_, family) => {
    const bounds = [...new Set(of(`${family.histogram}_bucket`).map(({ labels }) => Number(labels.le)))].filter((bound) => Number.isFinite(bound) && bound > 0);
    expect(bounds.sort((a, b) => a - b)).toEqual([...family.buckets]);
  });

  test.each<[string, RequestFamily, string[], string[]]>([
    ['otelhttp', REQUEST_FAMILIES.otelHttp, ['200', '404', '503'], ['503']],
    ['calls by otelhttp; nobody answers without a status', CALL_FAMILIES.otelHttp, ['', '200', '404', '503'], ['', '503']],
    ['otelgrpc', REQUEST_FAMILIES.otelGrpc, ['NOT_FOUND', 'OK'], []],
    ['grpc-go', REQUEST_FAMILIES.grpcGo, ['NOT_FOUND', 'OK'], []],
    ['calls by grpc-go', CALL_FAMILIES.grpcGo, ['NOT_FOUND', 'OK', 'UNAVAILABLE'], ['UNAVAILABLE']],
    ['calls by go-grpc-middleware', CALL_FAMILIES.grpcPrometheus, ['NotFound', 'OK', 'Unavailable'], ['Unavailable']],
  ])('%s: what is an error, and what is not', (_, family, ends, errors) => {
    expect(endsOf(family).sort()).toEqual(ends);
    expect(areErrors(family, ends)).toEqual(errors);
  });

  test.each(OURS(CALL_FAMILIES))('calls, %s: each series names the callee', (_, family) => {
    const { callee } = family as CallFamily;
    for (const { labels } of of(family.counter)) expect(labels[callee]).toMatch(/./);
  });
});
