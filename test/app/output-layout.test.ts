import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, Chart, Size } from 'cdk8s';
import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { AccessRights, DatabaseEngine, ExternalSecret, GoMicroservice, GopherApp, Grant, Image, LayoutLevel, Namespace, OutputLayout, OutputTreeOptions, PriorityClass, StatefulDatabase, Verb } from '../../src';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'gopher-layout-')); });
afterEach(() => rmSync(folder, { recursive: true }));

function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name).slice(dir.length + 1)).sort();
}

function shopIn(app: GopherApp): GopherApp {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new Namespace(chart, 'shop');
  const image = Image.of('registry.example.com/shop/checkout:1.8.2');
  const checkout = new GoMicroservice(chart, 'checkout', { image, env: { REGION: 'eu' }, traits: [new AccessRights({ grants: [Grant.on({ apiGroup: 'core', resources: ['nodes'], verbs: [Verb.GET] }).clusterWide()] })] });
  const orders = new StatefulDatabase(chart, 'orders-db', { engine: DatabaseEngine.postgres('17'), credentials: ExternalSecret.generated(chart, 'orders-credentials'), storage: Size.gibibytes(1) });
  checkout.uses(orders);
  new PriorityClass(new Chart(app, 'platform'), 'important', { value: 1000 });
  new GoMicroservice(new Chart(app, 'back', { namespace: 'back' }), 'stock', { image });
  return app;
}

function written(options?: OutputTreeOptions): string[] {
  shopIn(new GopherApp({ outdir: folder, layout: OutputLayout.tree(options) })).synth();
  return filesIn(folder);
}

/** What a reader finds who begins at a folder's kustomization and follows what it names. */
function reachable(dir: string): any[] {
  const { resources } = parse(readFileSync(join(dir, 'kustomization.yaml'), 'utf8'));
  return resources.flatMap((name: string) => (name.endsWith('.yaml') ? parseAllDocuments(readFileSync(join(dir, name), 'utf8')).map((d) => d.toJS()) : reachable(join(dir, name))));
}

const key = (object: any) => `${object.apiVersion} ${object.kind} ${object.metadata.namespace ?? ''} ${object.metadata.name}`;

