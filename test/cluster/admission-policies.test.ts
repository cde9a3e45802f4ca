import { GoMicroservice, GopherApp, KubernetesVersion, Manifest, Manifests, Platform, Severity, Waiver } from '../../src';
import { AdmissionAction } from '../../src/cluster/admission-action';
import { AdmissionPolicies, AdmissionPoliciesProps } from '../../src/cluster/admission-policies';
import { operabilityRules } from '../../src/rules/operability/operability-rules';
import { standardBook } from '../../src/rules/standard-book';
import { Oracle } from '../conformance/oracle';
import { chartIn, IMAGE, newChart, objectsOf, refusalOf } from '../kit';

const RULES = operabilityRules().filter((rule) => AdmissionPolicies.RULES.includes(rule.ruleId));
const IDS = AdmissionPolicies.RULES;

function chartWith(props: AdmissionPoliciesProps = {}, kubernetes: string = '1.33') {
  const chart = newChart(new Platform({ kubernetesVersion: KubernetesVersion.of(kubernetes), owner: 'team-platform' }));
  new AdmissionPolicies(chart, 'admission', props);
  return chart;
}

const objectsWith = (props?: AdmissionPoliciesProps) => objectsOf(chartWith(props));
const nameOf = (rule: string) => rule.replace('/', '.');
const policies = () => objectsWith().filter((o) => o.kind === 'ValidatingAdmissionPolicy');
const bindings = (props?: AdmissionPoliciesProps) => objectsWith(props).filter((o) => o.kind === 'ValidatingAdmissionPolicyBinding');
const policyOf = (rule: string) => policies().find((o) => o.metadata.name === nameOf(rule)).spec;

describe('admission policies', () => {
  test('are a policy and a binding for every rule that one object shows, named after the rule, in no namespace', () => {
    expect(IDS.length).toBeGreaterThan(15);
    expect(policies().map((o) => o.metadata.name)).toEqual(IDS.map(nameOf));
    expect(bindings().map((o) => [o.metadata.name, o.spec.policyName])).toEqual(IDS.map((id) => [nameOf(id), nameOf(id)]));
    expect(objectsWith().filter((o) => o.metadata.namespace !== undefined)).toEqual([]);
  });

  test('are only those that were asked for', () => {
    const objects = objectsWith({ rules: ['operability/gogc-off', 'operability/moving-image', 'operability/gogc-off'] });
    expect(objects.map((o) => o.metadata.name).sort()).toEqual(['operability.gogc-off', 'operability.gogc-off', 'operability.moving-image', 'operability.moving-image']);
  });

  test('tell the user what the rule tells', () => {
    expect(RULES.length).toBe(IDS.length);
    for (const { ruleId, reason, remedy } of RULES) {
      const [{ message, messageExpression }] = policyOf(ruleId).validations;
      expect(message).toBe(`${ruleId}: ${reason} ${remedy}`);
      expect(messageExpression).toContain(JSON.stringify(`. ${reason} ${remedy}`));
    }
  });

  test.each(RULES)('refuse what is an error and warn of what is a warning: $ruleId', ({ ruleId, severity }) => {
    const binding = bindings().find((o) => o.metadata.name === nameOf(ruleId));
    expect(binding.spec.validationActions).toEqual(severity === Severity.ERROR ? ['Deny', 'Audit'] : ['Warn', 'Audit']);
  });

  test.each([
    [AdmissionAction.DENY, ['Deny', 'Audit']],
    [AdmissionAction.WARN, ['Warn', 'Audit']],
    [AdmissionAction.AUDIT, ['Audit']],
  ])('all do the same if told so: %s', (action, expected) => {
    expect(new Set(bindings({ action }).map((o) => String(o.spec.validationActions)))).toEqual(new Set([String(expected)]));
  });

  test('leave kube-system alone, and namespaces that say so', () => {
    for (const { spec } of bindings()) {
      expect(spec.matchResources.namespaceSelector.matchExpressions).toEqual([
        { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] },
        { key: 'cdk8s-gopher.dev/admission', operator: 'NotIn', values: ['off'] },
      ]);
    }
  });

  test.each(IDS)('let pass what carries a waiver as we write it: %s', (rule) => {
    const chart = newChart();
    const checkout = new GoMicroservice(chart, 'checkout', { image: IMAGE });
    new Waiver({ rule, reason: 'is replaced next quarter', owner: 'team-shop', expires: '2027-03-31' }).applyTo(checkout);
    const { annotations } = objectsOf(chart).find((o) => o.kind === 'Deployment').metadata;
    const [key] = Object.keys(annotations).filter((name) => name.startsWith('waiver.'));
    const condition = policyOf(rule).matchConditions.find((c: any) => c.name === 'is-not-waived');
    expect(condition.expression).toBe(`object.metadata.?annotations[?"${key}"].orValue("") == ""`);
  });

  test('never keep a controller from writing to what was let in before, and leave what a controller made to its owner', () => {
    for (const { spec } of policies()) {
      expect(spec.matchConditions.map((c: any) => c.expression)).toEqual(expect.arrayContaining([
        'request.operation == "CREATE" || object.spec != oldObject.spec',
        '!object.metadata.?ownerReferences.orValue([]).exists(o, o.?controller.orValue(false))',
      ]));
    }
  });

  test('never stop a rollout because an expression trips', () => {
    expect(new Set(policies().map((o) => o.spec.failurePolicy))).toEqual(new Set(['Ignore']));
  });

  test.each(IDS)('name every part of an expression before it is used, and none in vain: %s', (rule) => {
    const { variables, validations } = policyOf(rule);
    const known = new Set<string>();
    const used = new Set<string>();
    for (const { name, expression } of [...variables, { name: '', expression: validations[0].expression }]) {
      const names = [...expression.matchAll(/variables\.(\w+)/g)].map((match) => match[1]);
      expect(names.filter((n) => !known.has(n))).toEqual([]);
      names.forEach((n) => used.add(n));
      known.add(name);
    }
    expect([...known].filter((n) => n !== '' && !used.has(n))).toEqual([]);
  });

  test('look at the kinds that the rule is about, and at no pods: a waiver stands on what makes them', () => {
    const resources = (rule: string) => policyOf(rule).matchConstraints.resourceRules.flatMap((r: any) => r.resources.map((name: string) => `${r.apiGroups}/${name}`));
    expect(resources('operability/moving-image')).toEqual(['apps/deployments', 'apps/statefulsets', 'apps/daemonsets', 'batch/jobs', 'batch/cronjobs']);
    expect(resources('operability/startup-exceeds-deadline')).toEqual(['apps/deployments']);
    expect(resources('operability/job-without-ttl')).toEqual(['batch/jobs']);
    expect(resources('operability/budget-blocks-drains')).toEqual(['policy/poddisruptionbudgets']);
  });

  test('carry the labels of the platform', () => {
    expect(objectsWith()[0].metadata.labels).toEqual({ 'app.kubernetes.io/managed-by': 'cdk8s-gopher', 'owner': 'team-platform' });
  });
});

