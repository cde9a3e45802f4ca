import { existsSync } from 'fs';
import { join } from 'path';
import { TargetComparison } from '../../app/targets/target-comparison';
import { ProblemsError } from '../../model/problems-error';
import { whyNot } from '../../rules/reading/folder';
import { targetFolders } from '../../rules/reading/targets';
import { KubernetesVersion } from '../../values/kubernetes-version';
import { nearest } from '../../values/nearest';
import { CannotRun } from '../cannot-run';
import { Command } from '../command';

const NOTES = `
A TARGET is the name of a target whose manifests are below --dir, or a folder there. Without any, all targets
are compared. Each is compared with the first that has the object.

Exit codes:
  0  it could be compared, whatever the result
  2  it could not run: a target that is not there, a broken file

Examples:
  cdk8s-gopher diff-env
  cdk8s-gopher diff-env staging production-eu --markdown
  cdk8s-gopher diff-env staging production/eu --dir dist
`;

/** `cdk8s-gopher diff-env`: how targets differ. @internal */
export const diffEnv: Command = {
  name: 'diff-env',
  summary: 'Shows how the manifests of several targets differ, with a column for each',
  operands: '[TARGET…]',
  options: {
    'dir': { value: 'DIR', help: 'the folder that the targets\' folders are in; manifests if left out' },
    'kubernetes-version': { value: '1.N', help: `the clusters' version; ${KubernetesVersion.V1_33} if left out` },
    'json': { help: 'for tools: {"targets", "objects": [{"kind", "namespace", "name", "targets", "fields": [{"path", "values"}]}]}' },
    'markdown': { help: 'for a comment on a pull request' },
  },
  notes: NOTES,
  run({ options, operands }, terminal) {
    if (options.json && options.markdown) throw new CannotRun('--json and --markdown would both write to the standard output; choose one.');
    const folders = foldersOf((options.dir as string | undefined) ?? 'manifests', operands);
    const version = KubernetesVersion.of((options['kubernetes-version'] as string | undefined) ?? '1.33');
    if (version._flaws.length > 0) throw new CannotRun(`${version._flaws[0].what}. ${version._flaws[0].remedy}`);
    try {
      const comparison = TargetComparison.between(folders, { kubernetesVersion: version });
      terminal.out(options.json ? comparison.toJson() : options.markdown ? comparison.toMarkdown() : comparison.toText());
      return 0;
    } catch (e) {
      if (e instanceof ProblemsError) throw new CannotRun(`the targets cannot be compared:\n${e.problems.map((problem) => `  ${problem}`).join('\n')}`);
      throw e;
    }
  },
};

function foldersOf(dir: string, operands: readonly string[]): { [target: string]: string } {
  let known: Map<string, string[]>;
  try {
    known = targetFolders(dir);
  } catch (e) {
    throw new CannotRun(`cannot read "${dir}": ${whyNot(e)}. Name the folder of the targets by --dir.`);
  }
  const names = operands.length === 0 ? [...known.keys()] : [...new Set(operands)];
  if (names.length < 2) {
    throw new CannotRun(operands.length > 0 ? 'there is but one target. Name at least two.'
      : `there are ${known.size === 0 ? 'no targets' : `only the target ${[...known.keys()][0]}`} below "${dir}". Give your app a target and committedDir, or name two folders: cdk8s-gopher diff-env A B --dir ${dir}.`);
  }
  return Object.fromEntries(names.map((name) => [name, known.has(name) ? onlyOne(name, known.get(name)!) : folderOf(dir, name, known)]));
}

function onlyOne(name: string, [folder, ...others]: string[]): string {
  if (others.length > 0) throw new CannotRun(`the target "${name}" is in several folders: ${[folder, ...others].join(', ')}. Name the folder around one of them by --dir, or the folders to compare.`);
  return folder;
}

function folderOf(dir: string, name: string, known: ReadonlyMap<string, unknown>): string {
  const folder = join(dir, name);
  if (existsSync(folder)) return folder;
  const near = nearest(name, known.keys());
  throw new CannotRun(`there is no target "${name}" below "${dir}".${near === undefined ? known.size === 0 ? '' : ` There are ${[...known.keys()].join(', ')}.` : ` Did you mean "${near}"?`}`);
}
