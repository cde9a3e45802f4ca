import { call, Expr, list, literal, make, nounsIn, object } from './expression';
import { Family } from './families';
import { Fit } from './fitting';
import { importsOf } from './nouns';
import { Op } from './patches';
import { printed, quoted } from './printed';
import { propsOf, Verb } from './sketch';
import { Manifest } from '../../rules/manifest';

/** A workload of the program, and the constant that it has there. @internal */
export interface ProgramWorkload {
  readonly constant: string;
  readonly family: Family;
  readonly fit: Fit;
}

/** An object that stays as it is, in a file beside the program. @internal */
export interface KeptObject {
  readonly manifest: Manifest;
  readonly why: string;
}

/** A namespace's part of the program. @internal */
export interface ProgramChart {
  readonly constant: string;
  readonly id: string;
  /** empty where the objects name none */
  readonly namespace: string;
  readonly workloads: readonly ProgramWorkload[];
  readonly kept: readonly KeptObject[];
}

/** A rule that does not hold for what runs. @internal */
export interface Waived {
  readonly rule: string;
  /** the workload's constant */
  readonly constant: string;
  readonly props: { readonly [field: string]: string };
}

/** All that is written into main.ts. @internal */
export interface Program {
  readonly charts: readonly ProgramChart[];
  readonly platform?: Expr;
  readonly externals: readonly Expr[];
  readonly waived: readonly Waived[];
}

const HEADER = `// Written by cdk8s-gopher adopt, from what runs. Each trait below "without" is a step of the golden path that is still
// to come: take one out, look at what cdk8s-gopher plan says, and commit.`;

const OBJECT_OF = `/** The object of a kind that belongs to a workload, for a patch. */
const objectOf = (workload: Workload, kind: string) => workload.node.findAll().filter(ApiObject.isApiObject).find((object) => object.kind === kind)!;`;

/** A file of kept objects, relative to the program, and the id of what includes it. @internal */
export interface KeptFile {
  readonly id: string;
  readonly path: string;
  readonly objects: readonly KeptObject[];
}

/** The files of a chart's kept objects: one, but for two of one kind and name in different APIs, which Include cannot tell apart. No namespace has a "." in its name. @internal */
export function keptFilesOf({ id, kept }: ProgramChart): KeptFile[] {
  const files: KeptObject[][] = [];
  const isTwin = (a: KeptObject, b: KeptObject) => a.manifest.kind === b.manifest.kind && a.manifest.name === b.manifest.name;
  for (const each of kept) {
    const room = files.find((objects) => !objects.some((other) => isTwin(other, each)));
    if (room === undefined) files.push([each]);
    else room.push(each);
  }
  return files.map((objects, i) => ({ id: i === 0 ? 'kept' : `kept-${i + 1}`, path: `kept/${id}${i === 0 ? '' : `.${i + 1}`}.yaml`, objects }));
}

/** The text of main.ts. @internal */
export function programText(program: Program): string {
  const blocks = program.charts.map(chartBlock);
  const patched = program.charts.flatMap(({ workloads }) => workloads.flatMap(({ family, fit }) => fit.patches.map(({ kind }) => kind === family.owner.kind)));
  const needsLookUp = patched.includes(false);
  const app = make('GopherApp', object({ platform: program.platform, externals: program.externals.length === 0 ? undefined : list(program.externals) }));
  const waivers = program.waived.map(({ constant, props }) => `${printed(make('Waiver', literal(props)))}.applyTo(${constant});`);
  const nouns = [
    'Chart', ...nounsIn(app), ...program.charts.flatMap(nounsOf), ...(waivers.length > 0 ? ['Waiver'] : []),
    ...(patched.length > 0 ? ['ApiObject', 'JsonPatch'] : []), ...(needsLookUp ? ['Workload'] : []),
  ];
  return [
    HEADER,
    '',
    ...importsOf(nouns),
    '',
    ...(needsLookUp ? [OBJECT_OF, ''] : []),
    `const app = ${printed(app)};`,
    '',
    blocks.join('\n\n'),
    ...(waivers.length === 0 ? [] : ['', '// What does not hold yet for what runs; each has a day after which it is an error.', ...waivers]),
    '',
    'app.synth();',
    '',
  ].join('\n');
}

function nounsOf({ workloads, kept }: ProgramChart): string[] {
  return [
    ...(kept.length > 0 ? ['Include'] : []),
    ...workloads.flatMap(({ fit: { sketch } }) => [sketch.noun, ...nounsIn(propsOf(sketch)), ...sketch.parts.flatMap((part) => part.verbs ?? []).flatMap(({ args }) => args.flatMap(nounsIn))]),
  ];
}

function chartBlock(chart: ProgramChart): string {
  const { constant, id, namespace, workloads } = chart;
  const props = namespace === '' ? '' : `, ${printed(literal({ namespace }))}`;
  return [
    `const ${constant} = new Chart(app, ${quoted(id)}${props});`,
    ...workloads.map((workload) => `\n${workloadBlock(constant, workload)}`),
    ...keptFilesOf(chart).map((file) => `\nnew Include(${constant}, ${quoted(file.id)}, { url: ${quoted(file.path)} });`),
  ].join('\n');
}

function workloadBlock(chart: string, { constant, family, fit: { sketch, patches } }: ProgramWorkload): string {
  const verbs = sketch.parts.flatMap((part) => part.verbs ?? []);
  const isNamed = verbs.length > 0 || patches.length > 0;
  return [
    `${isNamed ? `const ${constant} = ` : ''}new ${sketch.noun}(${chart}, ${quoted(sketch.id)}, ${printed(propsOf(sketch))});`,
    ...verbs.map((verb) => verbLine(constant, verb)),
    ...(patches.length === 0 ? [] : ['// Kept as it runs: the library has no word for it, or would have it otherwise.']),
    ...patches.map(({ kind, ops }) => {
      const target = kind === family.owner.kind ? `ApiObject.of(${constant})` : `objectOf(${constant}, ${quoted(kind)})`;
      return `${target}.addJsonPatch(\n${ops.map((op) => `  ${printed(opExpr(op), 2)},`).join('\n')}\n);`;
    }),
  ].join('\n');
}

/** A word to the draft, on one line if it fits. */
function verbLine(constant: string, { verb, args }: Verb): string {
  const line = `${constant}.draft.${verb}(${args.map((arg) => printed(arg, 0, Infinity)).join(', ')});`;
  return line.length <= 120 ? line : `${constant}.draft.${verb}(\n${args.map((arg) => `  ${printed(arg, 2)},`).join('\n')}\n);`;
}

function opExpr({ op, path, value }: Op): Expr {
  return call('JsonPatch', op, literal(path), ...(op === 'remove' ? [] : [literal(value)]));
}
