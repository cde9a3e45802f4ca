import { Graph } from './graph';
import { some } from './json';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** A workload's selector selects nobody else's pods. @internal */
export const OVERLAPPING_SELECTORS: IRule = {
  ruleId: 'graph/overlapping-selectors',
  severity: Severity.ERROR,
  reason: 'Two controllers count each other\'s pods: autoscalers average over both, and orphaned pods are adopted by the wrong one.',
  remedy: 'Give each workload a label that no other carries, such as its own name, and select by it. Selectors are immutable: the workload must be made anew.',
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const pods of graph.pods) {
      if (pods.selector === undefined || pods.selector.isEmpty || pods.kind === 'Pod') continue;
      const others = graph.podIndex.select(pods.namespace, pods.selector).filter((other) => other !== pods);
      if (others.length > 0) report.add(pods.manifest, 'spec.selector', `${pods.selector} also selects ${some(others.map((o) => `the pods of ${o}`))}`);
    }
  },
};