describe('a tree of manifests', () => {
  test('has a folder per namespace and one per service in it, and a kustomization in each', () => {
    expect(written()).toEqual([
      'back/kustomization.yaml', 'back/stock/kustomization.yaml', 'back/stock/stock.k8s.yaml',
      'cluster-wide/kustomization.yaml', 'cluster-wide/priorityclass-important.k8s.yaml',
      'kustomization.yaml',
      'shop/checkout/checkout.k8s.yaml', 'shop/checkout/kustomization.yaml',
      'shop/externalsecret-orders-credentials.k8s.yaml', 'shop/kustomization.yaml',
      'shop/namespace-shop.k8s.yaml',
      'shop/orders-db/kustomization.yaml', 'shop/orders-db/orders-db.k8s.yaml',
      'shop/password-orders-credentials.k8s.yaml',
    ]);
    expect(parse(readFileSync(join(folder, 'shop/kustomization.yaml'), 'utf8'))).toEqual({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: ['checkout', 'externalsecret-orders-credentials.k8s.yaml', 'namespace-shop.k8s.yaml', 'orders-db', 'password-orders-credentials.k8s.yaml'],
    });
  });

  test('keeps the cluster-wide rights of a service with the service', () => {
    written();
    expect(readFileSync(join(folder, 'shop/checkout/checkout.k8s.yaml'), 'utf8')).toMatch(/^kind: ClusterRole$/m);
  });

  test('has other folders where others are asked for', () => {
    expect(written({ levels: [LayoutLevel.CHART], kustomizations: false })).toEqual([
      'back/stock.k8s.yaml', 'platform/priorityclass-important.k8s.yaml', 'shop/checkout.k8s.yaml', 'shop/externalsecret-orders-credentials.k8s.yaml',
      'shop/namespace-shop.k8s.yaml', 'shop/orders-db.k8s.yaml', 'shop/password-orders-credentials.k8s.yaml',
    ]);
    rmSync(folder, { recursive: true });
    expect(written({ levels: [], kustomizations: false })).toEqual(expect.arrayContaining(['checkout.k8s.yaml', 'stock.k8s.yaml', 'priorityclass-important.k8s.yaml']));
  });

  test('has a file per object where that is asked for, whose name does not change with the content', () => {
    expect(written({ filePerObject: true }).filter((path) => path.startsWith('shop/checkout/'))).toEqual([
      'clusterrole-checkout.shop', 'clusterrolebinding-checkout.shop', 'configmap-config', 'deployment', 'horizontalpodautoscaler', 'kustomization', 'networkpolicy', 'poddisruptionbudget', 'service', 'serviceaccount',
    ].map((name) => `shop/checkout/${name}${name === 'kustomization' ? '' : '.k8s'}.yaml`));
  });

  test('holds each object of the app once, and all of them are reached from the top', () => {
    written();
    const all = parseAllDocuments(shopIn(new GopherApp({ outdir: folder })).synthYaml()).map((d) => d.toJS());
    const byKey = (objects: any[]) => Object.fromEntries(objects.map((object) => [key(object), object]));
    expect(reachable(folder)).toHaveLength(all.length);
    expect(byKey(reachable(folder))).toEqual(byKey(all));
  });

  test('is the same whatever the order of declaration', () => {
    const make = (ids: string[], outdir: string) => {
      const app = new GopherApp({ outdir, layout: OutputLayout.tree() });
      for (const id of ids) new GoMicroservice(new Chart(app, `chart-${id}`, { namespace: 'shop' }), id, { image: Image.of('registry.example.com/a/b:1.0.0') });
      app.synth();
      return Object.fromEntries(filesIn(outdir).map((path) => [path, readFileSync(join(outdir, path), 'utf8')]));
    };
    expect(make(['a', 'b', 'c'], join(folder, 'one'))).toEqual(make(['c', 'a', 'b'], join(folder, 'two')));
  });

  test('refuses two objects with one identity, also where there is no workload', () => {
    const app = new GopherApp({ outdir: folder, layout: OutputLayout.tree() });
    for (const id of ['one', 'two']) new ApiObject(new Chart(app, id, { namespace: 'shop' }), 'x', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'same' } });
    expect(() => app.synth()).toThrow(/\[the app\] object\/duplicate: two\/x and one\/x both make ConfigMap "same"/);
  });

  test('refuses a workload whose file would be the kustomization', () => {
    const app = new GopherApp({ outdir: folder, layout: OutputLayout.tree(), outputFileExtension: '.yaml' });
    new GoMicroservice(new Chart(app, 'shop', { namespace: 'shop' }), 'kustomization', { image: Image.of('registry.example.com/a/b:1.0.0') });
    expect(() => app.synth()).toThrow(/layout\/same-file: "shop\/kustomization\/kustomization\.yaml" is the kustomization of its folder/);
  });

  test('whatever objects are called, none is lost and none is outside of the folder', () => {
    fc.assert(fc.property(
      fc.uniqueArray(fc.record({ kind: fc.constantFrom('ConfigMap', 'Role', 'Odd'), name: fc.string({ minLength: 1, maxLength: 12 }) }), { selector: ({ kind, name }) => `${kind} ${name}`, minLength: 1, maxLength: 12 }),
      fc.boolean(),
      (objects, filePerObject) => {
        const outdir = mkdtempSync(join(folder, 'any-'));
        const app = new GopherApp({ outdir, layout: OutputLayout.tree({ filePerObject }) });
        const chart = new Chart(app, 'shop', { namespace: 'shop' });
        objects.forEach(({ kind, name }, i) => new ApiObject(chart, `o${i}`, { apiVersion: 'example.com/v1', kind, metadata: { name } }));
        app.synth();
        expect(reachable(outdir).map(({ kind, metadata: { name } }) => `${kind} ${name}`).sort()).toEqual(objects.map(({ kind, name }) => `${kind} ${name}`).sort());
      },
    ), { numRuns: 40 });
  });
});
