import { Construct, IConstruct } from 'constructs';
import { Revision } from './revision';

/** What was removed from the tree, so that a construct is no longer in it: itself or what it is in. @internal */
export function removedWith(construct: IConstruct): IConstruct | undefined {
  let removed: IConstruct | undefined;
  for (let at = construct; at.node.scope !== undefined; at = at.node.scope) {
    if (at.node.scope.node.tryFindChild(at.node.id)?.node !== at.node) removed = at;
  }
  return removed;
}

const WATCHED = new WeakSet<object>();

/**
 * Has the removal of a construct, and of whatever it is in, counted as a write: what was decided before is decided anew.
 *
 * The tree tells nobody what is removed from it.
 *
 * @internal
 */
export function watchRemovals(member: unknown): void {
  if (!Construct.isConstruct(member)) return;
  for (let scope = member.node.scope; scope !== undefined && !WATCHED.has(scope.node); scope = scope.node.scope) {
    const { node } = scope;
    const remove = node.tryRemoveChild.bind(node);
    WATCHED.add(node);
    Object.defineProperty(node, 'tryRemoveChild', {
      value: (id: string) => {
        const isRemoved = remove(id);
        if (isRemoved) Revision.advance();
        return isRemoved;
      },
      configurable: true,
      writable: true,
    });
  }
}
