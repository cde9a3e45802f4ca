import { share } from './quantity';
import { Scale, scaleOf } from './scale';
import { Budget, budgetsIn } from '../graph/disruption-budget';
import { Graph } from '../graph/graph';
import { record } from '../graph/json';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** A drain can always take a pod. @internal */
export const BUDGET_BLOCKS: IRule = {
  ruleId: 'operability/budget-blocks-drains',
  severity: Severity.ERROR,
  reason: 'No node under these pods can ever be drained: upgrades of the cluster hang until somebody deletes pods by hand.',
  remedy: 'Allow one disruption: maxUnavailable: 1, and at least two pods.',
  covers: ['kube-linter/pdb-max-unavailable', 'kube-linter/pdb-min-available', 'polaris/pdbDisruptionsIsZero'],
  check(manifests, report) {
    for (const { budget, allowed, scale, text } of manifests._once(allowances)) {
      if (allowed(scale.most) <= 0 && scale.most > 0) report.add(budget.manifest, 'spec', `with ${text} of ${scale.most === Infinity ? 'any number of' : scale.most} pods, none may be evicted`);
    }
  },
};

/** A drain can take a pod even while load is low. @internal */
export const BUDGET_BLOCKS_AT_MINIMUM: IRule = {
  ruleId: 'operability/budget-blocks-at-minimum',
  severity: Severity.WARNING,
  reason: 'While load is low, no node under these pods can be drained: upgrades hang at night, of all times.',
  remedy: 'Use maxUnavailable: 1, or let the autoscaler keep at least one pod more than minAvailable.',
  covers: ['polaris/pdbMinAvailableGreaterThanHPAMinReplicas'],
  check(manifests, report) {
    for (const { budget, allowed, scale, text } of manifests._once(allowances)) {
      if (allowed(scale.most) > 0 && allowed(scale.fewest) <= 0 && scale.fewest > 0) {
        report.add(budget.manifest, 'spec', `with ${text} of ${scale.fewest} pods, the autoscaler's minimum, none may be evicted`);
      }
    }
  },
};

/** A drain never takes the last pod. @internal */
export const BUDGET_TAKES_ALL: IRule = {
  ruleId: 'operability/budget-takes-all',
  severity: Severity.WARNING,
  reason: 'The budget lets a drain take all pods at once: that is an outage.',
  remedy: 'Allow fewer: maxUnavailable: 1.',
  check(manifests, report) {
    for (const { budget, allowed, scale, text } of manifests._once(allowances)) {
      if (scale.fewest > 1 && allowed(scale.fewest) >= scale.fewest) report.add(budget.manifest, 'spec', `with ${text} of ${scale.fewest} pods, all may be evicted at once`);
    }
  },
};

/** A budget can be counted. @internal */
export const BUDGET_UNCOUNTABLE: IRule = {
  ruleId: 'operability/budget-uncountable',
  severity: Severity.ERROR,
  reason: 'Only what can be scaled says how many pods it wants: for others the budget computes nothing and allows no eviction.',
  remedy: 'Give minAvailable as a number, or leave the budget out: drains pass over DaemonSets anyway.',
  check(manifests, report) {
    for (const { manifest, pods } of budgetsIn(manifests)) {
      const { maxUnavailable, minAvailable } = record(manifest.object?.spec);
      const daemons = pods.find((p) => p.kind === 'DaemonSet');
      if (daemons && (maxUnavailable !== undefined || typeof minAvailable === 'string')) report.add(manifest, 'spec', `it counts a share of ${daemons}, which has no scale`);
    }
  },
};

