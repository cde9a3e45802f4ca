import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { GopherApp, GopherAppProps } from '../../src';
import { serviceIn } from '../kit';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'gopher-graph-')); });
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  delete process.env.CDK8S_GOPHER_GRAPH;
  delete process.env.CDK8S_GOPHER_GRAPH_ONLY;
});

const at = (...path: string[]) => join(folder, ...path);

function synth(props: GopherAppProps = {}, env: { [name: string]: string } = {}): void {
  const app = new GopherApp({ outdir: at('dist'), ...props });
  serviceIn(new Chart(app, 'shop', { namespace: 'shop' }), 'checkout', { env });
  app.synth();
}

test('no graph is written unless somebody asks', () => {
  synth();
  expect(readdirSync(folder)).toEqual(['dist']);
});

test('graphDir has it as a page and as Markdown', () => {
  synth({ graphDir: at('graph') });
  expect(readdirSync(at('graph')).sort()).toEqual(['graph.html', 'graph.md']);
  expect(readFileSync(at('graph', 'graph.md'), 'utf8')).toContain('shop/checkout');
});

test('the variable does the same without a change of the program', () => {
  process.env.CDK8S_GOPHER_GRAPH = at('elsewhere');
  synth({ graphDir: at('graph') });
  expect(readFileSync(at('elsewhere', 'graph.html'), 'utf8')).toBe(readFileSync(at('graph', 'graph.html'), 'utf8'));
});

test('the manifests are the same with it', () => {
  synth();
  const before = readFileSync(at('dist', 'shop.k8s.yaml'), 'utf8');
  synth({ graphDir: at('graph') });
  expect(readFileSync(at('dist', 'shop.k8s.yaml'), 'utf8')).toBe(before);
});

test('what did not change is not touched', () => {
  synth({ graphDir: at('graph') });
  utimesSync(at('graph', 'graph.html'), 1, 1);
  synth({ graphDir: at('graph') });
  expect(statSync(at('graph', 'graph.html')).mtimeMs).toBe(1000);
});

test('an app with problems is drawn with them, and is refused all the same', () => {
  expect(() => synth({ graphDir: at('graph') }, { 'bad name': 'x' })).toThrow(/env\/bad-name|bad name/);
  expect(readFileSync(at('graph', 'graph.md'), 'utf8')).toMatch(/## Problems\n\n.*\n.*\n\| shop\/checkout \| .*bad name/);
  expect(existsSync(at('dist', 'shop.k8s.yaml'))).toBe(false);
});

test('what rules find stands at the workload that it is about', () => {
  const app = new GopherApp({ outdir: at('dist'), graphDir: at('graph') });
  const checkout = serviceIn(new Chart(app, 'shop', { namespace: 'shop' }), 'checkout');

  ApiObject.of(checkout).addJsonPatch(JsonPatch.add('/spec/replicas', 'many'));
  expect(() => app.synth()).toThrow(/spec\.replicas/);
  expect(readFileSync(at('graph', 'graph.md'), 'utf8')).toMatch(/\| shop\/checkout \| structure\/.*spec\.replicas/);
});

test('where only the graph is wanted, nothing else is written, and a problem is no error', () => {
  Object.assign(process.env, { CDK8S_GOPHER_GRAPH: at('graph'), CDK8S_GOPHER_GRAPH_ONLY: 'true' });
  synth({ committedDir: at('manifests'), graphDir: at('other') });
  synth({ committedDir: at('manifests') }, { 'bad name': 'x' });
  expect(readdirSync(folder).sort()).toEqual(['graph']);
  expect(readdirSync(at('graph')).sort()).toEqual(['graph.html', 'graph.json', 'graph.md', 'graph.mmd']);
});
