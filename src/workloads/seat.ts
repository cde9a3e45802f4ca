import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { Workload } from './workload';
import { KubeIdentity, ScaleTarget } from '../kube/identity';
import { Draft } from '../model/draft';
import { Notebook, Writer } from '../model/notebook';
import { Rank } from '../model/rank';
import { Settled } from '../model/settled';
import { Platform } from '../platform/platform';
import { ITrait } from '../traits/trait';
import { ITraitHost } from '../traits/trait-host';

/**
 * The place of one trait at a workload: what it wrote and made can be told apart,
 * and goes with it.
 *
 * @internal
 */
export class Seat implements ITraitHost {
  public readonly name: string;
  public readonly namespace?: string;
  public readonly platform: Platform;
  public readonly draft: Draft;
  public readonly _identity: KubeIdentity;
  public readonly _settled: () => Settled;
  private readonly writer: Writer;

  constructor(private readonly workload: Workload, private readonly notebook: Notebook, public readonly trait: ITrait, public readonly rank: Rank) {
    this.name = workload.name;
    this.namespace = workload.namespace;
    this.platform = workload.platform;
    this.writer = { who: trait.traitId, rank };
    this.draft = Draft._of(notebook, this.writer);
    this._identity = workload._identity;
    this._settled = workload._settled;
  }

  public get _target(): ScaleTarget {
    const { apiVersion, kind } = this.workload.node.defaultChild as ApiObject;
    return { apiVersion, kind, name: this.name };
  }

  /** Made only for traits that create objects. */
  public get scope(): Construct {
    return scopeOf(this.workload, this.trait.traitId);
  }

  /** Takes back all that the trait wrote and made. */
  public leave(): void {
    this.notebook.forget(this.writer);
    const scope = this.workload.node.tryFindChild(this.trait.traitId);
    scope?.node.children.forEach((child) => scope.node.tryRemoveChild(child.node.id));
  }
}

/** The scope of a trait. Its place among the others stays when the trait is replaced. @internal */
export function scopeOf(workload: Workload, traitId: string): Construct {
  return (workload.node.tryFindChild(traitId) as Construct | undefined) ?? new Construct(workload, traitId);
}
