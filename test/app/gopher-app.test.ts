import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, AppProps, Chart, JsonPatch, Lazy, YamlOutputType } from 'cdk8s';
import { ConfigMap, Deployment } from 'cdk8s-plus-28';
import { GoMicroservice, GopherApp, Image, ObjectOrder, Port } from '../../src';

const METADATA = 'construct-metadata.json';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'gopher-app-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const LAYOUTS = [YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_RESOURCE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE];

function filesIn(dir: string): { [path: string]: string } {
  return Object.fromEntries(readdirSync(dir, { recursive: true, withFileTypes: true }).filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name)).sort().map((path) => [path.slice(dir.length + 1), readFileSync(path, 'utf8')]));
}

function service(scope: Chart, id: string, env: { [name: string]: string } = {}) {
  return new GoMicroservice(scope, id, { image: Image.of('registry.example.com/a/b:1.0.0'), ports: [Port.http(8080)], env });
}

/** Both apps get the same program. */
function bothWrite(program: (app: App) => void, props: AppProps = {}) {
  const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
  for (const app of [new GopherApp({ ...props, outdir: ours }), new App({ ...props, outdir: theirs })]) {
    program(app);
    app.synth();
  }
  return { ours: filesIn(ours), theirs: filesIn(theirs) };
}

describe.each(LAYOUTS)('as a drop-in for the stock App, layout %#', (yamlOutputType) => {
  const sameAsStock = (program: (app: App) => void, props: AppProps = {}) => {
    const { ours, theirs } = bothWrite(program, { yamlOutputType, ...props });
    expect(Object.keys(ours).length).toBeGreaterThan(0);
    // Ours says more: which construct each object came from, where several share a name.
    if (METADATA in theirs) ours[METADATA] = ours[METADATA].replace(/,"objects":\[.*\]\}$/, '}');
    expect(ours).toEqual(theirs);
  };

  test('writes the same files for our own workloads', () => sameAsStock((app) => {
    const shop = new Chart(app, 'shop', { namespace: 'shop', labels: { team: 'a' } });
    service(shop, 'frontend').calls(service(shop, 'checkout', { TEXT: 'two\nlines\n', NUMBER: '1.50' }));
    service(new Chart(app, 'back', { namespace: 'back' }), 'stock');
  }));

  test('writes the same files where charts are nested and depend on each other', () => sameAsStock((app) => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => new Chart(app, id));
    const inner = new Chart(b, 'inner');
    new ConfigMap(inner, 'config', { data: { a: '1' } });
    const late = new ConfigMap(a, 'late');
    const early = new ConfigMap(c, 'early');
    late.node.addDependency(early);
    b.addDependency(c);
    const deployment = new Deployment(b, 'web', { containers: [{ image: 'x' }] });
    deployment.node.addDependency(new ConfigMap(b, 'needed'));
  }));

  test('writes the same files for ids that are numbers, and for an app without objects in one chart', () => sameAsStock((app) => {
    for (const id of ['b', '10', '2', 'a']) new ApiObject(new Chart(app, id), 'x', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `cm-${id}` } });
    new Chart(app, 'empty');
  }));

  test('writes the same files for patched objects, lazy values and another file ending', () => sameAsStock((app) => {
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    ApiObject.of(service(chart, 'checkout')).addJsonPatch(JsonPatch.add('/spec/template/spec/hostUsers', false), JsonPatch.add('/metadata/annotations', { a: 'b' }));
    new ApiObject(chart, 'lazy', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'lazy' }, data: Lazy.any({ produce: () => ({ a: '0755' }) }) });
  }, { outputFileExtension: '.yaml', recordConstructMetadata: true }));
});

