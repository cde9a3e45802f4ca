import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { differences } from '../apiserver/differences';
import { KubeObject, nameOf } from '../apiserver/manifests';

const HELM = process.env.HELM ?? 'helm';

/** The newest Kubernetes; a helm that is built of its modules believes in an old one. */
export const CLUSTER = ['--kube-version', '1.37.0'];

/** What helm did: what it wrote, or why not. */
export interface Outcome { readonly ok: boolean; readonly out: string; readonly err: string }

/** Runs helm, without any settings of whoever runs the test. @param input what comes in on standard input */
export function helm(args: readonly string[], input?: string): Outcome {
  const { status, stdout, stderr, error } = spawnSync(HELM, args, { encoding: 'utf8', input, maxBuffer: 2 ** 28, env: { PATH: process.env.PATH, HOME: tmpdir() } });
  return { ok: status === 0, out: stdout ?? '', err: error ? String(error) : stderr };
}

/** What a chart renders to, or what helm says against it. @param values over those of the chart */
export function rendered(chart: string, values: unknown = {}): KubeObject[] | string {
  const { ok, out, err } = helm(['template', 'a-release', chart, '--namespace', 'elsewhere', '--include-crds', ...CLUSTER, '--values', '-'], JSON.stringify(values));
  return ok ? parseAllDocuments(out, { merge: false, version: '1.1' }).map((document) => document.toJS() as KubeObject).filter((object) => object !== null) : err;
}

/** Every field of what was written, whatever its order. @param isOther whether names are hashes of another content: ours here, helm's there */
export function complaintsOf(written: readonly KubeObject[], chart: string, values?: unknown, isOther: boolean = false): string[] {
  const found = rendered(chart, values);
  if (typeof found === 'string') return [found];
  const [here, there] = [byName(written, isOther), byName(found, isOther)];
  return [
    ...[...here.keys()].filter((name) => !there.has(name)).map((name) => `${name} is missing`),
    ...[...there.keys()].filter((name) => !here.has(name)).map((name) => `${name} was not written`),
    ...[...here].flatMap(([name, object]) => (isDeepStrictEqual(object, there.get(name) ?? object) ? [] : [`${name}: ${differences(object, there.get(name)!).join('; ') || 'there is more in it'}`])),
    ...(found.length === there.size ? [] : ['an object came out twice']),
  ];
}

function byName(objects: readonly KubeObject[], isOther: boolean): Map<string, KubeObject> {
  return new Map((isOther ? withoutHashes(objects) : objects).map((object) => [`${object.apiVersion} ${nameOf(object)}`, object]));
}

/** Jobs and ConfigMaps by what their names begin with, wherever they are named. */
function withoutHashes(objects: readonly KubeObject[]): KubeObject[] {
  const hashed = objects.filter(({ kind }) => ['Job', 'ConfigMap'].includes(kind)).map(({ metadata }) => metadata.name).filter((name) => /-[0-9a-f]{10}$/.test(name));
  return objects.map((object) => JSON.parse(hashed.reduce((text, name) => text.replaceAll(JSON.stringify(name), JSON.stringify(name.slice(0, -11))), JSON.stringify(object))));
}
