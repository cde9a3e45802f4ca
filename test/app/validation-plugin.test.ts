import { join } from 'path';
import { ValidationContext } from 'cdk8s-cli/plugins';
import { GopherValidation } from '../../src/app/validation-plugin';
import { configMap, Folder } from '../rules/reading/folder-kit';

let folder: Folder;
beforeEach(() => { folder = new Folder(); });
afterEach(() => folder.remove());

/** cdk8s-cli's own context over real files. */
async function validate(files: { [path: string]: string }, properties?: any, metadata?: any): Promise<ValidationContext> {
  const paths = Object.entries(files).map(([path, content]) => folder.write(path, content));
  const context = new ValidationContext(paths.filter((path) => path.endsWith('.yaml')), 'cdk8s-gopher', '1.2.3', metadata);
  await new GopherValidation(properties).validate(context);
  return context;
}

/** A Deployment that the API server refuses: its selector does not match. */
const REFUSED = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
  namespace: shop
spec:
  replicas: "two"
  selector: {matchLabels: {app: checkout}}
  template:
    metadata: {labels: {app: checkout}}
    spec:
      containers:
        - name: checkout
          image: registry.example.com/shop/checkout:1.8.2
`;

test('a synthesis without errors passes', async () => {
  const { report } = await validate({ 'a.k8s.yaml': configMap('a', '  namespace: shop\n') });
  expect(report.success).toBe(true);
  expect(report.toJson().summary).toMatchObject({ status: 'success', plugin: 'cdk8s-gopher', version: '1.2.3', metadata: { errors: '0' } });
});

test('a finding at error fails it, and tells resource, field, reason and fix', async () => {
  const { report } = await validate({ 'a.k8s.yaml': REFUSED }, {}, { checkout: { path: 'shop/checkout/Deployment' } });
  expect(report.success).toBe(false);
  const violation = report.toJson().violations.find((v) => v.recommendation.startsWith('error: '))!;
  expect(violation.ruleName).toMatch(/^[a-z-]+\/[a-z-]+$/);
  expect(violation.fix).not.toBe('');
  expect(violation.violatingConstructs).toEqual([expect.objectContaining({
    resourceName: 'checkout',
    constructPath: 'shop/checkout/Deployment',
    manifestPath: join(folder.path, 'a.k8s.yaml'),
    locations: [expect.stringContaining('Deployment shop/checkout, spec.replicas: ')],
  })]);
  expect(report.toString()).toContain('Deployment shop/checkout, spec.replicas: ');
});

test('warnings are told and pass, unless they are to fail', async () => {
  const warned = { 'a.k8s.yaml': REFUSED.replace('"two"', '2') };
  const lenient = await validate(warned);
  expect(lenient.report.toJson().violations.some((v) => v.recommendation.startsWith('warning: '))).toBe(true);
  expect(lenient.report.success).toBe(true);
  expect((await validate(warned, { failOn: 'warning' })).report.success).toBe(false);
});

test('all manifests are looked at together', async () => {
  const binding = 'apiVersion: v1\nkind: Service\nmetadata: {name: checkout, namespace: shop}\nspec:\n  selector: {app: checkout}\n  ports: [{port: 80, targetPort: 8080, protocol: TCP}]\n';
  const alone = await validate({ 'service.yaml': binding });
  const together = await validate({ 'service.yaml': binding, 'deployment.yaml': REFUSED.replace('"two"', '2') });
  const rules = (context: ValidationContext) => context.report.toJson().violations.map((v) => v.ruleName);
  expect(rules(alone)).toContain('graph/service-without-pods');
  expect(rules(together)).not.toContain('graph/service-without-pods');
});

test('empty documents, lists and files that are no manifests are no matter', async () => {
  const { report } = await validate({ 'a.yaml': `---\n---\n${configMap('a', '  namespace: shop\n')}---\na: 1\n---\napiVersion: v1\nkind: List\nitems: []\n` });
  expect(report.success).toBe(true);
});

test('a file that cannot be read fails with a message, not with a stack trace', async () => {
  await expect(validate({ 'a.yaml': 'a: *nope\n' })).rejects.toThrow(/yaml\/broken: ".*a\.yaml" cannot be read: .*nope.*See cdk8s-gopher verify/);
});

test.each([
  [{ kubernetesVersion: '2' }, 'Kubernetes "2" is not one that can be rendered for. Choose 1.28 to 1.'],
  [{ failOn: 'never' }, 'failOn is "never". Choose error or warning.'],
  [{ kubernetesversion: '1.33' }, 'there is no property "kubernetesversion". Properties: kubernetesVersion, failOn, externals.'],
  [{ externals: { kind: 'Secret' } }, 'externals is not a list.'],
  [{ externals: [{ kind: 'Sekret', name: 'a' }] }, 'externals, item 1: "Sekret" is no kind that can be declared.'],
])('properties that say something odd are refused: %j', (properties, message) => expect(() => new GopherValidation(properties)).toThrow(message));

test('a version that YAML takes for a number is understood', () => expect(() => new GopherValidation({ kubernetesVersion: 1.31 })).not.toThrow());