describe('who asks for the impossible', () => {
  test('is told that an API server below 1.30 does not know the policies', () => {
    expect(refusalOf(chartWith({}, '1.29'))).toContain('[shop/admission] admission/too-old: the API server of Kubernetes 1.29 knows no ValidatingAdmissionPolicy');
    expect(refusalOf(chartWith({}, '1.30'))).toBe('');
  });

  test('is told which rule the API server cannot be asked', () => {
    expect(refusalOf(chartWith({ rules: ['operability/no-readiness'] }))).toContain('[shop/admission] admission/unknown-rule: "operability/no-readiness" is no rule');
  });
});

describe('what is written', () => {
  const versions = KubernetesVersion.supported.filter((version) => version.isAtLeast(30)).map(String);

  test.each(versions)('passes every rule of ours on Kubernetes %s', (kubernetes) => {
    const manifests = objectsOf(chartWith({}, kubernetes)).map((object) => Manifest.of(object, { kubernetesMinor: Number(kubernetes.slice(2)) }));
    expect(standardBook().verify(Manifests.of(manifests)).map(String)).toEqual([]);
  });

  test('does not hold up an app', () => {
    const app = new GopherApp();
    new AdmissionPolicies(chartIn(app, 'platform'), 'admission');
    expect(app.findings().map(String)).toEqual([]);
  });

  (Oracle.isBuilt() ? test : test.skip)('compiles in a real API server, applied or created', async () => {
    const oracle = new Oracle();
    const answers = await oracle.askAll(objectsWith().flatMap((object) => [{ op: 'create', object }, { op: 'create', object, ssa: true }] as const));
    await oracle.close();
    expect(answers.filter((a) => a.verdict !== 'accept' || a.warnings.length + a.strict.length > 0)).toEqual([]);
  });
});
