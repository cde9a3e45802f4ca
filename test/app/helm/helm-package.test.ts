import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, Chart, Size } from 'cdk8s';
import { parse } from 'yaml';
import {
  Autoscaling, Availability, CustomResourceDefinition, DatabaseEngine, Edge, Exposure, ExternalSecret, GoCronJob, GoJob, GoMicroservice, GoMicroserviceProps, GopherApp, GopherAppProps,
  GoWorker, HardSpread, HelmPackage, HelmPackageOptions, Image, KubernetesVersion, Platform, PodAmount, Schedule, StatefulDatabase, Target, Volume, VolumeClaim,
} from '../../../src';

/*
 * What helm makes of these charts, a real helm says: test/conformance/helm.
 */

let top: string;
beforeEach(() => { top = mkdtempSync(join(tmpdir(), 'gopher-package-')); });
afterEach(() => rmSync(top, { recursive: true }));

const DIGEST = `sha256:${'0'.repeat(64)}`;
const edge = Edge.gateway({ name: 'public', namespace: 'gateways' });

/** A shop that is packaged; what is in it is up to the test. */
class Shop {
  public readonly app: GopherApp;
  public readonly chart: Chart;

  constructor(options: Partial<HelmPackageOptions> = {}, props: GopherAppProps = {}, private readonly folder = 'charts/shop') {
    this.app = new GopherApp({ outdir: join(top, 'dist'), platform: new Platform({ edge }), helmPackage: HelmPackage.of(join(top, folder), { version: '1.4.0', ...options }), ...props });
    this.chart = new Chart(this.app, 'shop', { namespace: 'shop' });
  }

  public service(name: string, props: Partial<GoMicroserviceProps> = {}): GoMicroservice {
    return new GoMicroservice(this.chart, name, { image: Image.of(`registry.example.com/shop/${name}:1.8.2`), ...props });
  }

  public get files(): string[] {
    this.app.synth();
    const root = join(top, this.folder);
    return readdirSync(root, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name).slice(root.length + 1)).sort();
  }

  public text(path: string): string {
    this.app.synth();
    return readFileSync(join(top, this.folder, path), 'utf8');
  }

  public get values(): any {
    return parse(this.text('values.yaml'));
  }

  public get schema(): any {
    return JSON.parse(this.text('values.schema.json'));
  }
}

/** A definition in a file. */
function definition(description: string): string {
  const path = join(top, 'carts.yaml');
  const names = { kind: 'Cart', plural: 'carts', singular: 'cart', listKind: 'CartList' };
  const versions = [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', description } } }];
  writeFileSync(path, JSON.stringify({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'carts.shop.example.com' }, spec: { group: 'shop.example.com', scope: 'Namespaced', names, versions } }));
  return path;
}

