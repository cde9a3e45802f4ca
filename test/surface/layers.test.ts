import { readFileSync } from 'fs';
import { builtinModules } from 'module';
import { join } from 'path';
import { importsOf, loadsOf, SOURCES } from './source';

/** Each layer may use itself and what stands before it. */
const LAYERS = ['values', 'config', 'model', 'platform', 'kube', 'secrets', 'storage', 'traits', 'links', 'workloads', 'databases', 'operators', 'rules', 'cluster', 'plan', 'graph', 'app', 'cli'];

const layerOf = (path: string) => path.split('/')[0];
const files = SOURCES.filter((s) => s.path !== 'index.ts');

describe('the layout', () => {
  test('every file is in a layer', () => {
    expect(files.filter((s) => !LAYERS.includes(layerOf(s.path))).map((s) => s.path)).toEqual([]);
  });

  test('imports run upwards only', () => {
    const downwards = files.flatMap((s) => importsOf(s)
      .filter((to) => LAYERS.indexOf(layerOf(to)) > LAYERS.indexOf(layerOf(s.path)))
      .map((to) => `${s.path} imports ${to}`));
    expect(downwards).toEqual([]);
  });

  test('nothing imports the table of contents', () => {
    expect(files.filter((s) => importsOf(s).includes('index.ts')).map((s) => s.path)).toEqual([]);
  });

  test('no files load each other in a circle', () => {
    const loads = new Map(SOURCES.map((s) => [s.path, loadsOf(s)]));
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (path: string, trail: string[]) => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      else if (!done.has(path)) loads.get(path)!.forEach((next) => visit(next, [...trail, path]));
      done.add(path);
    };
    SOURCES.forEach((s) => visit(s.path, []));
    expect(circles).toEqual([]);
  });

  test('only the renderers and the traits name the wire types of Kubernetes', () => {
    const naming = files.filter((s) => /import\s*\{[^}]*\bk8s\b[^}]*\}\s*from 'cdk8s-plus-28'/.test(s.text)).map((s) => layerOf(s.path));
    expect([...new Set(naming)].filter((layer) => !['kube', 'traits'].includes(layer))).toEqual([]);
  });

  test('the library loads only packages that come with it, or that it asks its user for', () => {
    const packages = files.flatMap((s) => [...s.text.matchAll(/(?: from |require\()'([^.'][^']*)'/g)].map(([, name]) => name.replace(/^node:/, '')));
    const { peerDependencies, bundledDependencies } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'));
    const allowed = [...Object.keys(peerDependencies), ...bundledDependencies, ...builtinModules];
    expect([...new Set(packages)].filter((name) => !allowed.includes(name))).toEqual([]);
  });
});
