import { adopted } from './adopted';
import { constantsFor } from './constants';
import { call, Expr, literal, make, object } from './expression';
import { Families, familiesIn, Family, programOf, templateOf } from './families';
import { Fit, Scene } from './fitting';
import { Gathered } from './gathered';
import { minimal } from './minimal';
import { KeptObject, Program, ProgramChart } from './program';
import { externalsIn, REASON, Rehearsal, rehearsed, waivedIn } from './rehearsal';
import { Manifest } from '../../rules/manifest';
import { waiverKey } from '../../rules/waiver';
import { Image } from '../../values/image';
import { KubernetesVersion } from '../../values/kubernetes-version';

/** What an adoption may be told. @internal */
export interface AdoptionOptions {
  readonly kubernetesVersion: KubernetesVersion;
  /** whether no pod may be replaced */
  readonly isExact?: boolean;
  /** who answers for what does not hold yet; as the workloads say, if left out */
  readonly owner?: string;
  /** the day from which on waivers count, as `2026-11-30` */
  readonly today: string;
  /** told after each workload */
  onWorkload?(done: number, total: number): void;
}

/** A program that makes what runs, and what is to be known about it. @internal */
export interface Adoption extends Rehearsal {
  readonly program: Program;
  readonly kept: readonly KeptObject[];
  /** what was read, to compare with */
  readonly running: readonly Manifest[];
  /** the rules that are waived on kept objects, by object */
  readonly waivedOnKept: ReadonlyMap<string, ReadonlySet<string>>;
}

const MINIMAL = ['Deployment', 'DaemonSet', 'CronJob', 'Service', 'HorizontalPodAutoscaler', 'PodDisruptionBudget', 'ServiceAccount'];
/** How long what does not hold yet is put up with: half a year. */
const RESPITE_DAYS = 182;

/** Finds the program for what runs. @internal */
export function adoptionOf({ objects }: Gathered, options: AdoptionOptions): Adoption {
  const { minor } = options.kubernetesVersion;
  const lean = objects.map((manifest) => (MINIMAL.includes(manifest.kind) ? Manifest.of(minimal(manifest.object, minor), manifest.origin) : manifest));
  const found = familiesIn(lean);
  const scene: Scene = { minor, isExact: options.isExact === true, platform: platformFor(found, options.kubernetesVersion) };
  const fits = found.families.map((family, i): [Family, Fit] => {
    const fit = adopted(family, scene);
    options.onWorkload?.(i + 1, found.families.length);
    return [family, fit];
  });
  const whole = new Map(objects.map((manifest) => [String(manifest) + manifest.apiGroup, manifest]));
  const asRead = (manifest: Manifest) => whole.get(String(manifest) + manifest.apiGroup)!;
  const kept: KeptObject[] = [
    ...found.others.map(({ manifest, why }) => ({ manifest: asRead(manifest), why })),
    ...fits.flatMap(([family, fit]) => restOf(family, fit).map(({ manifest, why }) => ({ manifest: asRead(manifest), why }))),
  ];
  const order = new Map(objects.map((manifest, i) => [manifest, i]));
  kept.sort((a, b) => order.get(a.manifest)! - order.get(b.manifest)!);
  const bare: Program = { charts: chartsOf(fits.filter(([, fit]) => fit.cost < Infinity), kept), platform: scene.platform, externals: [], waived: [] };
  return checked(bare, kept, objects, options);
}

/** The same, with what is declared and waived so that it can be synthesized. */
function checked(bare: Program, kept: readonly KeptObject[], running: readonly Manifest[], { kubernetesVersion: { minor }, owner, today }: AdoptionOptions): Adoption {
  const first = rehearsed(bare, running, minor);
  const withExternals = { ...bare, externals: externalsIn(first.findings) };
  const second = rehearsed(withExternals, running, minor);
  const expires = new Date(Date.parse(today) + RESPITE_DAYS * 86_400_000).toISOString().slice(0, 10);
  const accountable = { owner: owner ?? ownerIn(running), expires };
  const { waived, onKept } = waivedIn(second.findings, second.constants, accountable);
  const waivedKept = kept.map((each) => ({ ...each, manifest: withWaivers(each.manifest, [...onKept.get(String(each.manifest)) ?? []], accountable) }));
  const byOld = new Map(kept.map((each, i) => [each, waivedKept[i]]));
  const program: Program = { ...withExternals, waived, charts: bare.charts.map((chart) => ({ ...chart, kept: chart.kept.map((each) => byOld.get(each)!) })) };
  return { ...rehearsed(program, running, minor), program, running, kept: waivedKept, waivedOnKept: onKept };
}

