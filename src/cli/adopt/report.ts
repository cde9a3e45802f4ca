import { Adoption } from './adoption';
import { membersOf } from './families';
import { Gathered } from './gathered';
import { keptPathsOf } from './kept-paths';
import { keptFilesOf, ProgramChart, ProgramWorkload } from './program';
import { textPlan, visible } from '../../plan/report/text-plan';
import { Manifest } from '../../rules/manifest';
import { Palette } from '../../rules/report/palette';
import { Fate, PlannedFile } from '../init/write';

/** What is reported of an adoption. @internal */
export interface Reported {
  readonly gathered: Gathered;
  readonly adoption: Adoption;
  readonly files: readonly PlannedFile[];
  readonly isDry: boolean;
  readonly folder: string;
}

/** What was adopted, what is kept, and what the first apply does, for people. @internal */
export function adoptionReport(reported: Reported, palette: Palette): string {
  const { gathered, adoption: { program, plan, problems, kept }, files, isDry } = reported;
  const workloads = program.charts.flatMap((chart) => chart.workloads);
  const made = workloads.reduce((sum, { fit }) => sum + fit.made.length, 0);
  const title = (text: string) => palette.bold(text);
  const section = (name: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', title(name), ...lines.map((line) => (line === '' ? '' : `  ${line}`))]);
  return [
    `${counted(gathered.objects.length + gathered.leftOut.length, 'object')} read: ${made} from ${counted(workloads.length, 'construct')}, ${kept.length} kept, ${gathered.leftOut.length} left with whoever made them`,
    ...section('Workloads', workloads.flatMap((workload) => workloadLines(workload, palette))),
    ...section('Kept as they are, in a file beside the program', program.charts.flatMap((chart) => chart.kept.map(({ manifest, why }) => `${visible(String(manifest))}  ${palette.dim(visible(`${keptFileOf(chart, manifest)}: ${why}`))}`))),
    ...section('Left with whoever made them', gathered.leftOut.map(({ manifest, why }) => `${visible(String(manifest))}  ${palette.dim(visible(why))}`)),
    ...section('Left out of every object, as a server or a tool wrote it', gathered.dropped.length === 0 ? [] : [visible(gathered.dropped.join(', '))]),
    ...section('Look at these first', cautionsIn(reported).map((line) => palette.yellow(visible(line)))),
    ...section('Not yet as the rules want it; waived', waivedLines(reported).map(visible)),
    ...section('What stops the synthesis', problems.map((problem) => palette.red(visible(problem)))),
    ...section('With the first apply', textPlan(plan, { palette, isWhole: false }).trimEnd().split('\n')),
    ...section('Files', files.map(({ path, fate }) => `${(fate === Fate.CREATE ? palette.green : fate === Fate.SAME ? palette.dim : palette.yellow)(fate.padEnd(9))}  ${path}`)),
    '',
    isDry ? 'Nothing was written: --dry-run.' : nextSteps(reported),
    '',
  ].join('\n');
}

function workloadLines(workload: ProgramWorkload, palette: Palette): string[] {
  const { family, fit } = workload;
  const others = membersOf(family).slice(1).filter((member) => fit.made.includes(member)).map(({ kind, name }) => `${kind} ${name}`);
  return [
    `${palette.bold(visible(String(family.owner)))}  ${fit.sketch.noun}${others.length === 0 ? '' : `, with ${others.join(', ')}`}`,
    ...keptPathsOf(workload).map(({ kind, path, why }) => `  kept: ${kind} ${visible(path)}  ${palette.dim(`because ${why}`)}`),
  ];
}

/** What nobody should find out later. @internal */
export function cautionsIn({ adoption: { program, findings } }: Reported): string[] {
  const scaled = program.charts.flatMap(({ workloads }) => workloads).filter(({ family }) => family.isScaled && family.owner.object.spec?.replicas !== undefined);
  const secrets = [...new Set(findings.filter(({ rule }) => rule === 'operability/literal-secret').map(({ manifest, message }) => `${manifest}: ${message}; its value stands in main.ts. Put it into a Secret before you commit.`))];
  return [
    ...secrets,
    ...scaled.map(({ family: { owner } }) => `${owner}: its number of pods is left to the autoscaler. Who applied it with kubectl takes spec.replicas out first, or it starts again from one pod: kubectl apply edit-last-applied deployment/${owner.name}`),
  ];
}

function waivedLines({ adoption: { program, waivedOnKept } }: Reported): string[] {
  const [first] = program.waived;
  return [
    ...program.waived.map(({ constant, rule }) => `${rule}  ${constant}`),
    ...[...waivedOnKept].flatMap(([object, rules]) => [...rules].map((rule) => `${rule}  ${object}`)),
    ...(first === undefined ? [] : [`until ${first.props.expires}, owner ${first.props.owner}; --owner says another`]),
  ];
}

/** The file that a kept object is in. */
function keptFileOf(chart: ProgramChart, manifest: Manifest): string {
  return keptFilesOf(chart).find(({ objects }) => objects.some((each) => each.manifest === manifest))!.path;
}

function nextSteps({ folder }: Reported): string {
  return [
    'Next:',
    ...(folder === '.' ? [] : [`  cd ${folder}`]),
    '  npm install && npx cdk8s synth',
    '  npx cdk8s-gopher plan --committed running --new dist    # running/ holds what was read; delete it when you have applied',
    '  then take one trait out of "without" at a time, and look at the plan again',
  ].join('\n');
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** The same for tools. @internal */
export function adoptionJson(reported: Reported): string {
  const { gathered, adoption: { program, plan, problems, waivedOnKept }, files, isDry } = reported;
  return `${JSON.stringify({
    workloads: program.charts.flatMap(({ workloads }) => workloads).map((workload) => ({
      object: String(workload.family.owner),
      construct: workload.fit.sketch.noun,
      id: workload.fit.sketch.id,
      objects: workload.fit.made.map(String),
      kept: keptPathsOf(workload),
    })),
    kept: program.charts.flatMap((chart) => chart.kept.map(({ manifest, why }) => ({ object: String(manifest), file: keptFileOf(chart, manifest), why }))),
    leftOut: gathered.leftOut.map(({ manifest, why }) => ({ object: String(manifest), why })),
    dropped: gathered.dropped,
    cautions: cautionsIn(reported),
    waived: [
      ...program.waived.map(({ constant, rule, props }) => ({ rule, object: constant, ...props })),
      ...[...waivedOnKept].flatMap(([object, rules]) => [...rules].map((rule) => ({ rule, object }))),
    ],
    problems,
    effect: plan.effect,
    changes: plan.changes.map((change) => change._json),
    files: files.map(({ path, fate }) => ({ path, fate: isDry && fate === Fate.CREATE ? 'would-create' : fate })),
  }, null, 2)}\n`;
}
