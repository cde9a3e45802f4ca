import { Manifest, Manifests, Rule, RuleBook, RuleReport, Severity } from '../../src';
import { standardBook } from '../../src/rules/standard-book';

class Complains extends Rule {
  public readonly reason = 'because';
  public readonly remedy = 'Do something.';
  constructor(public readonly ruleId: string, public readonly severity: Severity, private readonly path = '') {
    super();
  }

  public check(manifests: Manifests, report: RuleReport) {
    manifests.all.forEach((m) => report.add(m, this.path, 'it is so'));
  }
}

const one = Manifests.of([Manifest.of({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } }, { construct: 'shop/a' })]);

describe('a manifest', () => {
  const labelled = Manifest.of({ kind: 'Pod', metadata: { name: 'a', labels: { owner: 'team-shop', odd: 7 }, annotations: { note: 'yes' } } });

  test('tells what its labels and annotations say', () => {
    expect([labelled.label('owner'), labelled.annotation('note')]).toEqual(['team-shop', 'yes']);
  });

  test('tells nothing of what is not there, is no text, or is in nobody\'s own hands', () => {
    expect(['note', 'odd', 'constructor'].map((key) => labelled.label(key))).toEqual([undefined, undefined, undefined]);
    expect([null, 1, {}, { metadata: 7 }, { metadata: { labels: [1] } }].map((object) => Manifest.of(object).label('a'))).toEqual(Array(5).fill(undefined));
  });
});

describe('a rule book', () => {
  test('puts the worst first', () => {
    const book = RuleBook.of([new Complains('x/info', Severity.INFO), new Complains('x/error', Severity.ERROR), new Complains('x/warning', Severity.WARNING)]);
    expect(book.verify(one).map((f) => f.rule)).toEqual(['x/error', 'x/warning', 'x/info']);
  });

  test('takes a rule of the same id instead of its own', () => {
    const book = RuleBook.of([new Complains('x/a', Severity.ERROR)]).with([new Complains('x/a', Severity.INFO)]);
    expect(book.verify(one).map((f) => f.severity)).toEqual([Severity.INFO]);
  });

  test('says where, what and what to do in one line', () => {
    expect(RuleBook.of([new Complains('x/a', Severity.ERROR, 'data')]).verify(one).map(String))
      .toEqual(['[shop/a] x/a: ConfigMap shop/a, data: it is so. Do something.']);
  });

  test('reports what a rule found that does not say its own name, and tells how it would', () => {
    const nameless: any = { check: (manifests: Manifests, report: RuleReport) => report.add(manifests.all[0], 'data', 'it is so') };
    expect(RuleBook.of([nameless]).verify(one).map((finding) => `${finding.severity} ${finding}`)).toEqual(['error [shop/a] rule/unnamed: ConfigMap shop/a, data: it is so. '
      + 'The rule that found it does not say its ruleId and its severity and its remedy: override it; in Python it is a @property.']);
  });

  test('reports one fault once: values are not judged where the structure is wrong', () => {
    const book = RuleBook.of([new Complains('structure/a', Severity.ERROR, 'data'), new Complains('api/b', Severity.ERROR, 'data'), new Complains('api/c', Severity.ERROR, 'kind')]);
    expect(book.verify(one).map((f) => f.rule)).toEqual(['structure/a', 'api/c']);
  });
});

describe('the standard book', () => {
  const rules = standardBook().rules;

  test('has no two rules of one id', () => {
    const ids = rules.map((rule) => rule.ruleId);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test.each(rules.map((rule) => [rule.ruleId, rule] as const))('%s says why it matters and what to do', (id, rule) => {
    expect(id).toMatch(/^[a-z-]+\/[a-z0-9-]+$/);
    expect(rule.reason).toMatch(/^[A-Z`$].{10,}\.$/);
    expect(rule.remedy).toMatch(/^[A-Z`$].{5,}\.$/);
  });

  test('never throws, whatever the JSON', () => {
    const odd = [null, 1, [], {}, { kind: 'Deployment' }, { kind: 'Deployment', apiVersion: 'apps/v1', metadata: 7, spec: [] },
      { kind: 'Service', apiVersion: 'v1', metadata: { name: 'a', labels: 1 }, spec: { ports: { a: 1 }, selector: [1] } },
      { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'a' }, spec: { containers: [null, 1, { env: 'x', volumeMounts: {} }], volumes: 'x' } }];
    expect(() => standardBook().verify(Manifests.of(odd.map((o) => Manifest.of(o))))).not.toThrow();
  });
});
