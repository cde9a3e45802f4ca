import { Effect } from './effect';
import { podCount } from './pod-count';
import { Verdict } from './verdict';
import { Manifest } from '../rules/manifest';
import { Manifests } from '../rules/manifests';
import { share } from '../rules/operability/quantity';
import { listOf } from '../rules/pods';

const ROLLING: Verdict = { effect: Effect.ROLLING_RESTART, why: 'pods are replaced a few at a time' };

/** What runs before, and what shall. @internal */
export interface Rollout {
  readonly before: Manifest;
  readonly after: Manifest;
  /** `after` with its defaults */
  readonly normal: any;
  readonly committed: Manifests;
  readonly next: Manifests;
}

/** What another pod template does to the pods that run. @internal */
export function restartOf(rollout: Rollout): Verdict {
  const { kind } = rollout.after;
  const pods = podCount(rollout.before, rollout.committed);
  if (pods === 0 && kind !== 'DaemonSet') return { effect: Effect.IN_PLACE, why: 'no pod runs; the next one starts with it' };
  switch (kind) {
    case 'Deployment': return ofDeployment(rollout, pods);
    case 'StatefulSet': return ofStatefulSet(rollout.normal.spec, pods);
    case 'DaemonSet': return rollout.normal.spec.updateStrategy?.type === 'OnDelete'
      ? { effect: Effect.CONFIG_STALE, why: 'OnDelete: pods keep the old template until somebody deletes them' }
      : { effect: Effect.ROLLING_RESTART, why: 'the pod of each node is replaced, node by node' };
    default: return ROLLING;
  }
}

function ofDeployment({ after, normal: { spec }, next }: Rollout, pods: number): Verdict {
  const downtime = (why: string): Verdict => ({ effect: Effect.RESTART_WITH_DOWNTIME, why });
  if (spec.paused === true) return { effect: Effect.IN_PLACE, why: 'the Deployment is paused; pods are replaced when it goes on' };
  if (spec.strategy.type === 'Recreate') return downtime('Recreate: all pods stop before new ones start');
  const claim = claimOfOneNode(after, next);
  if (claim !== undefined) return downtime(`only one node can mount "${claim}": a new pod elsewhere waits until the old one is gone`);
  const surge = Math.ceil(share(spec.strategy.rollingUpdate?.maxSurge, pods) ?? 1);
  const gone = Math.max(Math.floor(share(spec.strategy.rollingUpdate?.maxUnavailable, pods) ?? 0), surge === 0 ? 1 : 0);
  if (gone >= pods) return downtime(`${pods === 1 ? 'the only pod' : `all ${pods} pods`} may stop before a new one is ready`);
  const answers = listOf(spec.template?.spec?.containers).filter((container) => listOf(container.ports).length > 0);
  if (answers.length > 0 && answers.every((container) => container.readinessProbe === undefined)) {
    return downtime('without a readiness probe old pods stop before new ones answer');
  }
  return ROLLING;
}

function ofStatefulSet({ updateStrategy }: any, pods: number): Verdict {
  if (updateStrategy?.type === 'OnDelete') return { effect: Effect.CONFIG_STALE, why: 'OnDelete: pods keep the old template until somebody deletes them' };
  const partition = Number(updateStrategy?.rollingUpdate?.partition ?? 0);
  if (partition >= pods) return { effect: Effect.IN_PLACE, why: `the partition ${partition} holds all pods back` };
  return pods === 1
    ? { effect: Effect.RESTART_WITH_DOWNTIME, why: 'the only pod stops before its successor starts' }
    : { effect: Effect.ROLLING_RESTART, why: 'pods are replaced one by one, the last first' };
}

/** A claim among the new objects that one node alone can mount. */
function claimOfOneNode({ namespace, object }: Manifest, next: Manifests): string | undefined {
  const names = listOf(object.spec?.template?.spec?.volumes).map((volume) => volume?.persistentVolumeClaim?.claimName);
  return names.find((name) => {
    const modes = listOf(next.find('PersistentVolumeClaim', namespace, name)?.object.spec?.accessModes);
    return modes.length > 0 && modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod');
  });
}
