import { cpSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { cli, filesIn, fixedIn, INPUTS, running, synthesized } from './adopt-kit';
import { Plan } from '../../../src';
import { Folder } from '../../rules/reading/folder-kit';

// What is waived has a last day: half a year from the day of the adoption.
beforeAll(() => {
  jest.useFakeTimers({ now: new Date('2026-11-30'), doNotFake: ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
});
afterAll(() => { jest.useRealTimers(); });

let folder: Folder;
beforeEach(() => { folder = new Folder(); });
afterEach(() => folder.remove());

const inputs = readdirSync(INPUTS).sort();
const text = (path: string) => readFileSync(join(folder.path, path), 'utf8');

describe('a program that adopts', () => {
  test.each(inputs)('%s makes the same objects again: names, selectors and claims', async (input) => {
    const file = join(INPUTS, input);
    expect(await cli('adopt', file, '--out', folder.path)).toMatchObject({ code: 0, err: '' });
    const made = synthesized(folder.path);
    expect(fixedIn(made)).toEqual(fixedIn(running(file)));

    const plan = Plan.between(join(folder.path, 'running'), join(folder.path, 'dist'));
    expect(plan.changes.filter(({ action }) => action !== 'changed').map(String)).toEqual([]);
    expect(plan.changes.map(({ effect }) => effect).filter((effect) => !['none', 'cosmetic', 'metadata', 'in-place', 'rolling-restart'].includes(effect))).toEqual([]);
    expect((await cli('verify', join(folder.path, 'dist'))).code).toBe(0);
  });

  // They are compiled with the tests: npx tsc --noEmit -p test/tsconfig.json. To write them anew: UPDATE_GOLDEN=1.
  test.each(inputs)('%s reads as it is committed beside this test', async (input) => {
    await cli('adopt', join(INPUTS, input), '--out', folder.path);
    const golden = join(__dirname, 'golden', input.replace('.yaml', ''));
    const ours = filesIn(folder.path).filter((path) => path === 'main.ts' || path.startsWith('kept'));
    if (process.env.UPDATE_GOLDEN) for (const path of ours) cpSync(join(folder.path, path), join(golden, path));
    expect(ours.map((path) => [path, text(path)])).toEqual(filesIn(golden).map((path) => [path, readFileSync(join(golden, path), 'utf8')]));
  });
});

describe('the report', () => {
  const report = (input: string) => cli('adopt', join(INPUTS, input), '--dry-run');

  test('lists what is kept by a patch, and why', async () => {
    const { out } = await report('sidecar.yaml');
    expect(out).toContain('kept: Deployment /spec/template/spec/hostAliases  because no prop says it');
    expect(out).toContain('kept: Deployment /spec/template/spec/enableServiceLinks  because the library leaves out the variables that name every Service');
  });

  test('lists what is kept in a file, and why', async () => {
    const { out } = await report('stateful.yaml');
    expect(out).toContain('StatefulSet bank/ledger  kept/bank.yaml: its claims and their names cannot be changed');
    expect(out).toContain('Service bank/ledger  kept/bank.yaml: it leads to the StatefulSet "ledger", which is kept as it is');
  });

  test('lists what stays with whoever made it, and copies no value of a Secret', async () => {
    const { out } = await cli('adopt', join(INPUTS, 'kubectl.yaml'), '--out', folder.path);
    expect(out).toContain('Secret shop/checkout-db  its values do not belong into a program or into Git');
    expect(filesIn(folder.path).map(text).join()).not.toContain('cG9zdGdyZXM6');
  });

  test('says what the first apply does, and what has to be done before it', async () => {
    const { out } = await report('kubectl.yaml');
    expect(out).toMatch(/With the first apply\n {2}3 changed; the worst effect is rolling-restart/);
    expect(out).toContain('kubectl apply edit-last-applied deployment/checkout');
  });

  test('says of no restart with --exact', async () => {
    const { code, out } = await cli('adopt', join(INPUTS, 'kubectl.yaml'), '--dry-run', '--exact');
    expect([code, out]).toEqual([0, expect.not.stringContaining('spec.template.spec.containers[name=app].env')]);
  });

  test('says that nothing changes where nothing does', async () => {
    expect((await report('helm.yaml')).out).toContain('nothing changes: 1 of 3 objects are only spelt otherwise');
  });

  test('says it for tools', async () => {
    const { out } = await cli('adopt', join(INPUTS, 'kubectl.yaml'), '--dry-run', '--json');
    expect(JSON.parse(out)).toMatchObject({
      workloads: [{ object: 'Deployment shop/checkout', construct: 'GoMicroservice', objects: ['Service shop/checkout', 'Deployment shop/checkout', 'HorizontalPodAutoscaler shop/checkout'] }],
      kept: [{ object: 'ConfigMap shop/shop-flags', file: 'kept/shop.yaml' }],
      leftOut: [{ object: 'Secret shop/checkout-db' }],
      effect: 'rolling-restart',
      problems: [],
    });
  });

  test('warns of a value that looks like a secret', async () => {
    folder.write('in.yaml', DEPLOYMENT.replace('env: []', 'env: [{ name: DB_PASSWORD, value: hunter2 }]'));
    const { out } = await cli('adopt', join(folder.path, 'in.yaml'), '--dry-run');
    expect(out).toMatch(/Look at these first\n.*DB_PASSWORD.*Put it into a Secret before you commit\./);
  });
});

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - { name: api, image: "registry.example.com/shop/api:1.0.0", env: [] }
`;

describe('the files', () => {
  const adopt = (...args: string[]) => cli('adopt', join(folder.path, 'in', 'api.yaml'), '--out', join(folder.path, 'out'), ...args);
  const out = (path: string) => join('out', path);
  beforeEach(() => folder.write('in/api.yaml', DEPLOYMENT));

  test('are a program and what it needs to run', async () => {
    expect((await adopt()).code).toBe(0);
    expect(filesIn(join(folder.path, 'out'))).toEqual(['cdk8s.yaml', 'main.ts', 'package.json', 'running/shop.yaml', 'tsconfig.json']);
    expect(text(out('cdk8s.yaml'))).toMatch(/^language: typescript\napp: npx ts-node main\.ts\noutput: dist\n[^]*kubernetesVersion: "1\.33"\n/);
    expect(text(out('package.json'))).toContain('cdk8s-gopher verify dist');
  });

  test('are not written with --dry-run', async () => {
    expect((await adopt('--dry-run')).out).toContain('Nothing was written: --dry-run.');
    expect(filesIn(join(folder.path, 'out'))).toEqual([]);
  });

  test('a second time are the same', async () => {
    await adopt();
    expect((await adopt()).out).not.toMatch(/create|overwrite/);
  });

  test('are never overwritten without being told', async () => {
    folder.write(out('main.ts'), '// mine\n');
    folder.write(out('cdk8s.yaml'), 'app: go run .\n');
    expect(await adopt()).toMatchObject({ code: 2, err: expect.stringContaining('main.ts is there and differs; nothing was written. --force overwrites') });
    expect(filesIn(join(folder.path, 'out'))).toEqual(['cdk8s.yaml', 'main.ts']);
    expect((await adopt('--force')).out).toMatch(/overwrite +main\.ts/);
    expect(text(out('cdk8s.yaml'))).toBe('app: go run .\n');
  });
});

describe('a file where a folder is to be', () => {
  test.each([['adopt', 'kept'], ['init', 'deploy']])('%s writes nothing at all', async (command, inTheWay) => {
    folder.write('in.yaml', `${DEPLOYMENT}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: words, namespace: shop }\n`);
    folder.write(join('out', inTheWay), 'mine');
    const out = join(folder.path, 'out');
    const { code, err } = await cli(...(command === 'init' ? ['init', out] : ['adopt', join(folder.path, 'in.yaml'), '--out', out]));
    expect([code, err]).toEqual([2, expect.stringContaining(`"${join(out, inTheWay)}" is a file, and a folder is to be there`)]);
    expect(filesIn(out)).toEqual([inTheWay]);
  });
});

describe('is refused:', () => {
  const adopt = (yaml: string) => { folder.write('in.yaml', yaml); return cli('adopt', join(folder.path, 'in.yaml'), '--dry-run'); };

  test.each([
    ['YAML that is broken, with its line', 'apiVersion: v1\nkind: Service\nmetadata: {name: a\n---\n', /in\.yaml:\d+\] yaml\/broken/],
    ['a template that was not rendered', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\n', /in\.yaml:4\] yaml\/not-rendered/],
    ['an object that stands twice', `${DEPLOYMENT}---\n${DEPLOYMENT}`, /in\.yaml:12\] adopt\/duplicate-object: Deployment shop\/api stands here and in .*in\.yaml:1; only one of them is what runs/],
    ['an object without a kind', `${DEPLOYMENT}---\napiVersion: v1\nmetadata: { name: x }\n`, /in\.yaml:1[12]\] manifest\/incomplete/],
    ['a namespace that would lead elsewhere', DEPLOYMENT.replace('namespace: shop', 'namespace: ../../shop'), /in\.yaml:1\] namespace\/bad-name/],
    ['input without a workload', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n', /there is no workload in .*in\.yaml", only ConfigMap\. Give it with what belongs to it: kubectl get/],
  ])('%s', async (_, yaml, says) => {
    const { code, err } = await adopt(yaml);
    expect([code, err]).toEqual([2, expect.stringMatching(says)]);
  });

  test('a file that is not there', async () => {
    expect(await cli('adopt', join(folder.path, 'none.yaml'))).toMatchObject({ code: 2, err: expect.stringContaining('there is no such file or folder') });
  });

  test('nothing at all, and says how it is done', async () => {
    expect(await cli('adopt')).toMatchObject({ code: 2, err: expect.stringContaining('kubectl get deploy,svc,hpa -o yaml | cdk8s-gopher adopt -') });
  });
});

describe('what scales in an API that no construct writes', () => {
  test('keeps its say: no number of pods is fixed beside it', async () => {
    folder.write('in.yaml', `${DEPLOYMENT.replace('spec:\n  selector', 'spec:\n  replicas: 7\n  selector')}---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: api, namespace: shop }
spec:
  scaleTargetRef: { name: api }
  triggers: [{ type: cron, metadata: { timezone: Etc/UTC, start: 0 6 * * *, end: 0 20 * * *, desiredReplicas: "7" } }]
`);
    const { out } = await cli('adopt', join(folder.path, 'in.yaml'), '--out', join(folder.path, 'out'));
    expect(out).toContain('Deployment shop/api: its number of pods is left to the autoscaler.');
    expect(text('out/main.ts')).not.toContain('replicas');
  });
});

describe('two objects of one kind and name, in two APIs', () => {
  test('are both kept', async () => {
    const gateway = (group: string) => `---\napiVersion: ${group}/v1\nkind: Gateway\nmetadata: { name: public, namespace: shop }\nspec: {}\n`;
    folder.write('in.yaml', `${DEPLOYMENT}${gateway('networking.istio.io')}${gateway('gateway.example.com')}`);
    expect((await cli('adopt', join(folder.path, 'in.yaml'), '--out', join(folder.path, 'out'))).code).toBe(0);
    expect(synthesized(join(folder.path, 'out')).filter(({ kind }) => kind === 'Gateway').map(({ apiVersion }) => apiVersion)).toEqual(['networking.istio.io/v1', 'gateway.example.com/v1']);
  });
});

describe('a namespace that is called as what is in none', () => {
  test('has a chart and files of its own', async () => {
    folder.write('in.yaml', `${DEPLOYMENT.replace('namespace: shop', 'namespace: cluster')}---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: reader }\nrules: []\n`);
    expect(await cli('adopt', join(folder.path, 'in.yaml'), '--out', join(folder.path, 'out'))).toMatchObject({ code: 0, err: '' });
    expect(synthesized(join(folder.path, 'out')).map(({ kind }) => kind).sort()).toEqual(['ClusterRole', 'Deployment']);
  });

  test('has no file that another\'s twins go to', async () => {
    const gateway = (group: string, namespace: string) => `---\napiVersion: ${group}/v1\nkind: Gateway\nmetadata: { name: public, namespace: ${namespace} }\nspec: {}\n`;
    folder.write('in.yaml', `${DEPLOYMENT}${gateway('networking.istio.io', 'shop')}${gateway('gateway.example.com', 'shop')}${gateway('networking.istio.io', 'shop-2')}`);
    await cli('adopt', join(folder.path, 'in.yaml'), '--out', join(folder.path, 'out'));
    expect(filesIn(join(folder.path, 'out', 'kept'))).toEqual(['shop-2.yaml', 'shop.2.yaml', 'shop.yaml']);
  });
});

describe('words that JavaScript has for itself', () => {
  test.each(['exports', 'module', 'require', 'undefined', 'global-this'])('%s: a workload that is called so', async (name) => {
    folder.write('in.yaml', DEPLOYMENT.replace('name: api,', `name: ${name},`));
    await cli('adopt', join(folder.path, 'in.yaml'), '--out', join(folder.path, 'out'));
    expect(/^const (\w+) = new GoWorker/m.exec(text('out/main.ts'))?.[1]).toMatch(/^(exports|module|require|undefined|globalThis)Service$/);
  });

  test('are labels like all others', async () => {
    folder.write('in.yaml', DEPLOYMENT.replace('name: api,', 'name: api, labels: { toString: "1" },').replace('labels: { app: api } }', 'labels: { app: api, valueOf: "2" } }'));
    await cli('adopt', join(folder.path, 'in.yaml'), '--out', join(folder.path, 'out'));
    expect(text('out/main.ts')).toContain("JsonPatch.add('/metadata/labels/toString', '1')");
    expect(text('out/main.ts')).toContain("api.draft.addLabel('valueOf', '2')");
  });

  test('are never lost: what cdk8s cannot write stays where it is, and is named', async () => {
    folder.write('in.yaml', `${DEPLOYMENT.replace('env: []', 'env: [{ name: constructor, value: a }]')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: words, namespace: shop }\ndata: { constructor: a }\n`);
    const { code, out } = await cli('adopt', join(folder.path, 'in.yaml'), '--out', join(folder.path, 'out'));
    expect(code).toBe(0);
    expect(out).toContain('ConfigMap shop/words  cdk8s cannot write its field "data.constructor"');
    expect(text('out/main.ts')).toContain("{ name: 'constructor', value: 'a' }");
  });
});

describe('text from other people', () => {
  test('is no code and no YAML, wherever it is written', async () => {
    const nasty = JSON.stringify('a\n---\nkind: Secret');
    folder.write('in.yaml', `${DEPLOYMENT.replace('env: []', 'env: [{ name: NOTE, value: "\'); process.exit(7); (\'" }]')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${nasty}, namespace: shop }\n`);
    const { out } = await cli('adopt', join(folder.path, 'in.yaml'), '--out', join(folder.path, 'out'));
    expect(text('out/kept/shop.yaml').split('\n').filter((line) => line === '---' || line.startsWith('kind: Secret'))).toEqual([]);
    expect(text('out/main.ts')).toContain("NOTE: '\\'); process.exit(7); (\\''");
    expect(out).toContain('ConfigMap shop/a\\u000a---\\u000akind: Secret');
  });
});

describe('what no construct takes', () => {
  test('is kept whole, with the reason', async () => {
    folder.write('in.yaml', DEPLOYMENT.replace('matchLabels: { app: api }', 'matchExpressions: [{ key: app, operator: In, values: [api] }]'));
    const { code, out } = await cli('adopt', join(folder.path, 'in.yaml'), '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('Deployment shop/api  kept/shop.yaml: no construct makes it: adopt/selector: its selector is more than labels');
  });

  test('that the API server refuses is said, and the exit code is 1', async () => {
    folder.write('in.yaml', DEPLOYMENT.replace('labels: { app: api }', 'labels: { app: other }'));
    expect(await cli('adopt', join(folder.path, 'in.yaml'), '--dry-run')).toMatchObject({ code: 1, out: expect.stringContaining('What stops the synthesis') });
  });
});
