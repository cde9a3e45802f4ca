import { Construct, IConstruct } from 'constructs';
import type { ITrait } from './trait';
import { KubeIdentity, ScaleTarget } from '../kube/identity';
import { Draft } from '../model/draft';
import { Settled } from '../model/settled';
import { Platform } from '../platform/platform';

/**
 * A workload, as one of its traits sees it.
 */
export interface ITraitHost {
  /** the workload's name, which all its objects have */
  readonly name: string;
  /** the workload's namespace, if the chart names one */
  readonly namespace?: string;
  /** where we run */
  readonly platform: Platform;
  /** the notebook to write into; what is written carries the trait's name and rank */
  readonly draft: Draft;
  /** the place in the tree for objects of the trait's own; they go when the trait is replaced */
  readonly scope: Construct;
  /** @internal */
  readonly _identity: KubeIdentity;
  /** the object that makes the pods, as an autoscaler names it @internal */
  readonly _target: ScaleTarget;
  /** the decision; to be called while rendering only @internal */
  readonly _settled: () => Settled;
}

const MARK = Symbol.for('cdk8s-gopher.trait-host');

/** Whatever can have traits. @internal */
export interface TraitBearer extends IConstruct {
  addTraits(...traits: ITrait[]): void;
  /** whether it has no use for a trait */
  _declines?(traitId: string): boolean;
}

/** @internal */
export function markAsTraitHost(construct: TraitBearer): void {
  Object.defineProperty(construct, MARK, { value: true });
}

/** @internal */
export function isTraitHost(construct: IConstruct): construct is TraitBearer {
  return MARK in construct;
}
