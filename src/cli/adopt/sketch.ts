import { Expr, list, make, member, nounsIn, object } from './expression';

/** A word to the workload's draft: `checkout.draft.addLabel('team', 'shop')`. @internal */
export interface Verb {
  readonly verb: string;
  readonly args: readonly Expr[];
}

/** What one thing of a running workload becomes in the program. @internal */
export interface Part {
  readonly props?: { readonly [name: string]: Expr };
  /** fields of the prop `keeps` */
  readonly keeps?: { readonly [name: string]: Expr };
  readonly traits?: readonly Expr[];
  /** traits of the golden path that are taken */
  readonly takes?: readonly string[];
  readonly verbs?: readonly Verb[];
}

/** Traits of the golden path that say something where the platform says nothing, as the program names them. @internal */
export type Trait = 'Identity' | 'Configuration' | 'GoRuntime' | 'HealthChecks' | 'GracefulDrain' | 'Rollout' | 'Hardening' | 'Autoscaling' | 'Availability' | 'Isolation' | 'Metadata' | 'ListenAddresses';

/** A workload as the program will have it, before anything is patched. @internal */
export interface Sketch {
  readonly noun: string;
  readonly id: string;
  /** the traits that this kind of workload has by default */
  readonly path: readonly Trait[];
  readonly parts: readonly Part[];
}

/** The same with one more part. @internal */
export function withPart(sketch: Sketch, part: Part): Sketch {
  return { ...sketch, parts: [...sketch.parts, part] };
}

/** The traits that are left out. @internal */
export function leftOutOf({ path, parts }: Sketch): Trait[] {
  const said = new Set(parts.flatMap((part) => [...part.takes ?? [], ...(part.traits ?? []).map((trait) => (trait.kind === 'new' ? trait.noun : nounsIn(trait)[0]))]));
  return path.filter((trait) => !said.has(trait));
}

/** The props of the construct. @internal */
export function propsOf(sketch: Sketch): Expr {
  const { parts } = sketch;
  const keeps = Object.assign({}, ...parts.map((part) => part.keeps ?? {}));
  const traits = parts.flatMap((part) => part.traits ?? []);
  const without = leftOutOf(sketch);
  const given = merged(parts.map((part) => part.props ?? {}));
  return object({
    ...given,
    keeps: Object.keys(keeps).length === 0 ? undefined : object(keeps),
    traits: traits.length === 0 ? undefined : list(traits),
    without: without.length === 0 ? undefined : list(without.map((trait) => member(trait, 'ID'))),
  });
}

/** `new GoMicroservice(chart, 'checkout', …)` without its scope, for whoever counts what is said. @internal */
export function constructOf(sketch: Sketch): Expr {
  return make(sketch.noun, propsOf(sketch));
}

/** Parts may each say something of one map, such as env. */
function merged(all: ReadonlyArray<{ readonly [name: string]: Expr }>): { [name: string]: Expr } {
  const props: { [name: string]: Expr } = {};
  for (const [name, value] of all.flatMap((each) => Object.entries(each))) {
    const before = props[name];
    props[name] = before?.kind === 'object' && value.kind === 'object' ? { kind: 'object', fields: [...before.fields, ...value.fields] } : value;
  }
  return props;
}