describe('GopherApp', () => {
  test('touches only files that changed', () => {
    const write = (region: string) => {
      const app = new GopherApp({ outdir: folder });
      service(new Chart(app, 'a'), 'same');
      service(new Chart(app, 'b'), 'changing', { REGION: region });
      app.synth();
    };
    write('eu');
    const past = new Date('2020-01-01');
    for (const file of ['a.k8s.yaml', 'b.k8s.yaml']) utimesSync(join(folder, file), past, past);
    write('us');
    expect(statSync(join(folder, 'a.k8s.yaml')).mtime).toEqual(past);
    expect(statSync(join(folder, 'b.k8s.yaml')).mtime).not.toEqual(past);
  });

  test('reports all problems at once, each with its construct, and leaves the last output as it was', () => {
    writeFileSync(join(folder, 'shop.k8s.yaml'), 'the last good one');
    const app = new GopherApp({ outdir: folder });
    const chart = new Chart(app, 'shop');
    service(chart, 'good');
    new GoMicroservice(chart, 'Bad_Name', { image: Image.of('a/b:latest') });
    new GoMicroservice(chart, 'far', { image: Image.of('a/b:1.0.0'), ports: [Port.http(70000)] });
    expect(() => app.synth()).toThrow(/3 problems, nothing was written:[^]*\[shop\/Bad_Name\] name\/not-a-dns-label[^]*\[shop\/Bad_Name\] image\/moving-tag[^]*\[shop\/far\] port\/out-of-range/);
    expect(filesIn(folder)).toEqual({ 'shop.k8s.yaml': 'the last good one' });
  });

  test('writes nothing when an object cannot be rendered', () => {
    const app = new GopherApp({ outdir: folder });
    ApiObject.of(service(new Chart(app, 'shop'), 'web')).addJsonPatch(JsonPatch.replace('/spec/nowhere/at/all', 1));
    service(new Chart(app, 'other'), 'fine');
    expect(() => app.synth()).toThrow(/\[shop\/web\/Default\] object\/cannot-render/);
    expect(filesIn(folder)).toEqual({});
  });

  test('refuses two objects of one kind, namespace and name', () => {
    const app = new GopherApp({ outdir: folder });
    service(new Chart(app, 'one', { namespace: 'shop' }), 'web');
    service(new Chart(app, 'two', { namespace: 'shop' }), 'web');
    expect(() => app.synth()).toThrow(/object\/duplicate: two\/web and one\/web both make .*Deployment "web"/);
  });

  test('accepts one name in two namespaces, but not where the layout would overwrite a file', () => {
    const make = (yamlOutputType: YamlOutputType) => {
      const app = new GopherApp({ outdir: folder, yamlOutputType });
      for (const namespace of ['one', 'two']) service(new Chart(app, namespace, { namespace }), 'web');
      app.synth();
    };
    make(YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE);
    expect(() => make(YamlOutputType.FILE_PER_RESOURCE)).toThrow(/layout\/same-file: "Deployment\.web\.k8s\.yaml" would also hold/);
  });

  test('names the constructs of a dependency cycle', () => {
    const app = new GopherApp({ outdir: folder });
    const chart = new Chart(app, 'shop');
    const [a, b] = ['a', 'b'].map((id) => new ConfigMap(chart, id));
    a.node.addDependency(b);
    b.node.addDependency(a);
    expect(() => app.synth()).toThrow(/dependency\/cycle: shop\/a.* -> shop\/b.* -> shop\/a/);
  });

  test('puts what others need first when ordered by kind, whatever the order of declaration', () => {
    const write = (ids: string[]) => {
      const app = new GopherApp({ order: ObjectOrder.BY_KIND });
      const chart = new Chart(app, 'shop', { namespace: 'shop' });
      ids.forEach((id) => service(chart, id));
      new ApiObject(chart, 'ns', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
      return app.synthYaml();
    };
    const text = write(['a', 'b']);
    expect(text.match(/^kind: .*/gm)!.slice(0, 3)).toEqual(['kind: Namespace', 'kind: ServiceAccount', 'kind: ServiceAccount']);
    expect(write(['b', 'a'])).toBe(text);
  });

  test('puts what watches or leads to a workload behind it when ordered by kind', () => {
    const app = new GopherApp({ order: ObjectOrder.BY_KIND });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const kinds = ['ValidatingWebhookConfiguration', 'HTTPRoute', 'ScaledObject', 'Rollout', 'TriggerAuthentication', 'SealedSecret'];
    kinds.forEach((kind) => new ApiObject(chart, kind, { apiVersion: 'example.com/v1', kind, metadata: { name: 'a' } }));
    expect(app.synthYaml().match(/^kind: .*/gm)).toEqual([...kinds].reverse().map((kind) => `kind: ${kind}`));
  });

  test('which constructs objects came from is not committed: GitOps tools would take the file for a manifest', () => {
    const app = new GopherApp({ outdir: join(folder, 'dist'), committedDir: join(folder, 'deploy'), recordConstructMetadata: true });
    new Chart(app, 'shop');
    app.synth();
    expect(existsSync(join(folder, 'dist', 'construct-metadata.json'))).toBe(true);
    expect(existsSync(join(folder, 'deploy', 'construct-metadata.json'))).toBe(false);
  });

  test('tells of each object which construct made it, though a Deployment and a Service share their name', () => {
    const app = new GopherApp({ outdir: folder, recordConstructMetadata: true });
    service(new Chart(app, 'shop', { namespace: 'shop' }), 'checkout');
    app.synth();
    const constructOf = new Map<string, string>(JSON.parse(readFileSync(join(folder, METADATA), 'utf8')).objects.map((o: any) => [`${o.kind} ${o.namespace}/${o.name}`, o.construct]));
    for (const kind of ['Deployment', 'Service', 'NetworkPolicy', 'ServiceAccount']) expect(constructOf.get(`${kind} shop/checkout`)).toBe('shop/checkout');
  });

  test('a chain of 16 layers, 3 objects each, takes no longer than its 48 objects', () => {
    const app = new GopherApp({ outdir: folder });
    const chart = new Chart(app, 'layers');
    let before: ApiObject[] = [];
    for (let layer = 0; layer < 16; layer++) {
      before = [0, 1, 2].map((i) => {
        const object = new ApiObject(chart, `o-${layer}-${i}`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `o-${15 - layer}-${i}` } });
        object.addDependency(...before);
        return object;
      });
    }
    let asked = 0; // the stock App asks some 40 million times
    for (const construct of app.node.findAll()) {
      const node = construct.node;
      const { dependencies } = node;
      Object.defineProperty(node, 'dependencies', { get: () => { asked++; return dependencies; } });
    }
    app.synth();
    expect(asked).toBeLessThan(200);
  });
});

