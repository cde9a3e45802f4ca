import { Construct } from 'constructs';

/**
 * The scope, ready for children with ids that no other scope has.
 *
 * The tree keeps children by id in a plain `{}`, and V8 lets some 1,500 different
 * first keys grow out of `{}`: from then on everything in the process that begins
 * as `{}` with a key not in use just then is a slow dictionary. An app with a chart
 * per service gets there; synthesis of 2,000 services then takes more than three times
 * as long as that of 1,000. An object without a prototype is a dictionary from the
 * start and uses up nothing.
 *
 * @internal
 */
export function wide<T extends Construct>(scope: T): T {
  const node = scope.node as unknown as { _children?: object };
  node._children ??= Object.create(null);
  return scope;
}
