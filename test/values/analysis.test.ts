import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { Analysis, AnalysisProps, AnalysisQuery } from '../../src';

const slugs = (props: AnalysisProps) => Analysis.of(props)._flaws.map((f) => f.slug);

test('asks for 99 % good requests where nothing is said', () => {
  expect(Analysis.of()._successRate).toBe(99);
  expect(Analysis.of({ latency: Duration.millis(300) })._successRate).toBe(99);
  expect(slugs({})).toEqual([]);
});

test('with queries of your own asks for nothing else', () => {
  expect(Analysis.of({ queries: [AnalysisQuery.atMost('a', 'b', 1)] })._successRate).toBeUndefined();
  expect(Analysis.of({ queries: [AnalysisQuery.atMost('a', 'b', 1)], successRate: 90 })._successRate).toBe(90);
});

test.each<[string, AnalysisProps]>([
  ['more than all', { successRate: 101 }],
  ['no number', { successRate: Number.NaN }],
  ['half a millisecond', { latency: Duration.millis(0.5) }],
  ['no time', { latency: Duration.millis(0) }],
  ['a percentile of all', { latency: Duration.millis(1), latencyPercentile: 100 }],
  ['measuring all the time', { interval: Duration.seconds(1) }],
  ['half a failure', { failureLimit: 0.5 }],
  ['no measurement', { measurements: 0 }],
])('refuses %s', (_, props) => {
  expect(slugs(props)).toEqual(['analysis/out-of-range']);
});

test.each([
  ['a name with a space', AnalysisQuery.atMost('a b', 'x', 1), 'analysis/bad-name'],
  ['no query', AnalysisQuery.atLeast('a', ' ', 1), 'analysis/empty-query'],
  ['a template of another tool', AnalysisQuery.atLeast('a', 'x{{ y }}', 1), 'analysis/template-query'],
  ['no bound', AnalysisQuery.atLeast('a', 'x', Number.POSITIVE_INFINITY), 'analysis/bad-bound'],
])('a query refuses %s', (_, query, slug) => {
  expect(slugs({ queries: [query] })).toEqual([slug]);
});

test('two measurements have two names', () => {
  expect(slugs({ queries: [AnalysisQuery.atMost('a', 'x', 1), AnalysisQuery.atMost('a', 'y', 1)] })).toEqual(['analysis/name-taken']);
  expect(slugs({ queries: [AnalysisQuery.atMost('latency', 'x', 1)] })).toEqual(['analysis/name-taken']);
});

test('any numbers are good or refused, never an exception', () => {
  fc.assert(fc.property(fc.double(), fc.double(), fc.double(), fc.string(), (successRate, failureLimit, measurements, name) => {
    expect(Array.isArray(slugs({ successRate, failureLimit, measurements, queries: [AnalysisQuery.atMost(name, name, successRate)] }))).toBe(true);
  }));
});
