import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { GoMicroservice, GopherApp, Image, IRule, Manifest, Manifests, Rule, RuleBook, RuleReport, Severity, Waiver, WaiverProps } from '../../src';

class NoDeployments extends Rule {
  public readonly ruleId: string = 'company/no-deployments';
  public readonly reason = 'We run nothing.';
  public readonly remedy = 'Run nothing.';
  public check(manifests: Manifests, report: RuleReport) {
    for (const deployment of manifests.ofKind('Deployment')) report.add(deployment, 'spec', 'it runs');
  }
}

const GOOD: WaiverProps = { rule: 'company/no-deployments', reason: 'the licence server must run', owner: 'team-shop', expires: '2027-03-31' };

function manifestsWith(...waivers: WaiverProps[]): Manifests {
  const chart = new Chart(Testing.app(), 'chart');
  const service = new GoMicroservice(chart, 'web', { image: Image.of('a/b:1.0.0') });
  waivers.forEach((waiver) => new Waiver(waiver).applyTo(service));
  const objects = chart.node.findAll().filter((c): c is ApiObject => c instanceof ApiObject);
  return Manifests.of(objects.map((o) => Manifest.of(o.toJson(), { construct: 'chart/web' })));
}

/** A rule of a platform team's own that says the same as checks of other tools. */
function covering(ruleId: string, covers?: string[]): IRule {
  return new (class extends NoDeployments {
    public readonly ruleId = ruleId;
    public readonly covers = covers;
  })();
}

function appWith(...rules: IRule[]): GopherApp {
  return new GopherApp({ outdir: Testing.app().outdir, rules });
}

function annotationsIn(app: App, ...waivers: WaiverProps[]): { [key: string]: string } {
  const chart = new Chart(app, 'chart');
  const service = new GoMicroservice(chart, 'web', { image: Image.of('a/b:1.0.0') });
  waivers.forEach((waiver) => new Waiver(waiver).applyTo(service));
  return chart.node.findAll().filter((c): c is ApiObject => c instanceof ApiObject).find((o) => o.kind === 'Deployment')!.toJson().metadata.annotations;
}

function verdict(manifests: Manifests, today = '2026-11-20', rules: IRule[] = [new NoDeployments()]) {
  const { findings, waived } = RuleBook.of(rules)._inspect(manifests, today);
  return { findings: findings.map((f) => f.rule), waived: waived.map((w) => `${w.finding.rule}: ${w.reason}, ${w.owner}, ${w.expires}`) };
}

