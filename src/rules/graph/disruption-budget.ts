import { Graph } from './graph';
import { at, push, some } from './json';
import { LabelSelector } from './label-selector';
import { Operators } from './operators';
import { PodSet } from './pod-set';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** A PodDisruptionBudget, with the pods it protects. @internal */
export interface Budget {
  readonly manifest: Manifest;
  readonly selector: LabelSelector;
  readonly pods: readonly PodSet[];
}

/** @internal */
export function budgetsIn(manifests: Manifests): readonly Budget[] {
  return manifests._once(allBudgets);
}

function allBudgets(manifests: Manifests): readonly Budget[] {
  const graph = Graph.of(manifests);
  return graph.ofKind('policy', 'PodDisruptionBudget').map((manifest) => {
    const selector = LabelSelector.of(at(manifest.object, 'spec', 'selector'));
    return { manifest, selector, pods: graph.podIndex.select(manifest.namespace, selector).filter((pods) => pods.kind !== 'Job' && pods.kind !== 'CronJob') };
  });
}

/** A budget protects something. @internal */
export const BUDGET_WITHOUT_PODS: IRule = {
  ruleId: 'graph/budget-without-pods',
  severity: Severity.WARNING,
  reason: 'A budget that selects nothing protects nothing: a drain takes all pods at once.',
  remedy: 'Let the selector name labels of the pod template.',
  covers: ['kube-score/poddisruptionbudget-has-policy'],
  check(manifests, report) {
    const operators = Operators.of(manifests);
    for (const { manifest, selector, pods } of budgetsIn(manifests)) {
      if (pods.length === 0 && !operators.mayMake(manifest.namespace, selector)) report.add(manifest, 'spec.selector', `no pods here carry ${selector}`);
    }
  },
};

/** A budget counts the pods of one workload. @internal */
export const BUDGET_OVER_SEVERAL: IRule = {
  ruleId: 'graph/budget-over-several-workloads',
  severity: Severity.WARNING,
  reason: 'The budget counts all of them together: one workload may lose its last pod while another makes up the number.',
  remedy: 'Give each workload a budget of its own, with a selector that no other pods match.',
  check(manifests, report) {
    for (const { manifest, selector, pods } of budgetsIn(manifests)) {
      if (pods.length > 1) report.add(manifest, 'spec.selector', `${selector} selects ${some(pods.map(String))}`);
    }
  },
};

/** A pod has one budget. @internal */
export const TWO_BUDGETS: IRule = {
  ruleId: 'graph/two-budgets',
  severity: Severity.ERROR,
  reason: 'The API server evicts no pod that has two budgets: the drain of its node never ends.',
  remedy: 'Keep one of the two.',
  check(manifests, report) {
    const byPods = new Map<PodSet, Budget[]>();
    for (const budget of budgetsIn(manifests)) for (const pods of budget.pods) push(byPods, pods, budget);
    for (const [pods, [first, ...others]] of byPods) {
      for (const other of others) report.add(other.manifest, 'spec.selector', `${pods} has the budget "${first.manifest.name}" already`);
    }
  },
};
