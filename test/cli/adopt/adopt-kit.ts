import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { run } from '../../../src/cli/run';
import { Manifest } from '../../../src/rules/manifest';
import { readManifests } from '../../../src/rules/reading/read-manifests';
import { paletteOf } from '../../../src/rules/report/palette';

export const INPUTS = join(__dirname, 'inputs');

/** A command line, and what it said. */
export async function cli(...args: string[]) {
  const said = { out: '', err: '' };
  const terminal = { out: (text: string) => { said.out += text; }, err: (text: string) => { said.err += text; }, palette: paletteOf(false), hasKeyboard: false };
  return { code: await run(args, terminal), ...said };
}

/** Runs main.ts of a folder as ts-node would, but for the types; and gives what it wrote. */
export function synthesized(folder: string): Manifest[] {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true); // warnings of the rules
  const { outputText } = transpileModule(readFileSync(join(folder, 'main.ts'), 'utf8'), { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } });
  const before = process.cwd();
  process.chdir(folder);
  try {
    new Function('require', 'exports', 'module', outputText)(load, {}, { exports: {} });
  } finally {
    process.chdir(before);
    jest.restoreAllMocks();
  }
  return readManifests([join(folder, 'dist')]).manifests;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports
const load = (module: string): unknown => require(module === 'cdk8s-gopher' ? '../../../src' : module);

/** What runs, but for what a controller makes, and for Secrets. */
export function running(input: string): Manifest[] {
  return readManifests([input]).manifests.filter(({ kind, object, name }) => kind !== 'Secret' && object.metadata.annotations?.['helm.sh/hook'] === undefined && !/^data-ledger-\d$/.test(name))
    .map((manifest) => (manifest.kind === 'Service' && manifest.object.spec.clusterIP !== 'None' ? Manifest.of({ ...manifest.object, spec: { ...manifest.object.spec, clusterIP: undefined } }) : manifest));
}

/** What an object is known by, and what of it nobody may change: by kind and name. */
export function fixedIn(manifests: readonly Manifest[]): { [name: string]: any } {
  return Object.fromEntries(manifests.map((manifest) => {
    const { spec } = manifest.object;
    return [String(manifest), manifest.kind === 'StatefulSet' || manifest.kind === 'Deployment' || manifest.kind === 'DaemonSet' || manifest.kind === 'Service' || manifest.kind === 'PodDisruptionBudget'
      ? { selector: spec.selector, serviceName: spec.serviceName, claims: spec.volumeClaimTemplates, policy: spec.podManagementPolicy, clusterIP: spec.clusterIP } : {}];
  }));
}

/** All files below a folder, by their path. */
export function filesIn(folder: string): string[] {
  return !existsSync(folder) ? [] : readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name).slice(folder.length + 1)).sort();
}
