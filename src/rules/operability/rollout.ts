import { rolloutOf, scaleOf } from './scale';
import { Graph } from '../graph/graph';
import { at } from '../graph/json';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** A rollout takes no pod before another has come. @internal */
export const ROLLOUT_TAKES_PODS: IRule = {
  ruleId: 'operability/rollout-takes-pods',
  severity: Severity.INFO,
  reason: 'Pods are stopped before new ones are ready, or new ones count as ready at once: fewer answer during a rollout, under the load of all.',
  remedy: 'Set maxUnavailable to 0, and minReadySeconds to a few seconds, so that a program which ends right after its start is noticed.',
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const pods of graph.pods) {
      if (graph.servicesOf(pods).length === 0) continue;
      const scale = scaleOf(graph, pods);
      const most = scale === undefined || scale.most === Infinity ? 100 : scale.most;
      const rollout = rolloutOf(pods, most);
      const minReady = at(pods.manifest.object, 'spec', 'minReadySeconds');
      if (rollout === undefined) continue;
      if (rollout.unavailable > 0) report.add(pods.manifest, 'spec.strategy', `of ${most} pods, a rollout takes ${rollout.unavailable} before others are there`);
      else if (minReady === undefined || minReady === 0) report.add(pods.manifest, 'spec.minReadySeconds', 'a pod counts as available the moment it is ready');
    }
  },
};
