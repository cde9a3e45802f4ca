import { IConstruct, IMixin } from 'constructs';
import { ITraitHost, isTraitHost } from './trait-host';

/**
 * Changes how one workload behaves: autoscaling, health checks, hardening …
 *
 * Implement it by extending Trait. A trait is also a mixin of the constructs
 * library, so it can be given to one workload (`traits: [t]`, `addTraits(t)`) or
 * to all below a place in the tree (`app.with(t)`).
 */
export interface ITrait extends IMixin {
  /** Names the trait. A workload has at most one trait of each id; a later one replaces the golden path's. */
  readonly traitId: string;
  /** Writes into the workload's draft, and creates the objects it needs. @param host the workload, as this trait sees it */
  bind(host: ITraitHost): void;
}

/**
 * The base of every trait.
 *
 * @example
 * class Timezone extends Trait {
 *   public readonly traitId = 'timezone';
 *   public bind(host: ITraitHost) {
 *     host.draft.addEnv('TZ', 'Europe/Zurich', 'reports are cut at local midnight');
 *   }
 * }
 */
export abstract class Trait implements ITrait {
  public abstract readonly traitId: string;

  public abstract bind(host: ITraitHost): void;

  /** Whether the construct is a workload that has a use for the trait. @param construct any construct */
  public supports(construct: IConstruct): boolean {
    return isTraitHost(construct) && !construct._declines?.(this.traitId);
  }

  /** Gives the trait to the workload. @param construct a workload */
  public applyTo(construct: IConstruct): void {
    if (isTraitHost(construct)) construct.addTraits(this);
  }
}
