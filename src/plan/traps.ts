import { Approval } from './approvals';
import { movedData } from './data-folder';
import { Effect } from './effect';
import { pairOf } from './judgement';
import { DATA_MOVED, recipeFor } from './recipes';
import { identityOf, placeOf } from './sides';
import { Manifest } from '../rules/manifest';

/**
 * What a StatefulSet that is applied already cannot become: its claims, its selector,
 * the Service of its names; and where its data would be left behind.
 *
 * A line for each, with what to do.
 *
 * @param committed as they are applied @param next as they shall be @param approvals what is meant
 * @internal
 */
export function trapsIn(committed: readonly Manifest[], next: readonly Manifest[], approvals: readonly Approval[]): string[] {
  const before = new Map(committed.filter(isStatefulSet).map((manifest) => [identityOf(manifest), manifest]));
  return next.filter(isStatefulSet).flatMap((after) => {
    const old = before.get(identityOf(after));
    return old === undefined ? [] : [...refused(old, after, approvals), ...moved(old, after, approvals)];
  });
}

function refused(before: Manifest, after: Manifest, approvals: readonly Approval[]): string[] {
  const paths = pairOf(before, after).refused;
  if (paths.length === 0 || isMeant(after, Effect.RECREATE_BLOCKED, approvals)) return [];
  const { kind, namespace, name } = after;
  return [`[${placeOf(after)}] stateful-set/immutable: the API server refuses to change ${paths.join(', ')} of ${after}, as it stands in "${placeOf(before)}". `
    + `Leave it as it is, or approve "${Effect.RECREATE_BLOCKED}" and do by hand: ${recipeFor(kind, namespace, name, paths)}`];
}

function moved(before: Manifest, after: Manifest, approvals: readonly Approval[]): string[] {
  const data = movedData(before.object, after.object);
  if (data === undefined || isMeant(after, Effect.DATA_RISK, approvals)) return [];
  return [`[${placeOf(after)}] stateful-set/data-moved: the data of ${after} are in "${data.before}", and it would look for them `
    + `${data.after === undefined ? 'nowhere' : `in "${data.after}"`}: another version, or another server. It would not start. ${DATA_MOVED} If they are migrated, approve "${Effect.DATA_RISK}".`];
}

function isMeant({ kind, namespace, name }: Manifest, effect: Effect, approvals: readonly Approval[]): boolean {
  return approvals.some((a) => a.kind === kind && a.namespace === namespace && a.name === name && a.effect === effect);
}

function isStatefulSet({ kind, apiGroup }: Manifest): boolean {
  return kind === 'StatefulSet' && apiGroup === 'apps';
}
