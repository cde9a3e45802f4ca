import { basename, resolve } from 'path';
import { Progress } from '../../app/progress';
import { Effect } from '../../plan/effect';
import { KubernetesVersion } from '../../values/kubernetes-version';
import type * as Adoptions from '../adopt/adoption';
import type * as Files from '../adopt/files';
import { gathered, Gathered } from '../adopt/gathered';
import type * as Reports from '../adopt/report';
import { CannotRun } from '../cannot-run';
import { Arguments, Command } from '../command';
import { toDnsLabel } from '../init/words';
import { Fate, planned, PlannedFile, written } from '../init/write';
import { Terminal } from '../terminal';
import { version } from '../version';

const NOTES = `
It reads what runs, or what is committed: kubectl's YAML, a Helm render, files and folders; - is the standard input.
It writes main.ts, whose objects keep their names, selectors and claims, and says what the first apply will do. What a
construct has no word for is kept by a JSON patch, what there is no construct for in a file below kept/; both are listed.
What was read goes to running/, to compare with. Values of Secrets are never copied.

Files that are there stay as they are; --force overwrites main.ts, kept/ and running/.

Exit codes:
  0  the program is written, and nothing has to be made anew and no data is at risk
  1  it is written, and has to be looked at before it is applied: a change that the API server refuses, data at risk,
     or a problem that stops its synthesis
  2  it could not run: broken or doubled input, nothing to adopt, a main.ts that would be overwritten

Examples:
  kubectl get deploy,svc,hpa,pdb,cm -n shop -o yaml > running.yaml && cdk8s-gopher adopt running.yaml --out deploy
  helm template checkout ./chart --namespace shop | cdk8s-gopher adopt - --dry-run
  cdk8s-gopher adopt manifests --out deploy --owner team-shop
  cdk8s-gopher adopt running.yaml --dry-run --json
`;

/** `cdk8s-gopher adopt`: a program for what runs already. @internal */
export const adopt: Command = {
  name: 'adopt',
  summary: 'Writes the program for what runs already: names, selectors and claims stay',
  operands: 'FILE|DIR…',
  options: {
    'out': { value: 'DIR', help: 'where the program is written; this folder if left out' },
    'owner': { value: 'TEAM', help: 'who answers for what does not hold yet; as labels or the namespace say if left out' },
    'kubernetes-version': { value: '1.N', help: `the cluster's version; ${KubernetesVersion.V1_33} if left out` },
    'exact': { help: 'replace no pod: keep the order of variables, too, at the price of more patches' },
    'force': { help: 'overwrite what is there' },
    'dry-run': { help: 'say what would be written, and write nothing' },
    'json': { help: 'for tools: {"workloads", "kept", "leftOut", "waived", "problems", "effect", "changes", "files", …}' },
  },
  notes: NOTES,
  run(given, terminal) {
    const { paths, folder, kubernetesVersion, owner, isExact, isForced, isDry } = choices(given, terminal);
    const read = gathered(paths, kubernetesVersion.minor);
    refuseNothing(read, paths);
    // The help and the other commands need none of what constructs are made of.
    /* eslint-disable @typescript-eslint/no-require-imports */
    const { adoptionOf } = require('../adopt/adoption') as typeof Adoptions;
    const { programFiles, projectFiles } = require('../adopt/files') as typeof Files;
    const { adoptionJson, adoptionReport } = require('../adopt/report') as typeof Reports;
    /* eslint-enable @typescript-eslint/no-require-imports */
    let progress: Progress | undefined;
    const adoption = adoptionOf(read, {
      kubernetesVersion,
      owner,
      isExact,
      today: new Date().toISOString().slice(0, 10),
      onWorkload: (done, total) => (progress ??= new Progress('adopting', total)).at(done),
    });
    progress?.end();
    const ours = planned(folder, programFiles(adoption), isForced);
    const files = [...ours, ...planned(folder, projectFiles(toDnsLabel(basename(resolve(folder))), version(), String(kubernetesVersion)), false)];
    refuseOverwriting(ours, isDry);
    if (!isDry) written(folder, files);
    const reported = { gathered: read, adoption, files, isDry, folder };
    terminal.out(given.options.json ? adoptionJson(reported) : adoptionReport(reported, terminal.palette));
    return adoption.problems.length > 0 || adoption.plan.atLeast(Effect.RECREATE_BLOCKED).length > 0 ? 1 : 0;
  },
};

function choices({ options, operands }: Arguments, terminal: Terminal) {
  if (operands.length === 0) throw new CannotRun('say what runs: a file, a folder, or - for the standard input. Such as kubectl get deploy,svc,hpa -o yaml | cdk8s-gopher adopt -');
  if (operands.includes('-') && terminal.hasKeyboard) throw new CannotRun('nothing comes in on the standard input. Pipe manifests into it: helm template CHART | cdk8s-gopher adopt -');
  const kubernetesVersion = KubernetesVersion.of((options['kubernetes-version'] as string | undefined) ?? '1.33');
  const [flaw] = kubernetesVersion._flaws;
  if (flaw) throw new CannotRun(`${flaw.what}. ${flaw.remedy}`);
  const owner = options.owner as string | undefined;
  if (owner?.trim() === '') throw new CannotRun('--owner is empty. Name a team, such as --owner team-shop.');
  return { paths: operands, folder: (options.out as string | undefined) ?? '.', kubernetesVersion, owner, isExact: options.exact === true, isForced: options.force === true, isDry: options['dry-run'] === true };
}

const RUNS = ['Deployment', 'DaemonSet', 'StatefulSet', 'CronJob', 'Job'];

function refuseNothing({ objects, leftOut }: Gathered, paths: readonly string[]): void {
  if (objects.some(({ kind }) => RUNS.includes(kind))) return;
  const where = paths.map((path) => (path === '-' ? 'the standard input' : `"${path}"`)).join(', ');
  const kinds = [...new Set([...objects, ...leftOut.map(({ manifest }) => manifest)].map(({ kind }) => kind))].sort();
  throw new CannotRun(`there is no workload in ${where}${kinds.length === 0 ? '' : `, only ${kinds.join(', ')}`}. Give it with what belongs to it: kubectl get deploy,sts,ds,cronjob,svc,hpa,pdb -o yaml`);
}

function refuseOverwriting(files: readonly PlannedFile[], isDry: boolean): void {
  const kept = files.filter(({ fate }) => fate === Fate.KEEP).map(({ path }) => path);
  if (kept.length > 0 && !isDry) throw new CannotRun(`${kept.join(' and ')} ${kept.length === 1 ? 'is' : 'are'} there and differ${kept.length === 1 ? 's' : ''}; nothing was written. --force overwrites, --out DIR writes elsewhere.`);
}
