import { Expr } from './expression';
import { Family, membersOf, programOf, templateOf } from './families';
import { Op, opsBetween, Patch } from './patches';
import { constructOf, Part, Sketch, withPart } from './sketch';
import { performed } from './stage';
import { Manifest } from '../../rules/manifest';
import { listOf } from '../../rules/pods';

/** Where all sketches of a program are tried. @internal */
export interface Scene {
  readonly minor: number;
  /** whether nothing may replace a pod, not even another order of its variables */
  readonly isExact: boolean;
  readonly platform?: Expr;
}

/** How well a sketch says what runs. @internal */
export interface Fit {
  readonly sketch: Sketch;
  /** how much has to be read to know what runs: words of the library count less than patches; infinite where the program would not run */
  readonly cost: number;
  readonly patches: readonly Patch[];
  /** the objects that the construct makes */
  readonly made: readonly Manifest[];
  readonly problems: readonly string[];
  /** why a construct that says more could not be taken */
  readonly unsaid?: string;
}

/** What an object costs that is kept beside the construct: links, and whoever scales, go by Service and autoscaler. */
const KEPT: { readonly [kind: string]: number } = { Service: 25, HorizontalPodAutoscaler: 25, ServiceAccount: 15, PodDisruptionBudget: 8 };

/** Tries a sketch: what it makes has to be what runs, once it is patched, and nothing else. @internal */
export function fitOf(sketch: Sketch, family: Family, scene: Scene): Fit {
  const nowhere = (problems: readonly string[]): Fit => ({ sketch, cost: Infinity, patches: [], made: [], problems });
  const { problems, objects } = performed(sketch, family.owner.namespace, scene.platform);
  if (problems.length > 0) return nowhere(problems);
  const members = membersOf(family);
  const patches: Patch[] = [];
  const made: Manifest[] = [];
  for (const { kind, name, json } of objects) {
    const member = members.find((each) => each.kind === kind && each.name === name && each.apiVersion === json.apiVersion);
    if (member === undefined) return nowhere([`adopt/new-object: it would make the ${kind} "${name}", which is not there`]);
    made.push(member);
    const ops = opsBetween(json, wantedOf(member, family, json), { minor: scene.minor, isOrdered: scene.isExact || isOutage(family) });
    if (member === family.owner && ops.some(({ path }) => path.startsWith('/spec/selector'))) return nowhere(['adopt/selector: its selector is more than labels, which a construct cannot keep']);
    if (ops.length > 0) patches.push({ kind, ops });
  }
  if (!made.includes(family.owner)) return nowhere(['adopt/not-made: it would not make what runs']);
  const cost = wordsIn(constructOf(sketch)) + sketch.parts.flatMap((part) => part.verbs ?? []).reduce((sum, { args }) => sum + 1 + args.reduce((n, arg) => n + wordsIn(arg), 0), 0)
    + patches.flatMap(({ ops }) => ops).reduce((sum, op) => sum + weightOf(op), 0) + members.filter((each) => !made.includes(each)).reduce((sum, each) => sum + KEPT[each.kind], 0);
  return { sketch, cost, patches, made, problems: [] };
}

/** Whether a mere restart may be felt: then not even the order of variables changes. */
function isOutage(family: Family): boolean {
  const { owner: { kind, object } } = family;
  return kind !== 'CronJob' && (object.spec?.strategy?.type === 'Recreate' || programOf(family)?.readinessProbe === undefined);
}

/** Takes those parts that make the program say more of what runs; all at once where they go together. @internal */
export function fitWith(before: Fit, parts: readonly Part[], family: Family, scene: Scene): Fit {
  if (parts.length === 0) return before;
  const all = fitOf(parts.reduce(withPart, before.sketch), family, scene);
  if (all.cost < before.cost) return all;
  if (parts.length === 1) return before;
  const half = Math.ceil(parts.length / 2);
  return fitWith(fitWith(before, parts.slice(0, half), family, scene), parts.slice(half), family, scene);
}

/** What an object is to be in the end. An autoscaler's number of pods is nobody else's; what a construct adds to the pods of a CronJob counts from its next run on. */
function wantedOf({ kind, object }: Manifest, family: Family, made: any): any {
  if (kind === 'Deployment' && family.isScaled) {
    const { replicas: _, ...spec } = object.spec;
    return { ...object, spec };
  }
  if (kind === 'HorizontalPodAutoscaler') return byContainer(object, family);
  if (kind !== 'CronJob') return object;
  const copy = JSON.parse(JSON.stringify(object));
  const [template, ours] = [templateOf(copy), templateOf(made)];
  template.metadata = { ...template.metadata, labels: { ...ours.metadata.labels, ...template.metadata?.labels } };
  const job = copy.spec.jobTemplate.spec;
  for (const [field, value] of Object.entries(USUAL)) if (job[field] === undefined && made.spec.jobTemplate.spec[field] === value) job[field] = value;
  const name = ours.spec.containers[0].name;
  const container = template.spec.containers.find((each: any) => each.name === name);
  const variable = ours.spec.containers[0].env?.find((each: any) => each.name === 'JOB_NAME');
  if (variable !== undefined && container !== undefined && !container.env?.some((each: any) => each.name === 'JOB_NAME')) container.env = [...container.env ?? [], variable];
  return copy;
}

/** What the API server makes of a Job that leaves it out. */
const USUAL = { completions: 1, parallelism: 1, completionMode: 'NonIndexed', suspend: false };

/** Where a pod has one container, the pod's usage is the container's. */
function byContainer(autoscaler: any, family: Family): any {
  const container = programOf(family)?.name;
  const { containers, initContainers } = templateOf(family.owner.object).spec ?? {};
  if (containers?.length !== 1 || initContainers?.some((each: any) => each.restartPolicy === 'Always')) return autoscaler;
  const metrics = listOf(autoscaler.spec?.metrics).map((metric) => (metric.type === 'Resource' ? { type: 'ContainerResource', containerResource: { ...metric.resource, container } } : metric));
  return { ...autoscaler, spec: { ...autoscaler.spec, metrics } };
}

function weightOf({ op, value }: Op): number {
  return op === 'test' ? 0 : 1 + 2 * Math.max(1, leavesIn(value));
}

function leavesIn(value: unknown): number {
  if (value === null || typeof value !== 'object') return 1;
  return Object.values(value).reduce((sum: number, inner) => sum + leavesIn(inner), 0);
}

function wordsIn(expr: Expr): number {
  switch (expr.kind) {
    case 'literal': return leavesIn(expr.value) / 2;
    case 'object': return expr.fields.reduce((sum, [, value]) => sum + wordsIn(value), 0);
    case 'list': return expr.items.reduce((sum, item) => sum + wordsIn(item), 0);
    case 'noun': return 0.1;
    case 'call': return wordsIn(expr.on) + expr.args.reduce((sum, arg) => sum + wordsIn(arg), 0);
    case 'new': return 0.5 + expr.args.reduce((sum, arg) => sum + wordsIn(arg), 0);
  }
}
