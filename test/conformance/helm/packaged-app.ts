import { existsSync, readdirSync, rmSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import * as library from '../../../src';
import { KubeObject, readManifests } from '../apiserver/manifests';

const EXAMPLES = join(__dirname, '../../../examples');

/** An app that was written: its manifests, and the folder of its chart. */
export interface Packaged { readonly name: string; readonly chart: string; readonly objects: KubeObject[] }

/** Writes an app and its chart. @param top a folder that may be written to */
export function packaged(top: string, name: string, app: library.GopherApp): Packaged {
  const chart = join(top, 'charts', name);
  const outdir = join(top, 'plain', name);
  rmSync(outdir, { recursive: true, force: true });
  Object.assign(app, { outdir, helmPackage: library.HelmPackage.of(chart, { version: '1.4.0' }) });
  app.synth();
  return { name, chart, objects: readManifests(outdir).map(({ object }) => object) };
}

/** Runs every example, and has each of its apps packaged. */
export function packagedExamples(top: string): Packaged[] {
  const written: Packaged[] = [];
  const here = process.cwd();
  const names = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, 'main.ts')));
  for (const name of names) {
    process.chdir(top);
    runWith(join(EXAMPLES, name, 'main.ts'), class extends library.GopherApp {
      public synth(): void {
        Object.assign(this, { synth: () => library.GopherApp.prototype.synth.call(this), committedDir: undefined });
        written.push(packaged(top, `${name}-${written.length}`, this));
      }
    });
    process.chdir(here);
  }
  return written;
}

/** Runs a program that asks for `cdk8s-gopher`, and gives it this library with another app. */
function runWith(program: string, app: typeof library.GopherApp): void {
  const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
  const load = loader._load;
  loader._load = (request, ...rest) => (request === 'cdk8s-gopher' ? { ...library, GopherApp: app } : load.call(loader, request, ...rest));
  try {
    createRequire(__filename)(program);
  } finally {
    loader._load = load;
  }
}
