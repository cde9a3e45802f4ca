import { Difference } from './difference';
import { Effect } from './effect';
import { placeOf } from './sides';
import { Verdict } from './verdict';
import { Manifest } from '../rules/manifest';

/** @internal */
export interface ChangeFacts extends Verdict {
  readonly action: 'added' | 'changed' | 'removed' | 'renamed';
  /** the new version, or the old one of what is removed */
  readonly manifest: Manifest;
  readonly renamedFrom?: string;
  readonly differences: readonly Difference[];
  readonly approval?: string;
}

/**
 * What becomes of one object when the new manifests are applied.
 */
export class PlannedChange {
  /** @internal */
  public static _of(facts: ChangeFacts): PlannedChange {
    return new PlannedChange(facts);
  }

  /** such as `Deployment` */
  public readonly kind: string;
  /** the object's namespace; empty where it has none */
  public readonly namespace: string;
  /** the object's name, of a renamed one the new */
  public readonly name: string;
  /** `added`, `changed`, `removed` or `renamed` */
  public readonly action: string;
  /** the worst that the change does */
  public readonly effect: Effect;
  /** the fields that differ, such as `spec.template.spec.containers[name=checkout].image`; empty for an object that comes or goes */
  public readonly paths: string[];
  /** why it does that */
  public readonly why: string;
  /** what to do; empty where nothing has to be done */
  public readonly recipe: string;
  /** the construct that made it, such as `shop/checkout`; empty where the folder does not tell */
  public readonly construct: string;
  /** where it stands, as `dist/shop.k8s.yaml:12`; of an app its construct */
  public readonly place: string;
  /** the name it had before; empty where it keeps its name */
  public readonly renamedFrom: string;
  /** the reason for which somebody has approved it; empty where nobody has */
  public readonly approval: string;

  private constructor(private readonly facts: ChangeFacts) {
    const { manifest } = facts;
    this.kind = manifest.kind;
    this.namespace = manifest.namespace;
    this.name = manifest.name;
    this.action = facts.action;
    this.effect = facts.effect;
    this.paths = facts.differences.map(({ path }) => path);
    this.why = facts.why;
    this.recipe = facts.recipe ?? '';
    this.construct = manifest.origin.construct ?? '';
    this.place = placeOf(manifest);
    this.renamedFrom = facts.renamedFrom ?? '';
    this.approval = facts.approval ?? '';
  }

  /** `Deployment shop/checkout` */
  public toString(): string {
    return String(this.facts.manifest);
  }

  /** The same with somebody's reason. @internal */
  public _approved(reason: string): PlannedChange {
    return new PlannedChange({ ...this.facts, approval: reason });
  }

  /** The differences as `path: before → after`; of a Secret the paths alone. @internal */
  public get _details(): string[] {
    const hides = ['Secret', 'SealedSecret'].includes(this.kind);
    return this.facts.differences.map(({ path, before, after }) => (hides ? path : `${path}: ${short(before)} → ${short(after)}`));
  }

  /** @internal */
  public get _json(): { readonly [field: string]: unknown } {
    const { kind, namespace, name, effect, paths, why, recipe, action, construct, place, renamedFrom, approval } = this;
    const said = Object.entries({ construct, place, renamedFrom, approval }).filter(([, text]) => text !== '');
    return { kind, namespace, name, effect, paths, why, recipe, action, ...Object.fromEntries(said) };
  }
}

function short(value: unknown): string {
  if (value === undefined) return '(none)';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