function withWaivers(manifest: Manifest, rules: readonly string[], { owner, expires }: { owner: string; expires: string }): Manifest {
  if (rules.length === 0) return manifest;
  const waivers = Object.fromEntries(rules.map((rule) => [waiverKey(rule), JSON.stringify({ reason: REASON, owner, expires })]));
  const { metadata } = manifest.object;
  return Manifest.of({ ...manifest.object, metadata: { ...metadata, annotations: { ...metadata.annotations, ...waivers } } }, manifest.origin);
}

/** What a construct does not make of its family. */
function restOf(family: Family, fit: Fit): KeptObject[] {
  const { owner, service, autoscaler, budget, account } = family;
  const problem = fit.problems[0] ?? '';
  const whys: Array<[Manifest | undefined, string]> = [
    [owner, fit.cost === Infinity ? `no construct makes it: ${problem}` : ''],
    [service, `${service !== undefined && fit.unsaid !== undefined ? fit.unsaid : 'its ports cannot be said of a GoMicroservice'}`],
    [autoscaler, 'Autoscaling would say it otherwise'],
    [budget, 'Availability would spread the pods as well'],
    [account, 'Identity would say it otherwise'],
  ];
  return whys.flatMap(([manifest, why]) => (manifest === undefined || fit.made.includes(manifest) ? [] : [{ manifest, why: fit.cost === Infinity && manifest !== owner ? `it goes with the ${owner.kind} "${owner.name}"` : why }]));
}

function platformFor({ families }: Families, version: KubernetesVersion): Expr | undefined {
  const isMoving = families.some((family) => Image.of(String(programOf(family)?.image)).isMoving);
  const isUsual = version.minor === KubernetesVersion.V1_33.minor;
  return isUsual && !isMoving ? undefined : make('Platform', object({
    kubernetesVersion: isUsual ? undefined : call('KubernetesVersion', 'of', literal(`1.${version.minor}`)),
    imagePolicy: isMoving ? literal({ allowMovingTags: true }) : undefined,
  }));
}

function chartsOf(fits: ReadonlyArray<readonly [Family, Fit]>, kept: readonly KeptObject[]): ProgramChart[] {
  const namespaces = [...new Set([...fits.map(([{ owner }]) => owner.namespace), ...kept.map(({ manifest }) => manifest.namespace)])].sort();
  const constants = constantsFor(namespaces, fits.map(([{ owner }]) => owner));
  // No namespace has a "." in its name.
  const beyond = namespaces.length === 1 ? 'adopted' : namespaces.includes('cluster') ? 'cluster.scoped' : 'cluster';
  return namespaces.map((namespace) => ({
    constant: constants.charts.get(namespace)!,
    id: namespace === '' ? beyond : namespace,
    namespace,
    workloads: fits.filter(([{ owner }]) => owner.namespace === namespace).map(([family, fit]) => ({ constant: constants.workloads.get(family.owner)!, family, fit })),
    kept: kept.filter(({ manifest }) => manifest.namespace === namespace),
  }));
}

/** Who is said to answer for the workloads, as far as their labels or their namespace tell. */
function ownerIn(running: readonly Manifest[]): string {
  const labels = running.flatMap(({ object: { metadata }, object: each }) => [metadata?.labels, templateOf(each).metadata?.labels]);
  const said = ['owner', 'team', 'app.kubernetes.io/part-of'].flatMap((key) => labels.map((map) => map?.[key])).find((text): text is string => typeof text === 'string' && text !== '');
  return said ?? (running.find(({ namespace }) => namespace !== '')?.namespace || 'whoever adopted it');
}
