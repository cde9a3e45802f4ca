import { Graph } from './graph';
import { at, text } from './json';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** The pods of a StatefulSet have names in DNS. @internal */
export const STATEFUL_SET_SERVICE: IRule = {
  ruleId: 'graph/stateful-set-service',
  severity: Severity.WARNING,
  reason: 'Without a headless Service of that name, no pod of the StatefulSet can be reached by its own name.',
  remedy: 'Name a Service with clusterIP: None that selects these pods.',
  covers: ['kube-score/statefulset-has-servicename'],
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const pods of graph.pods) {
      if (pods.kind !== 'StatefulSet') continue;
      const name = text(at(pods.manifest.object, 'spec', 'serviceName'));
      if (name === '') continue;
      const service = graph.service(pods.namespace, name);
      const say = (what: string) => report.add(pods.manifest, 'spec.serviceName', what);
      if (service === undefined) say(`there is no Service "${name}" here`);
      else if (!service.isHeadless) say(`Service "${name}" is not headless`);
      else if (!service.pods.includes(pods)) say(`Service "${name}" does not select these pods`);
    }
  },
};
