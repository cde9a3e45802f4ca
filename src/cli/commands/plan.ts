import { existsSync } from 'fs';
import { ProblemsError } from '../../model/problems-error';
import { Effect, weightOf } from '../../plan/effect';
import { FleetPlan } from '../../plan/fleet-plan';
import type { PlanOptions } from '../../plan/plan';
import { textFleet } from '../../plan/report/fleet-report';
import { KubernetesVersion } from '../../values/kubernetes-version';
import { CannotRun } from '../cannot-run';
import { Arguments, Command } from '../command';
import { goldenPathPlan } from '../golden-path-plan';
import { programHere } from '../program';
import { Terminal } from '../terminal';

const NOTES = `
Effects, the harmless first:
  ${Object.values(Effect).slice(0, 6).join(', ')},
  ${Object.values(Effect).slice(6).join(', ')}

Exit codes:
  0  no change reaches what --fail-on names
  1  a change does as much, or worse, and is not approved
  2  it could not run: wrong options, a folder that is not there, a broken file

The folders of several targets are compared target by target.

With --golden-path it runs your program twice, as it is and with that golden path, and compares the two. It writes nothing.

Colours are for a terminal; NO_COLOR=1 switches them off.

Examples:
  cdk8s-gopher plan
  cdk8s-gopher plan --committed manifests --new dist --markdown > plan.md
  cdk8s-gopher plan --fail-on traffic --approvals approvals.yaml
  git worktree add ../base origin/main && cdk8s-gopher plan --committed ../base/dist --new dist
  cdk8s-gopher plan --golden-path next
`;

/** `cdk8s-gopher plan`: what a commit will do. @internal */
export const plan: Command = {
  name: 'plan',
  summary: 'Says what a commit will do: restarts, traffic, refused changes, data at risk',
  operands: '',
  options: {
    'committed': { value: 'DIR', help: 'the manifests as they are applied now; manifests if left out' },
    'new': { value: 'DIR', help: 'the manifests that shall be applied; dist if left out' },
    'golden-path': { value: 'VERSION', help: 'what another version of the defaults would change: next, or its name' },
    'app': { value: 'COMMAND', help: 'with --golden-path: how your program is run; what cdk8s.yaml says if left out' },
    'fail-on': { value: 'EFFECTS', help: 'exit with 1 from the mildest of these effects on; recreate-blocked,data-risk if left out, never for none' },
    'approvals': { value: 'FILE', help: 'changes that are meant: a YAML list of {kind, namespace, name, effect, reason}' },
    'kubernetes-version': { value: '1.N', help: `the cluster's version; ${KubernetesVersion.V1_33} if left out, with --golden-path the platform's` },
    'json': { help: 'for tools: {"effect", "changes": [{"kind", "namespace", "name", "effect", "paths", "why", "recipe"}], …}' },
    'markdown': { help: 'for a comment on a pull request' },
    'details': { help: 'also what differs, field by field, and all that is summed up else; values of Secrets are never shown' },
  },
  notes: NOTES,
  run(given, terminal) {
    if (given.operands.length > 0) throw new CannotRun(`"${given.operands[0]}" is no option. Name folders by --committed DIR and --new DIR.`);
    if (given.options.json && given.options.markdown) throw new CannotRun('--json and --markdown would both write to the standard output; choose one.');
    const threshold = thresholdOf((given.options['fail-on'] as string | undefined) ?? 'recreate-blocked,data-risk');
    const made = planOf(given, terminal);
    if (given.options.json) terminal.out(made.toJson());
    else if (given.options.markdown) terminal.out(made.toMarkdown());
    else terminal.out(textFleet(made, { palette: terminal.palette, isWhole: given.options.details === true }));
    return threshold !== undefined && made.atLeast(threshold).length > 0 ? 1 : 0;
  },
};

function planOf({ options }: Arguments, terminal: Terminal): FleetPlan {
  const said: PlanOptions = {
    ...options['kubernetes-version'] !== undefined && { kubernetesVersion: versionOf(options['kubernetes-version'] as string) },
    approvals: options.approvals as string | undefined,
  };
  try {
    return options['golden-path'] === undefined ? betweenFolders(options, said) : withGoldenPath(options, said, terminal);
  } catch (e) {
    if (e instanceof ProblemsError) throw new CannotRun(`${e.problems.length === 1 ? 'a problem' : `${e.problems.length} problems`}, so there is no plan:\n${e.problems.map((problem) => `  ${problem}`).join('\n')}`);
    throw e;
  }
}

function betweenFolders(options: Arguments['options'], said: PlanOptions): FleetPlan {
  if (options.app !== undefined) throw new CannotRun('--app is for --golden-path: folders are compared without running a program.');
  const [committed, next] = [(options.committed as string | undefined) ?? 'manifests', (options.new as string | undefined) ?? 'dist'];
  if (options.new === undefined && !existsSync(next)) throw new CannotRun('cannot read "dist": there is no such file or folder. Run cdk8s synth first, or name a folder by --new.');
  if (options.committed === undefined && !existsSync(committed)) throw new CannotRun('cannot read "manifests": there is no such file or folder. Name the folder of what is applied now by --committed.');
  return FleetPlan.between(committed, next, said);
}

function withGoldenPath(options: Arguments['options'], said: PlanOptions, terminal: Terminal): FleetPlan {
  const folder = ['committed', 'new'].find((name) => options[name] !== undefined);
  if (folder !== undefined) throw new CannotRun(`--golden-path runs your program, and compares no folders: leave out --${folder}.`);
  return goldenPathPlan(options['golden-path'] as string, (options.app as string | undefined) ?? programHere(), said, terminal);
}

/** The mildest effect of a list; undefined for `never`. */
function thresholdOf(text: string): Effect | undefined {
  if (text === 'never') return undefined;
  const effects = text.split(',').map((word) => {
    const effect = Object.values(Effect).find((known) => known === word.trim());
    if (effect === undefined) throw new CannotRun(`there is no effect "${word.trim()}". Choose never, or one or more of ${Object.values(Effect).join(', ')}.`);
    return effect;
  });
  return effects.reduce((mildest, effect) => (weightOf(effect) < weightOf(mildest) ? effect : mildest));
}

function versionOf(text: string): KubernetesVersion {
  const version = KubernetesVersion.of(text);
  const [flaw] = version._flaws;
  if (flaw) throw new CannotRun(`${flaw.what}. ${flaw.remedy}`);
  return version;
}