describe('a chart', () => {
  test('has a folder of its own, with a file for each program', () => {
    const shop = new Shop();
    shop.service('checkout');
    expect(shop.files).toEqual(['.cdk8s-gopher-files', '.helmignore', 'Chart.yaml', 'templates/NOTES.txt', 'templates/_helpers.tpl', 'templates/checks.yaml', 'templates/shop/checkout.yaml', 'values.schema.json', 'values.yaml']);
    expect(readdirSync(join(top, 'dist'))).toEqual(['shop.k8s.yaml']);
    expect(shop.text('.helmignore')).toMatch(/^\.cdk8s-gopher-files$/m);
  });

  test('says what it is, and from which Kubernetes on', () => {
    const shop = new Shop({ appVersion: 'v7', description: 'The shop' }, { platform: new Platform({ kubernetesVersion: KubernetesVersion.of('1.34') }) });
    shop.service('checkout');
    expect(parse(shop.text('Chart.yaml'))).toEqual({ apiVersion: 'v2', name: 'shop', description: 'The shop', type: 'application', version: '1.4.0', appVersion: 'v7', kubeVersion: '>=1.34.0-0' });
  });

  test('loses the file of what is no longer made, and keeps what others wrote', () => {
    const before = new Shop();
    ['checkout', 'mail'].forEach((name) => before.service(name));
    expect(before.files).toContain('templates/shop/mail.yaml');
    writeFileSync(join(top, 'charts/shop/README.md'), 'mine');
    const after = new Shop();
    after.service('checkout');
    expect(after.files).not.toContain('templates/shop/mail.yaml');
    expect(after.files).toContain('README.md');
  });

  test('is not written where there is a problem, nor over files of others', () => {
    const shop = new Shop();
    shop.service('checkout', { image: Image.of('checkout:latest') });
    expect(() => shop.files).toThrow('image/moving-tag');
    expect(existsSync(join(top, 'charts'))).toBe(false);
    writeFileSync(join(top, 'values.yaml'), 'mine: 1\n');
    const other = new Shop({ name: 'shop' }, {}, '.');
    other.service('checkout');
    expect(() => other.files).toThrow(/output\/not-ours: ".*values\.yaml" would be overwritten/);
  });

  test('of a target lies in the folder of its name', () => {
    const shop = new Shop({}, { target: new Target('prod') });
    shop.service('checkout');
    expect(shop.files).toContain('prod/Chart.yaml');
  });

  test('keeps definitions apart, as helm needs them before their objects', () => {
    const shop = new Shop();
    CustomResourceDefinition.fromFile(shop.chart, 'definitions', definition('a {{ brace }}'));
    expect(shop.text('crds/carts.shop.example.com.yaml')).toContain('a {{ brace }}'); // no template
    expect(shop.files.filter((file) => file.startsWith('templates/') && file.includes('carts'))).toEqual([]);
  });

  test('ends no manifest in white space, which Helm 3 would trim', () => {
    const shop = new Shop();
    new ApiObject(shop.chart, 'note', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'note' }, data: { text: 'a\n\n' } } as any);
    expect(shop.text('templates/shop/configmap-note.yaml')).toMatch(/ {4}a\n\n# The text before ends in white space\.\n$/);
  });

  test('writes the same bytes each time', () => {
    const once = () => {
      const shop = new Shop();
      shop.service('checkout', { traits: [new Exposure({ host: 'shop.example.com' })] });
      return shop.files.map((file) => readFileSync(join(top, 'charts/shop', file), 'utf8'));
    };
    expect(once()).toEqual(once());
  });

  test.each<[string, HelmPackageOptions, string]>([
    ['a version with a v', { version: 'v1.4.0' }, 'package/bad-version: "v1.4.0"'],
    ['a version of two numbers', { version: '1.4' }, 'package/bad-version'],
    ['a number with a zero before it', { version: '1.04.0' }, 'package/bad-version'],
    ['capitals', { version: '1.4.0', name: 'Shop' }, 'package/bad-name: "Shop"'],
  ])('is refused with %s', (_, options, message) => {
    const shop = new Shop(options);
    shop.service('checkout');
    expect(() => shop.files).toThrow(message);
  });

  test.each(['manifests', 'dist'])('is refused in the folder of the manifests: %s', (folder) => {
    const shop = new Shop({ name: 'shop' }, { committedDir: join(top, 'manifests') }, folder);
    shop.service('checkout');
    expect(() => shop.files).toThrow('package/same-folder');
    expect(existsSync(join(top, folder))).toBe(false);
  });
});