describe('the committed folder', () => {
  const write = (ids: string[], image = 'a/b:1.0.0') => {
    const app = new GopherApp({ outdir: join(folder, 'dist'), committedDir: join(folder, 'deploy') });
    ids.forEach((id) => new GoMicroservice(new Chart(app, id), id, { image: Image.of(image) }));
    app.synth();
  };

  test('mirrors the output', () => {
    write(['a', 'b']);
    const { '.cdk8s-gopher-files': _, ...deployed } = filesIn(join(folder, 'deploy'));
    expect(deployed).toEqual(filesIn(join(folder, 'dist')));
  });

  test('loses what is no longer made, and nothing that we did not write', () => {
    write(['a', 'b']);
    writeFileSync(join(folder, 'deploy', 'kustomization.yaml'), 'mine');
    write(['a']);
    expect(Object.keys(filesIn(join(folder, 'deploy')))).toEqual(['.cdk8s-gopher-files', 'a.k8s.yaml', 'kustomization.yaml']);
  });

  test('stays as it was when there is a problem, even though cdk8s-cli has emptied the output', () => {
    write(['a']);
    const before = filesIn(join(folder, 'deploy'));
    rmSync(join(folder, 'dist'), { recursive: true });
    expect(() => write(['a'], 'a/b:latest')).toThrow(/image\/moving-tag/);
    expect(filesIn(join(folder, 'deploy'))).toEqual(before);
    expect(existsSync(join(folder, 'dist'))).toBe(false);
  });
});
