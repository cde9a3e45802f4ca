import { existsSync, lstatSync, readdirSync, realpathSync, rmdirSync, rmSync } from 'fs';
import { dirname, join, sep } from 'path';
import { OutputFolder, OutputText, textOf } from './output-folder';
import { Problem } from '../../model/problem';
import { ProblemsError } from '../../model/problems-error';
import { FILE_LIST, FileList, hashOf } from '../../rules/reading/file-list';
import { whyNot } from '../../rules/reading/folder';
import { Flaw, flaw, quoted } from '../../values/flaw';

/**
 * The folder that is committed: what we wrote there is replaced and deleted, what others wrote never.
 *
 * @internal
 */
export class CommittedFolder {
  private readonly listFile: string;

  /** @param target the name of the target whose folder it is, if there are targets */
  constructor(private readonly root: string, private readonly target?: string) {
    this.listFile = join(root, FILE_LIST);
  }

  /** What speaks against writing these files, before anything is written. */
  public problems(files: readonly OutputText[]): string[] {
    try {
      const list = this.list();
      return [...list.flaws, ...this.otherTarget(list), ...this.foreign(list, files)].map((f) => String(Problem._at(this.root, f)));
    } catch (e) {
      return [`[${this.root}] output/cannot-read: ${quoted((e as NodeJS.ErrnoException).path ?? this.root)}: ${whyNot(e)}. Move away what is in its place, or name another folder.`];
    }
  }

  /** Our files as they stand there now, of which some line is just this. @param line the line, whole */
  public holding(line: string): string[] {
    if (!existsSync(this.listFile)) return [];
    return [...this.list().files.keys()].map((path) => join(this.root, path)).filter((file) => textOf(file)?.includes(`\n${line}\n`));
  }

  /** Writes the files, and deletes those of before that are no longer made. Gives a line for each that is left, as somebody has changed it. */
  public mirror(files: readonly OutputText[]): string[] {
    const problems = this.problems(files);
    if (problems.length > 0) throw new ProblemsError(problems);
    const folder = new OutputFolder(this.root);
    const before = this.list();
    const now = new FileList();
    if (this.target !== undefined) now.targets.add(this.target);
    for (const { path, text } of files) now.files.set(path, new Set([hashOf(text)]));
    if (files.some(({ path }) => !before.files.has(path))) {
      // Whatever interrupts us now, what is written is known to be ours.
      const both = FileList.read(this.listFile, `${before}\n${now}`);
      folder.write([{ path: FILE_LIST, text: both.toString() }]);
    }
    folder.write(files);
    const left = [...before.files.keys()].filter((path) => !now.files.has(path)).flatMap((path) => this.remove(path, before));
    folder.write([{ path: FILE_LIST, text: now.toString() }]);
    return left;
  }

  private list(): FileList {
    return FileList.read(this.listFile, textOf(this.listFile) ?? '');
  }

  private otherTarget({ targets }: FileList): Flaw[] {
    if (targets.size === 0 || targets.has(this.target ?? '')) return [];
    const whose = this.target === undefined ? 'this app, which has no target,' : `the target ${quoted(this.target)}`;
    return [flaw('output/other-target', `${quoted(this.root)} holds the manifests of the target ${[...targets].map(quoted).join(', ')}; ${whose} would delete them`,
      `Give each target a folder of its own; if the target was only renamed, change its name in ${quoted(this.listFile)}, too.`)];
  }

  private foreign(list: FileList, files: readonly OutputText[]): Flaw[] {
    const others = files.filter(({ path }) => !list.files.has(path)).filter(({ path, text }) => ![undefined, text].includes(textOf(join(this.root, path))));
    if (others.length === 0) return [];
    const named = others.slice(0, 5).map(({ path }) => quoted(join(this.root, path))).join(', ') + (others.length > 5 ? ` and ${others.length - 5} more` : '');
    return [flaw('output/not-ours', `${named} would be overwritten, and was not written by this app`, `Move it away; if it is an earlier output of this app, delete it, or add its path to ${quoted(this.listFile)}.`)];
  }

  /** Deletes a file of ours, and the folders that are empty without it. */
  private remove(path: string, list: FileList): string[] {
    const file = join(this.root, path);
    try {
      if (!this.isInside(file)) return [`output/link: ${quoted(file)} is no longer made, but leads out of ${quoted(this.root)} by a link; it is left. Delete it by hand.`];
      if (!list.isOurs(path, textOf(file) ?? '')) return [`output/changed: ${quoted(file)} is no longer made, but was changed since it was written; it is left, and is yours now. Delete it by hand, or it goes on being applied.`];
      rmSync(file);
      for (let parent = dirname(path); parent !== '.' && readdirSync(join(this.root, parent)).length === 0; parent = dirname(parent)) rmdirSync(join(this.root, parent));
    } catch (e) {
      if (['ENOENT', 'ENOTDIR'].includes((e as NodeJS.ErrnoException).code ?? '')) return []; // it is gone already
      return [`output/cannot-delete: ${quoted(file)} is no longer made: ${whyNot(e)}. Delete it by hand.`];
    }
    return [];
  }

  private isInside(file: string): boolean {
    return !lstatSync(file).isSymbolicLink() && `${realpathSync(dirname(file))}${sep}`.startsWith(`${realpathSync(this.root)}${sep}`);
  }
}
