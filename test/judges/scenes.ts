import { join } from 'path';
import * as fc from 'fast-check';
import { OBSERVED } from './observed';
import { GopherApp, Namespace, PolicyEngine, Severity } from '../../src';
import { Choice, CHOICES, Kind, KINDS } from '../laws/choices';
import { homesOf } from '../laws/homes';
import { plainShape, SECRETS, Shape, VOLUMES } from '../laws/members';
import { Built, Drawn } from '../laws/scenes';
import { DELIVERIES, EDGES, MESHES, PLAIN, PROVIDERS, Site } from '../laws/sites';

/** Workloads of several kinds in a namespace of their own, which is called as what they are about. */
export interface Scene {
  readonly name: string;
  /** what our own rules find in it, warnings included */
  readonly ours: string[];
}

/** One that is not made yet. */
interface Plan {
  readonly name: string;
  /** of Kubernetes */
  readonly version: string;
  readonly make: (outdir: string, name: string, index: number) => GopherApp;
}

/** The oldest and the newest Kubernetes whose schemas the judges have. */
const [OLDEST, NEWEST] = ['1.28', '1.35'];
const SITE: Site = { ...PLAIN, version: NEWEST };

/** Traits that are not ours. */
const FOREIGN = /^Note /;

/**
 * Synthesizes a second part of the matrix into `<Kubernetes version>/<scene>`: all that
 * the laws try, each trait on every kind of workload that may have it, every kind bare,
 * and every place that they may run at.
 */
export function synthesizeScenes(folder: string): Scene[] {
  return PLANS.map(({ name, version, make }, index) => {
    const app = make(join(folder, version, name), name, index + 1);
    const problems = app.node.findAll().flatMap((construct) => construct.node.validate());
    const ours = problems.length > 0 ? problems : app.findings().filter(({ severity }) => severity !== Severity.INFO).map(String);
    if (ours.length === 0) app.synth();
    return { name, ours };
  });
}

/** A scene of some kinds, all alike. @param traits for each of the kinds */
function plan(topic: string, site: Site, kinds: readonly Kind[], more: { readonly shape?: Partial<Shape>; readonly traits?: readonly Drawn[]; readonly linked?: boolean } = {}): Plan {
  return {
    name: topic.replace(/(?<=[a-z])(?=[A-Z])/g, '-').replace(/\W+/g, '-').toLowerCase(),
    version: site.version,
    make: (outdir, namespace, index) => {
      // Checkov takes equal labels of two namespaces for one.
      const members = kinds.map((kind, i) => ({ name: `${kind}-${index}`, shape: { ...plainShape(kind), ...more.shape }, traits: more.traits?.slice(i, i + 1) ?? [] }));
      const { app, chart } = new Built({ site, members, linked: more.linked ?? false }, { namespace, outdir });
      new Namespace(chart, namespace);
      return app;
    },
  };
}

/** One choice as often as there are workloads, with another value each time. */
function drawn({ label, make }: Choice, times: number): Drawn[] {
  return fc.sample(make, { numRuns: times, seed: 7 }).map((made) => ({ label, make: made }));
}

/** Each trait on every kind that may have it. */
function ofTraits(): Plan[] {
  return CHOICES.filter(({ label }) => !FOREIGN.test(label)).flatMap((choice) => homesOf(choice, [NEWEST])
    .map(({ site, kinds }, i) => plan(`trait ${choice.label}${i === 0 ? '' : ` ${i + 1}`}`, site, kinds, { traits: drawn(choice, kinds.length) })));
}

/** A choice wherever else a service may have it; of gRPC, and of workers, not every place knows. */
function ofPlaces(is: RegExp, topic: string, site: Site): Plan[] {
  return CHOICES.filter(({ label, fits }) => is.test(label) && fits('service', site)).map((choice) => {
    const kinds = (['service', 'other'] as const).filter((kind) => choice.fits(kind, site));
    return plan(`${topic} ${choice.label}`, site, kinds, { traits: drawn(choice, kinds.length) });
  });
}

const keys = <T extends object>(of: T) => Object.keys(of) as Array<keyof T & string>;
const LINKED: Kind[] = ['service', 'grpc', 'worker', 'database', 'operator'];

const PLANS: readonly Plan[] = [
  ...[OLDEST, NEWEST].flatMap((version) => KINDS.map((kind) => plan(`bare ${kind} on ${version}`, { ...SITE, version }, [kind]))),
  plan('rich', SITE, KINDS, { shape: { digest: true, schema: true, args: true, stepped: true, webhooks: true, watches: true } }),
  ...ofTraits(),
  ...keys(SECRETS).map((secret) => plan(`secret ${secret}`, SITE, ['service', 'cron'], { shape: { secret, secretAs: 'policy' } })),
  ...keys(VOLUMES).map((volume) => plan(`volume ${volume}`, SITE, ['service', 'job'], { shape: { volume } })),
  ...keys(EDGES).flatMap((edge) => ofPlaces(/^Exposure/, `edge ${edge}`, { ...SITE, edge })),
  ...keys(DELIVERIES).flatMap((delivery) => ofPlaces(/^Delivery\.(canary|blueGreen)/, `by ${delivery}`, { ...SITE, delivery })),
  ...keys(PROVIDERS).map((provider) => plan(`provider ${provider}`, { ...SITE, provider, company: true }, LINKED, { linked: true })),
  ...keys(MESHES).map((mesh) => plan(`mesh ${mesh}`, { ...SITE, mesh }, KINDS, { linked: true })),
  plan('cilium', { ...SITE, engine: PolicyEngine.CILIUM }, KINDS, { linked: true }),
  ...keys(OBSERVED).map((name) => ({ name, version: NEWEST, make: OBSERVED[name] })),
];
