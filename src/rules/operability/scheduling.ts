import { rolloutOf, scaleOf } from './scale';
import { Graph } from '../graph/graph';
import { at, isRecord, Json, records, text, texts } from '../graph/json';
import { LabelSelector } from '../graph/label-selector';
import { PodSet } from '../graph/pod-set';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

const HOST = 'kubernetes.io/hostname';
const ZONE = /(^|\/)zone$/;
/** Regions of the large clouds have three zones, rarely more. */
const ZONES = 3;

/** Pods that must keep apart have places enough. @internal */
export const ANTI_AFFINITY_TOO_HARD: IRule = {
  ruleId: 'operability/anti-affinity-too-hard',
  severity: Severity.WARNING,
  reason: 'A pod that finds no node or zone of its own stays Pending: the rollout, or the growth under load, stops there.',
  remedy: 'Prefer instead of require: preferredDuringSchedulingIgnoredDuringExecution, or a spread constraint with ScheduleAnyway.',
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const pods of graph.pods) {
      const scale = scaleOf(graph, pods);
      if (scale === undefined || scale.most < 1) continue;
      const path = `${pods.path}.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution`;
      records(at(pods.spec, 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')).forEach((term, i) => {
        if (!isRecord(term.labelSelector) || !LabelSelector.of(term.labelSelector).matches(pods.labels)) return;
        const key = text(term.topologyKey);
        const rollout = rolloutOf(pods, scale.most === Infinity ? scale.fewest : scale.most);
        const [surge, unavailable] = [rollout?.surge ?? 0, rollout?.unavailable ?? 1];
        const needed = scale.most + surge;
        const what = key === HOST ? 'nodes' : ZONE.test(key) ? 'zones' : `places (${key})`;
        if (scale.isScaled || (surge > 0 && unavailable === 0) || (ZONE.test(key) && needed > ZONES)) {
          report.add(pods.manifest, `${path}[${i}]`, `${scale.most} pods${surge > 0 ? `, and ${surge} more during a rollout,` : ''} need ${needed} ${what}`);
        }
      });
    }
  },
};

/** What is spread are the pods themselves. @internal */
export const SPREAD_COUNTS_OTHERS: IRule = {
  ruleId: 'operability/spread-counts-others',
  severity: Severity.WARNING,
  reason: 'The constraint counts other pods, or none: these may all end up on one node.',
  remedy: 'Let its labelSelector name labels of the pod template.',
  covers: ['kube-score/pod-topology-spread-constraints'],
  check(manifests, report) {
    for (const { pods, constraint, path } of manifests._once(constraintsIn)) {
      const { labelSelector } = constraint;
      if (!isRecord(labelSelector)) report.add(pods.manifest, path, 'it has no labelSelector, so it counts no pods at all');
      else if (!LabelSelector.of(labelSelector).matches(pods.labels)) report.add(pods.manifest, `${path}.labelSelector`, `${LabelSelector.of(labelSelector)} does not select these pods`);
    }
  },
};

/** A hard constraint does not count pods and nodes that are out of the question. @internal */
export const HARD_SPREAD: IRule = {
  ruleId: 'operability/hard-spread',
  severity: Severity.INFO,
  reason: 'Pods stay Pending because of pods of the old version, which go anyway, or of tainted nodes, where they cannot go.',
  remedy: 'Use ScheduleAnyway; or add matchLabelKeys: [pod-template-hash] and nodeTaintsPolicy: Honor.',
  check(manifests, report) {
    for (const { pods, constraint, path } of manifests._once(constraintsIn)) {
      if ((text(constraint.whenUnsatisfiable) || 'DoNotSchedule') !== 'DoNotSchedule') continue;
      const counted = [
        ...(pods.kind === 'Deployment' && !texts(constraint.matchLabelKeys).includes('pod-template-hash') ? ['pods of the old version'] : []),
        ...(constraint.nodeTaintsPolicy === 'Honor' ? [] : ['tainted nodes']),
      ];
      if (counted.length > 0) report.add(pods.manifest, path, `it must hold, and it counts ${counted.join(' and ')}`);
    }
  },
};

/** The places over which pods must be spread exist. @internal */
export const SPREAD_MIN_DOMAINS: IRule = {
  ruleId: 'operability/spread-min-domains',
  severity: Severity.WARNING,
  reason: 'With fewer places than minDomains, every pod beyond maxSkew per place stays Pending.',
  remedy: 'Leave minDomains out, or set it to the number of zones there surely are.',
  check(manifests, report) {
    for (const { pods, constraint, path } of manifests._once(constraintsIn)) {
      const least = constraint.minDomains;
      if (typeof least === 'number' && least > ZONES && ZONE.test(text(constraint.topologyKey))) report.add(pods.manifest, `${path}.minDomains`, `it wants ${least} zones`);
    }
  },
};

function constraintsIn(manifests: Manifests): Array<{ pods: PodSet; constraint: Json; path: string }> {
  return Graph.of(manifests).pods.flatMap((pods) => records(pods.spec.topologySpreadConstraints).map((constraint, i) => ({ pods, constraint, path: `${pods.path}.topologySpreadConstraints[${i}]` })));
}