/** What runs in several pods is protected. @internal */
export const NO_BUDGET_WHEN_SCALED: IRule = {
  ruleId: 'operability/no-budget-when-scaled',
  severity: Severity.WARNING,
  reason: 'However many pods load asks for, the drain of some nodes may take all of them at once.',
  remedy: 'Add a PodDisruptionBudget with maxUnavailable: 1; it blocks nothing at one pod either.',
  covers: ['kube-score/deployment-has-poddisruptionbudget', 'polaris/missingPodDisruptionBudget'],
  check(manifests, report) {
    for (const { pods, scale } of manifests._once(unprotected)) {
      if (scale.isScaled && scale.most > 1) report.add(pods.manifest, '', `load may ask for ${scale.most} pods, and no PodDisruptionBudget selects them`);
    }
  },
};

/** What runs in several pods is protected, even if nobody scales it. @internal */
export const NO_BUDGET: IRule = {
  ruleId: 'operability/no-budget',
  severity: Severity.INFO,
  reason: 'The drain of some nodes may take all pods at once.',
  remedy: 'Add a PodDisruptionBudget with maxUnavailable: 1.',
  covers: ['kube-score/deployment-has-poddisruptionbudget', 'kube-score/statefulset-has-poddisruptionbudget', 'polaris/missingPodDisruptionBudget'],
  check(manifests, report) {
    for (const { pods, scale } of manifests._once(unprotected)) {
      if (!scale.isScaled && scale.most > 1) report.add(pods.manifest, '', `there are ${scale.most} pods, and no PodDisruptionBudget selects them`);
    }
  },
};

/** What answers requests goes on while one pod is away. @internal */
export const SINGLE_POD: IRule = {
  ruleId: 'operability/single-pod',
  severity: Severity.INFO,
  reason: 'While its node is drained or the program starts anew, nobody answers.',
  remedy: 'Run at least two pods, with a PodDisruptionBudget of maxUnavailable: 1.',
  covers: ['kube-linter/minimum-three-replicas', 'kube-score/deployment-replicas', 'polaris/deploymentMissingReplicas'],
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const pods of graph.pods) {
      if (pods.kind === 'StatefulSet' || graph.servicesOf(pods).length === 0) continue;
      if (scaleOf(graph, pods)?.fewest === 1) report.add(pods.manifest, 'spec.replicas', `there may be no more than one pod behind the Service ${graph.servicesOf(pods)[0].manifest.name}`);
    }
  },
};

interface Allowance {
  readonly budget: Budget;
  readonly scale: Scale;
  /** how many of that many pods may be evicted */
  readonly allowed: (pods: number) => number;
  /** `maxUnavailable: 1` */
  readonly text: string;
}

/** What the budgets of single workloads allow. Percentages round up, as the disruption controller does it. */
function allowances(manifests: Manifests): Allowance[] {
  const graph = Graph.of(manifests);
  return budgetsIn(manifests).flatMap((budget) => {
    const { maxUnavailable, minAvailable } = record(budget.manifest.object?.spec);
    const scale = budget.pods.length === 1 ? scaleOf(graph, budget.pods[0]) : undefined;
    if (scale === undefined) return [];
    if (share(maxUnavailable, 1) !== undefined) {
      return [{ budget, scale, text: `maxUnavailable: ${maxUnavailable}`, allowed: (pods: number) => Math.ceil(share(maxUnavailable, Number.isFinite(pods) ? pods : 1e6)!) }];
    }
    if (share(minAvailable, 1) === undefined) return [];
    const finite = (pods: number) => (Number.isFinite(pods) ? pods : 1e6);
    return [{ budget, scale, text: `minAvailable: ${minAvailable}`, allowed: (pods: number) => finite(pods) - Math.ceil(share(minAvailable, finite(pods))!) }];
  });
}

function unprotected(manifests: Manifests) {
  const graph = Graph.of(manifests);
  const protectedPods = new Set(budgetsIn(manifests).flatMap(({ pods }) => pods));
  return graph.pods.flatMap((pods) => {
    const scale = scaleOf(graph, pods);
    return scale === undefined || protectedPods.has(pods) || graph.servicesOf(pods).length === 0 ? [] : [{ pods, scale }];
  });
}
