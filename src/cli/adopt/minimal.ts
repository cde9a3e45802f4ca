import { same } from '../../plan/difference';
import { normalForm } from '../../plan/normal-form';
import { isRecord } from '../../rules/pods';

/**
 * An object without what the API server fills in by itself: what `kubectl get` shows is mostly that.
 *
 * @internal
 */
export function minimal(object: any, minor: number): any {
  const whole = JSON.parse(JSON.stringify(object));
  const normal = normalForm(object, minor); // of an object of its own, as the normal form of one that changes would change with it
  const prune = (at: any) => {
    if (Array.isArray(at)) return at.forEach(prune);
    if (!isRecord(at)) return;
    for (const field of Object.keys(at)) {
      const value = at[field];
      delete at[field];
      if (same(normalForm(whole, minor), normal)) continue;
      at[field] = value;
      prune(value);
    }
  };
  if (isRecord(whole.spec)) prune(whole.spec);
  return whole;
}
