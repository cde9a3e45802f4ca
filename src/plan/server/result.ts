import { applied } from './applied';
import { withDataSources } from './data-sources';
import { decoded } from './decoded';
import { created, stored } from './stored';
import { shapeOf } from '../normal-form';

/** What an API server holds before and after an object has been applied in another version. @internal */
export interface Result {
  readonly before: any;
  readonly after: any;
}

/** Fields that follow from the type of a Service; left as they were, they go with it. */
const OF_TYPE = ['allocateLoadBalancerNodePorts', 'externalTrafficPolicy', 'internalTrafficPolicy'];

/** What becomes of an object that was applied as `before` and is applied as `after`. @internal */
export function resultOf(before: any, after: any, minor: number): Result {
  const shape = shapeOf(after, minor);
  if (shape === undefined) return { before, after };
  const [old, now] = [before, after].map((object) => decoded(object, shape));
  const live = created(old, minor);
  const merged = applied(live, old, now, shape);
  const held = stored(after.kind === 'Service' ? ofType(merged, live, now) : merged, minor);
  return { before: live, after: after.kind === 'PersistentVolumeClaim' ? withDataSources(held, live) : held };
}

function ofType(merged: any, live: any, after: any): any {
  const type = (service: any) => service.spec?.type ?? 'ClusterIP';
  if (type(live) === type(after)) return merged;
  const spec = Object.entries(merged.spec ?? {}).filter(([field]) => !OF_TYPE.includes(field) || after.spec?.[field] !== undefined);
  return { ...merged, spec: Object.fromEntries(spec) };
}
