import { Effect } from '../effect';
import type { PlannedChange } from '../planned-change';

/** Changes of one kind that do the same for the same reason. @internal */
export type Bundle = readonly [PlannedChange, ...PlannedChange[]];

/** So many alike are told one by one. */
const FEW = 3;

/**
 * The changes of an effect, those that are alike together where they are many: a fleet that
 * restarts is one line.
 *
 * @internal
 */
export function bundlesOf(changes: readonly PlannedChange[], isWhole: boolean): Bundle[] {
  const alike = new Map<string, PlannedChange[]>();
  changes.forEach((change, i) => {
    const key = isWhole || change.recipe !== '' || change.approval !== '' || change.renamedFrom !== '' ? String(i) : JSON.stringify([change.kind, change.effect, change.why.replaceAll(`${change.namespace}/${change.name}`, ''), change.paths]);
    const own = alike.get(key);
    if (own === undefined) alike.set(key, [change]);
    else own.push(change);
  });
  return [...alike.values()].flatMap((own): Bundle[] => (own.length > FEW ? [own as unknown as Bundle] : own.map((change): Bundle => [change])));
}

/** `Deployment shop/checkout`, or `12 Deployments: shop/checkout, shop/payments, shop/tax and 9 more`. @internal */
export function nameOf(bundle: Bundle): string {
  const [first] = bundle;
  if (bundle.length === 1) return `${first}${first.renamedFrom === '' ? '' : `, before "${first.renamedFrom}"`}`;
  const names = bundle.slice(0, FEW).map(({ namespace, name }) => (namespace === '' ? name : `${namespace}/${name}`));
  return `${bundle.length} of kind ${first.kind}: ${names.join(', ')} and ${bundle.length - FEW} more`;
}

/** Whether a change is told to somebody who has not asked for all. @internal */
export function isShown({ effect }: PlannedChange, isWhole: boolean): boolean {
  return isWhole || effect !== Effect.COSMETIC;
}
