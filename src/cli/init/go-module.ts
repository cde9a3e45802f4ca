import { readFileSync } from 'fs';
import { basename, join, posix } from 'path';
import { GoPackage, packagesIn } from './go-source';
import { listeningOf } from './listeners';
import { Service } from './project';
import { toDnsLabel } from './words';
import { whyNot } from '../../rules/reading/folder';
import { CannotRun } from '../cannot-run';

/** A Go module that is there already: its path, its Go version and its programs. @internal */
export class GoModule {
  /** @param root the folder of go.mod */
  public static read(root: string): GoModule {
    const file = join(root, 'go.mod');
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (e) {
      throw new CannotRun(`cannot read "${file}": ${whyNot(e)}.`);
    }
    const path = /^module\s+"?([^\s"]+)/m.exec(text)?.[1];
    if (path === undefined) throw new CannotRun(`"${file}" does not name a module. Its first line should be such as "module example.com/shop".`);
    const versions = [...text.matchAll(/^(?:go|toolchain go)\s*(1\.\d+)/gm)].map(([, version]) => version);
    return new GoModule(root, path, versions.sort((a, b) => Number(a.slice(2)) - Number(b.slice(2))).pop() ?? '1.26');
  }

  private constructor(private readonly root: string, public readonly path: string, public readonly goVersion: string) {}

  /** The module's last word, without a major version. */
  public get name(): string {
    return toDnsLabel(basename(this.path.replace(/\/v\d+$/, '')));
  }

  /** Every main package, in the order of its folders. */
  public services(): Service[] {
    const packages = packagesIn(this.root);
    const mains = [...packages.values()].filter((p) => p.isMain).sort((a, b) => (a.folder < b.folder ? -1 : 1));
    const names = mains.map(({ folder }) => (folder === '' ? this.name : toDnsLabel(posix.basename(folder))));
    return mains.map((main, i) => ({
      name: names.indexOf(names[i]) === names.lastIndexOf(names[i]) ? names[i] : toDnsLabel(main.folder || this.name),
      package: main.folder === '' ? '.' : `./${main.folder}`,
      ...listeningOf(this.closure(main, packages)),
    }));
  }

  /** A program with everything of this module that it imports. */
  private closure(main: GoPackage, packages: ReadonlyMap<string, GoPackage>): GoPackage[] {
    const reached = new Set([main]);
    for (const { imports } of reached) {
      for (const path of imports) {
        const found = path === this.path ? packages.get('') : path.startsWith(`${this.path}/`) ? packages.get(path.slice(this.path.length + 1)) : undefined;
        if (found) reached.add(found); // a set that grows is walked to its end
      }
    }
    return [...reached];
  }
}