describe('a waiver', () => {
  test('moves a finding into the ledger, with who answers for it and until when', () => {
    expect(verdict(manifestsWith(GOOD))).toEqual({
      findings: [],
      waived: ['company/no-deployments: the licence server must run, team-shop, 2027-03-31'],
    });
  });

  test('is read from the YAML alone, so that a committed folder is judged alike', () => {
    const [deployment] = manifestsWith(GOOD).ofKind('Deployment');
    expect(JSON.parse(deployment.object.metadata.annotations['waiver.cdk8s-gopher.dev/company.no-deployments']))
      .toEqual({ reason: GOOD.reason, owner: GOOD.owner, expires: GOOD.expires });
  });

  test('holds for the rule it names only', () => {
    expect(verdict(manifestsWith({ ...GOOD, rule: 'operability/no-readiness' })).findings).toEqual(['company/no-deployments']);
  });

  test.each<[string, Partial<WaiverProps>]>([
    ['lapsed', { expires: '2026-11-19' }],
    ['without a reason', { reason: '  ' }],
    ['that nobody answers for', { owner: '' }],
    ['without a day', { expires: 'soon' }],
    ['for ever', { expires: '2099-01-01' }],
  ])('that is %s fails, and what it waived is found again', (_, change) => {
    expect(new Set(verdict(manifestsWith({ ...GOOD, ...change })).findings)).toEqual(new Set(['waiver/not-valid', 'company/no-deployments']));
    expect(verdict(manifestsWith({ ...GOOD, ...change })).findings).toHaveLength(2);
  });

  test('cannot waive what the API server refuses', () => {
    class Refused extends NoDeployments { public readonly ruleId = 'api/no-deployments'; }
    const result = verdict(manifestsWith({ ...GOOD, rule: 'api/no-deployments' }), '2026-11-20', [new Refused()]);
    expect(result).toEqual({ findings: ['waiver/not-valid', 'api/no-deployments'], waived: [] });
  });

  test.each([
    ['operability/no-readines', 'Write "operability/no-readiness".'],
    ['company/no-deployment', 'Write "company/no-deployments".'],
    ['no-readiness', 'Write "operability/no-readiness".'],
    ['operability/no-such-thing', 'Name a rule that there is.'],
  ])('for %s, a rule that does not exist, fails and says which one is meant', (rule, fix) => {
    const [finding, ...others] = RuleBook.of([new NoDeployments()])._inspect(manifestsWith({ ...GOOD, rule }), '2026-11-20').findings;
    expect(others.map((f) => f.rule)).toEqual(['company/no-deployments']);
    expect(finding).toMatchObject({ rule: 'waiver/no-such-rule', severity: Severity.ERROR, message: `the waiver does not hold: there is no rule "${rule}"`, fix });
  });

  test('for a company\'s rule fails in the app that has all rules, and is news where only YAML is read', () => {
    const waiver = { ...GOOD, rule: 'company/cost-centre' };
    const book = RuleBook.of([new NoDeployments()]);
    const severities = [true, false].map((isWhole) => book._inspect(manifestsWith(GOOD, { ...waiver, rule: 'other-company/cost-centre' }), '2026-11-20', isWhole).findings.map((f) => `${f.rule} ${f.severity}`));
    expect(severities).toEqual([['waiver/no-such-rule error'], ['waiver/no-such-rule info']]);
  });

  test('for a rule that does not exist stops the synthesis', () => {
    const app = appWith();
    const chart = new Chart(app, 'chart');
    new Waiver({ ...GOOD, rule: 'company/no-deployments' }).applyTo(new GoMicroservice(chart, 'web', { image: Image.of('a/b:1.0.0') }));
    expect(() => app.synth()).toThrow(/waiver\/no-such-rule: .*there is no rule "company\/no-deployments"/);
  });

  test('that waives nothing is said to be unused, once, and stops nobody', () => {
    class Quiet extends NoDeployments {
      public readonly ruleId = 'company/quiet';
      public check() { /* all is well */ }
    }
    const { findings } = RuleBook.of([new NoDeployments(), new Quiet()])._inspect(manifestsWith(GOOD, { ...GOOD, rule: 'company/quiet' }), '2026-11-20');
    expect(findings.map((f) => `${f.severity} ${f.rule}: ${f.message}`)).toEqual(['info waiver/unused: the waiver is not used: nothing breaks company/quiet here']);
  });

  test('says the same to other tools in their own words', () => {
    const covers = ['kube-linter/no-x', 'polaris/noX', 'checkov/CKV_K8S_1', 'checkov/CKV_K8S_2', 'kube-score/a', 'kube-score/b', 'trivy/KSV-1'];
    expect(annotationsIn(appWith(covering(GOOD.rule, covers)), GOOD)).toMatchObject({
      'ignore-check.kube-linter.io/no-x': GOOD.reason,
      'polaris.fairwinds.com/noX-exempt': 'true',
      'checkov.io/skip-CKV_K8S_1': `CKV_K8S_1=${GOOD.reason}`,
      'checkov.io/skip-CKV_K8S_2': `CKV_K8S_2=${GOOD.reason}`,
      'kube-score/ignore': 'a,b',
    });
  });

  test('adds up with another one: neither takes away what the other tells the tools', () => {
    const app = appWith(covering('a/b', ['checkov/CKV_K8S_1', 'kube-score/a']), covering('c/d', ['checkov/CKV_K8S_2', 'kube-score/b']));
    const annotations = annotationsIn(app, { ...GOOD, rule: 'a/b' }, { ...GOOD, rule: 'c/d' });
    expect(annotations['kube-score/ignore']).toBe('a,b');
    expect(Object.keys(annotations).filter((key) => key.startsWith('checkov.io/'))).toHaveLength(2);
  });

  test('gives checkov a reason that it can read: it stops at a second "="', () => {
    const annotations = annotationsIn(appWith(covering('a/b', ['checkov/CKV_K8S_1'])), { ...GOOD, rule: 'a/b', reason: 'max_connections=10 is enough' });
    expect(annotations['checkov.io/skip-CKV_K8S_1']).toBe('CKV_K8S_1=max_connections:10 is enough');
  });

  test('speaks for a rule of one app in that app only', () => {
    const own = covering(GOOD.rule, ['kube-score/a']);
    expect(annotationsIn(appWith(own), GOOD)['kube-score/ignore']).toBe('a');
    expect(annotationsIn(appWith(), GOOD)['kube-score/ignore']).toBeUndefined();
    expect(annotationsIn(Testing.app(), GOOD)['kube-score/ignore']).toBeUndefined();
  });

  test('speaks for the rule that has replaced ours, and no more for ours', () => {
    const rule = 'operability/no-readiness';
    expect(annotationsIn(appWith(), { ...GOOD, rule })['kube-score/ignore']).toBe('pod-probes');
    expect(annotationsIn(appWith(covering(rule, ['kube-score/a'])), { ...GOOD, rule })['kube-score/ignore']).toBe('a');
    expect(annotationsIn(appWith(covering(rule)), { ...GOOD, rule })['kube-score/ignore']).toBeUndefined();
    expect(annotationsIn(appWith(), { ...GOOD, rule })['kube-score/ignore']).toBe('pod-probes');
  });

  test('speaks to other tools in a program that has not verified anything yet', () => {
    jest.isolateModules(() => {
      const ours = jest.requireActual('../../src');
      const chart = new Chart(Testing.app(), 'chart');
      const service = new ours.GoMicroservice(chart, 'web', { image: ours.Image.of('a/b:1.0.0'), without: ['health-checks'] });
      new ours.Waiver({ ...GOOD, rule: 'operability/no-readiness' }).applyTo(service);
      const deployment = chart.node.findAll().filter((c): c is ApiObject => c instanceof ApiObject).find((o) => o.kind === 'Deployment')!;
      expect(deployment.toJson().metadata.annotations['kube-score/ignore']).toBe('pod-probes');
    });
  });
});
