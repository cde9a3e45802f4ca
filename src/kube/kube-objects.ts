import { Construct } from 'constructs';
import { KubeObject, KubeObjectProps } from './kube-object';
import { perRevision } from '../model/revision';
import { wide } from '../model/wide-tree';

/** One of them; the id tells it from the others. @internal */
export interface PlannedObject extends KubeObjectProps {
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/**
 * Objects of which there are as many as the facts say: one per port, one per caller, or none.
 *
 * Whoever looks at the tree sees those that are due, in the order of the plan. Looking twice without a write in
 * between gives the same constructs, and one that is still due stays, with its patches.
 *
 * @internal
 */
export class KubeObjects extends Construct {
  private readonly made = new Map<string, KubeObject>();
  private readonly plan: () => ReadonlyMap<string, PlannedObject>;

  constructor(scope: Construct, id: string, plan: () => readonly PlannedObject[]) {
    super(wide(scope), id);
    this.plan = perRevision(() => new Map(plan().map((object) => [object.id, object])));
    const due = perRevision(() => this.due());
    Object.defineProperty(this.node, 'children', { get: due });
  }

  private due(): KubeObject[] {
    const plan = this.plan();
    for (const [id, object] of this.made) {
      const { apiVersion, kind, name } = plan.get(id) ?? {};
      if (apiVersion === object.apiVersion && kind === object.kind && name === object.name) continue;
      this.node.tryRemoveChild(object.node.id);
      this.made.delete(id);
    }
    return [...plan].map(([id, { apiVersion, kind, name, namespace }]) => {
      const made = this.made.get(id) ?? new KubeObject(this, id, { apiVersion, kind, name, namespace, render: () => this.plan().get(id)!.render() });
      this.made.set(id, made);
      return made;
    });
  }
}
