import { rolloutOf, scaleOf } from './scale';
import { Graph } from '../graph/graph';
import { at, records, text, texts } from '../graph/json';
import { PodSet } from '../graph/pod-set';
import { IRule } from '../rule';
import { Severity } from '../severity';

const SINGLE = new Set(['ReadWriteOnce', 'ReadWriteOncePod']);

/** A volume that one node can have is wanted by one pod. @internal */
export const MULTI_ATTACH: IRule = {
  ruleId: 'operability/multi-attach',
  severity: Severity.WARNING,
  reason: 'A pod on another node waits for the volume ("Multi-Attach error") while the old pod waits for the new one: the rollout never ends.',
  remedy: 'Use strategy Recreate and one replica, a ReadWriteMany claim, or a StatefulSet with a claim per pod.',
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const pods of graph.pods) {
      const [claim] = singleClaims(graph, pods);
      const scale = scaleOf(graph, pods);
      if (claim === undefined || scale === undefined || pods.kind === 'StatefulSet') continue;
      const surge = rolloutOf(pods, scale.fewest)?.surge ?? 0;
      if (scale.most > 1) report.add(pods.manifest, claim.path, `claim "${claim.name}" is ${claim.mode}, and there may be ${scale.most} pods`);
      else if (surge > 0 && scale.most > 0) report.add(pods.manifest, claim.path, `claim "${claim.name}" is ${claim.mode}, and a rollout starts the new pod before the old one ends`);
    }
  },
};

/** A rollout is no outage. @internal */
export const RECREATE: IRule = {
  ruleId: 'operability/recreate-without-claim',
  severity: Severity.WARNING,
  reason: 'All old pods are stopped before the first new one starts: every rollout is an outage.',
  remedy: 'Use strategy RollingUpdate.',
  covers: ['kube-linter/no-rolling-update-strategy', 'kube-score/deployment-strategy'],
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const pods of graph.pods) {
      if (pods.kind !== 'Deployment' || at(pods.manifest.object, 'spec', 'strategy', 'type') !== 'Recreate') continue;
      // A volume, or a port of the node, may be had by one pod at a time only.
      const isExclusive = claimsOf(pods).some(({ name }) => isSingle(graph, pods, name) !== false) || pods.spec.hostNetwork === true
        || pods.running.some((c) => records(c.json.ports).some((p) => p.hostPort !== undefined)) || records(pods.spec.volumes).some((v) => v.hostPath !== undefined);
      if (!isExclusive && graph.servicesOf(pods).length > 0) report.add(pods.manifest, 'spec.strategy.type', 'the strategy is Recreate, and no volume asks for it');
    }
  },
};

function claimsOf(pods: PodSet): Array<{ name: string; path: string }> {
  return records(pods.spec.volumes).map((volume, i) => ({ name: text(at(volume, 'persistentVolumeClaim', 'claimName')), path: `${pods.path}.volumes[${i}]` })).filter(({ name }) => name !== '');
}

function singleClaims(graph: Graph, pods: PodSet) {
  return claimsOf(pods).flatMap((claim) => {
    const mode = isSingle(graph, pods, claim.name);
    return typeof mode === 'string' ? [{ ...claim, mode }] : [];
  });
}

/** The access mode if but one node can have it, false if several can, undefined if the claim is not here. */
function isSingle(graph: Graph, pods: PodSet, name: string): string | false | undefined {
  const claim = graph.find('', 'PersistentVolumeClaim', pods.namespace, name);
  if (claim === undefined) return undefined;
  const modes = texts(claim.object?.spec?.accessModes);
  return modes.length > 0 && modes.every((mode) => SINGLE.has(mode)) && modes[0];
}