describe('a value', () => {
  test('is the image of a program, with the version that stands in labels', () => {
    const shop = new Shop();
    shop.service('checkout');
    expect(shop.values.checkout.image).toEqual({ repository: 'registry.example.com/shop/checkout', tag: '1.8.2', digest: '' });
    const template = shop.text('templates/shop/checkout.yaml');
    expect(template).not.toContain('1.8.2"\n');
    expect(template).toContain('app.kubernetes.io/version: {{ index .Values "checkout" "image" "tag" | quote }}');
    expect(template).toContain('image: {{ include "shop.image" (dict "given" (index .Values "checkout" "image") "tag" "1.8.2" "digest" "") | quote }}');
  });

  test('is a digest, too', () => {
    const shop = new Shop();
    shop.service('checkout', { image: Image.of(`registry.example.com/checkout@${DIGEST}`) });
    expect(shop.values.checkout.image).toEqual({ repository: 'registry.example.com/checkout', tag: '', digest: DIGEST });
  });

  test.each([['a-tag-that-is-no-label-', ''], ['stable', `@${DIGEST}`], ['v1_2', ''], ['', `@${DIGEST}`]])('of the image fits its own schema: tag "%s"', (tag, digest) => {
    const shop = new Shop();
    shop.service('checkout', { image: Image.of(`registry.example.com/checkout${tag === '' ? '' : `:${tag}`}${digest}`) });
    const { properties } = shop.schema.properties.checkout.properties.image;
    for (const [part, value] of Object.entries<string>(shop.values.checkout.image)) {
      expect(value).toMatch(new RegExp(properties[part].pattern));
      expect(properties[part].not?.enum ?? []).not.toContain(value);
    }
  });

  test('is the number of pods, fixed or what load decides between', () => {
    const shop = new Shop();
    shop.service('checkout', { traits: [new Autoscaling({ minReplicas: 4, maxReplicas: 9 })] });
    new GoWorker(shop.chart, 'mailer', { image: Image.of('registry.example.com/mailer:1'), replicas: 3 });
    expect(shop.values).toMatchObject({ checkout: { minReplicas: 4, maxReplicas: 9 }, mailer: { replicas: 3 } });
    expect(shop.schema.properties.mailer.properties.replicas).toEqual({ type: 'integer', minimum: 2 });
    expect(shop.text('templates/checks.yaml')).toContain('checkout: minReplicas %d is above maxReplicas %d');
  });

  test('is as small as the disruption budget allows', () => {
    const shop = new Shop();
    shop.service('checkout', { traits: [new Availability({ maxUnavailable: PodAmount.count(3) }), new Autoscaling({ minReplicas: 6 })] });
    shop.service('mail', { traits: [new Autoscaling({ minReplicas: 1 })], without: [Availability.ID] });
    expect(shop.schema.properties.checkout.properties.minReplicas.minimum).toBe(4);
    expect(shop.schema.properties.mail.properties.minReplicas.minimum).toBe(1);
  });

  test('is no number of pods that something else was computed from', () => {
    const shop = new Shop();
    shop.service('spread', { traits: [new HardSpread({ nodes: 50 })] });
    shop.service('ledger', { replicas: 1, without: [Availability.ID, Autoscaling.ID], volumes: { '/data': Volume.claim(new VolumeClaim(shop.chart, 'ledger-data', { size: Size.gibibytes(1) })) } });
    expect([shop.values.spread, shop.values.ledger].map(Object.keys)).toEqual([['image'], ['image']]);
  });

  test('is a host, for all that answer there and wherever it stands', () => {
    const shop = new Shop();
    const frontend = shop.service('frontend', { traits: [new Exposure({ host: 'shop.example.com' })] });
    const api = shop.service('api', { env: { PUBLIC: 'https://shop.example.com/api' } });
    api.exposeAt('shop.example.com', '/api');
    frontend.exposeAt('shop.example.com');
    expect(shop.values.frontend.hosts).toEqual(['shop.example.com']);
    expect(shop.values.api.hosts).toBeUndefined();
    expect(shop.text('values.yaml')).toContain('- "shop.example.com" # also of api');
    const template = shop.text('templates/shop/api.yaml');
    expect(template).toContain('PUBLIC: {{ print "https://" (index .Values "frontend" "hosts" 0) "/api" | quote }}');
    expect(template).toMatch(/name: \{\{ ternary "api-config-[0-9a-f]{10}" \(print "api-config-" \(sha256sum/); // another content, another name
  });

  test.each<[string, string, object]>([
    ['a word, as a namespace may be', 'shop', {}],
    ['the name of an object', 'pay.example.com', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'pay.example.com' } }],
    ['the group of an object', 'pay.example.com', { apiVersion: 'pay.example.com/v1', kind: 'Till', metadata: { name: 'till' } }],
    ['a group in a rule', 'pay.example.com', { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'till' }, rules: [{ apiGroups: ['pay.example.com'], resources: ['tills'], verbs: ['get'] }] }],
  ])('is no host that is %s', (_, host, object) => {
    const shop = new Shop();
    shop.service('frontend', { traits: [new Exposure({ host })] });
    if ('kind' in object) new ApiObject(shop.chart, 'other', object as any);
    expect(shop.values.frontend.hosts).toBeUndefined();
    expect(shop.text('templates/shop/frontend.yaml')).toContain(`    - ${host}\n`);
  });

  test('is no host that stands in what nobody may change', () => {
    const shop = new Shop();
    shop.service('frontend', { traits: [new Exposure({ host: 'shop.example.com' })] });
    new GoJob(shop.chart, 'index', { image: Image.of('registry.example.com/index:1'), args: ['--site=shop.example.com'] });
    expect(shop.values.frontend.hosts).toBeUndefined();
    expect(shop.text('templates/shop/frontend.yaml')).toContain('- shop.example.com');
  });

  test('is there for every program, and for no database', () => {
    const shop = new Shop();
    new GoCronJob(shop.chart, 'report', { image: Image.of('registry.example.com/report:1'), schedule: Schedule.daily(3) });
    new StatefulDatabase(shop.chart, 'orders', { engine: DatabaseEngine.postgres('17'), storage: Size.gibibytes(1), credentials: ExternalSecret.generated(shop.chart, 'orders-credentials') });
    expect(Object.keys(shop.values)).toEqual(['report']);
    expect(shop.schema).toMatchObject({ additionalProperties: false, required: ['report'] });
  });

  test('stands under the namespace, too, where two programs have one name', () => {
    const shop = new Shop();
    shop.service('api');
    new GoMicroservice(new Chart(shop.app, 'blog', { namespace: 'blog' }), 'api', { image: Image.of('registry.example.com/api:2.0.0') });
    expect(Object.keys(shop.values)).toEqual(['shop-api', 'blog-api']);
  });

  test.each(['global', 'enabled'])('cannot stand under "%s", which helm gives a meaning', (name) => {
    const shop = new Shop();
    shop.service(name);
    expect(() => shop.files).toThrow(`[shop/${name}] package/key-taken`);
  });
});
