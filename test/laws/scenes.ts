import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { Choice, CHOICES, Kind, KINDS, Place } from './choices';
import { makeMember, Shape, shapesOf } from './members';
import { platformOf, Site, sites } from './sites';
import { External, GopherApp, GoMicroservice, GoWorker, ITrait, Severity, StatefulDatabase, Workload } from '../../src';

/** A trait of a member, not made yet. */
export interface Drawn { readonly label: string; readonly make: (place: Place) => ITrait }

/** One workload of a scene: what it is, and what it is given. */
export interface Member { readonly name: string; readonly shape: Shape; readonly traits: readonly Drawn[]; readonly without?: string[] }

/** An app in plain words: the same scene may be built as often as a law needs it. */
export interface Scene { readonly site: Site; readonly members: readonly Member[]; readonly linked: boolean }

/** How to build it otherwise, so that nothing may change but where it stands. */
export interface Manner {
  /** where a member stands in the tree; in the chart if left out */
  readonly place?: (chart: Chart) => Construct;
  /** how many of the traits are in the props, the others being added later; all if left out */
  readonly inProps?: number;
  /** the namespace, which is also the chart's id; `shop` if left out */
  readonly namespace?: string;
  /** where it is written; nowhere if left out */
  readonly outdir?: string;
}

/** What is in the cluster already. */
const EXTERNALS = [External.configMap('company-ca', ['ca.crt'])];

/** A scene that was built. */
export class Built {
  public readonly app: GopherApp;
  public readonly chart: Chart;
  public readonly workloads: Workload[];

  constructor(scene: Scene, { place = (chart) => chart, inProps, namespace = 'shop', outdir = '/nowhere' }: Manner = {}) {
    this.app = new GopherApp({ outdir, externals: EXTERNALS });
    platformOf(scene.site).applyTo(this.app);
    this.chart = new Chart(this.app, namespace, { namespace });
    const at = place(this.chart);
    this.workloads = scene.members.map(({ name, shape, traits, without }) => {
      const made = traits.map(({ make }) => make({ at, name }));
      const workload = makeMember(shape, at, name, { traits: made.slice(0, inProps ?? made.length), without });
      workload.addTraits(...made.slice(inProps ?? made.length));
      return workload;
    });
    if (scene.linked) link(this.workloads);
  }

  /** What is wrong before anything is rendered, as a user reads it. */
  public get problems(): string[] {
    return this.app.node.findAll().flatMap((construct) => construct.node.validate());
  }

  /** Everything that is written, rendered anew. */
  public get objects(): any[] {
    return this.chart.toJson();
  }

  /** The objects, each as the text that it is written as, or what is wrong; in the order of the file. */
  public get outcome(): string[] {
    const { problems } = this;
    return problems.length > 0 ? problems : this.objects.map((object) => JSON.stringify(object));
  }

  /** What the rules find that is more than information. */
  public get findings(): string[] {
    return this.app.findings().filter(({ severity }) => severity !== Severity.INFO).map(String);
  }
}

/** Everybody calls the first service there is, and uses the first database. */
function link(workloads: Workload[]): void {
  const callee = workloads.find((one) => one instanceof GoMicroservice) as GoMicroservice | undefined;
  const database = workloads.find((one) => one instanceof StatefulDatabase) as StatefulDatabase | undefined;
  for (const workload of workloads) {
    if (callee && workload !== callee && !(workload instanceof StatefulDatabase)) workload.calls(callee);
    if (database && workload !== database) workload.uses(database);
    if (workload instanceof GoWorker && callee) workload.keepApartFrom(callee);
  }
}

function drawn({ label, make }: Choice): fc.Arbitrary<Drawn> {
  return make.map((made) => ({ label, make: made }));
}

/** Which choices are one trait under several labels: given twice, the last counts. */
const SAME: { readonly [stem: string]: string } = { Rollout: 'Delivery', EventScaling: 'Autoscaling' };

function stemOf({ label }: Choice): string {
  const [stem] = label.split('.');
  return SAME[stem] ?? stem;
}

/** A handful of traits in any order, none of them twice. */
function traitsFrom(choices: Choice[], max: number): fc.Arbitrary<Drawn[]> {
  return fc.uniqueArray(fc.constantFrom(...choices), { maxLength: max, selector: stemOf })
    .chain((some) => (some.length === 0 ? fc.constant([]) : fc.tuple(...some.map(drawn))));
}

/** Whether a fixed number of pods would contradict something else. */
function scalesItself({ traits }: Member, { delivery }: Site): boolean {
  return delivery.startsWith('flagger') || traits.some(({ label }) => ['Autoscaling', 'EventScaling'].includes(label));
}

export function memberOf(kind: Kind, site: Site, index: number, { max = 4, wild = false } = {}): fc.Arbitrary<Member> {
  const choices = wild ? CHOICES : CHOICES.filter((one) => one.fits(kind, site));
  return fc.record({ name: fc.constant(`${kind}-${index}`), shape: shapesOf(kind), traits: traitsFrom(choices, max) })
    .map((member) => (wild || !scalesItself(member, site) ? member : { ...member, shape: { ...member.shape, replicas: undefined } }));
}

/** Scenes of one to a few workloads of any kind, anywhere; where they are wild, with traits that do not belong there, too. */
export function scenes({ most = 3, max = 4, wild = false, where = sites, kinds = KINDS } = {}): fc.Arbitrary<Scene> {
  return fc.tuple(where, fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: most }), fc.boolean())
    .chain(([site, chosen, linked]) => fc.tuple(...chosen.map((kind, index) => memberOf(kind, site, index, { max, wild })))
      .map((members) => ({ site, members, linked })));
}
