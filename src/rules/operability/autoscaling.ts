import { quantity } from './quantity';
import { Container } from '../graph/container';
import { Graph } from '../graph/graph';
import { at, isRecord, records } from '../graph/json';
import { PodSet } from '../graph/pod-set';
import { ResourceMetric, Scaler } from '../graph/scaler';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** What is measured against a request has one. @internal */
export const UTILIZATION_WITHOUT_REQUEST: IRule = {
  ruleId: 'operability/utilization-without-request',
  severity: Severity.ERROR,
  reason: 'The autoscaler cannot compute a percentage of nothing: it reports FailedGetResourceMetric and never scales.',
  remedy: 'Give every container of the pod the request, sidecars included, or measure one container: type ContainerResource.',
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const { scaler, metric, pods } of manifests._once(metricsIn)) {
      if (!metric.isUtilization || requests({ json: { resources: pods.spec.resources } }, metric.resource) || hasDefault(graph, pods, metric.resource)) continue;
      const measured = metric.container === undefined ? pods.running : pods.running.filter((c) => c.name === metric.container);
      const without = measured.filter((c) => !requests(c, metric.resource)).map((c) => c.name);
      if (without.length > 0) report.add(scaler.manifest, metric.path, `it aims at a percentage of the ${metric.resource} request; ${pods} makes none for ${without.join(', ')}`);
    }
  },
};

/** The container that is measured is there. @internal */
export const METRIC_CONTAINER: IRule = {
  ruleId: 'operability/metric-container-missing',
  severity: Severity.ERROR,
  reason: 'The autoscaler finds no such container in the pods: it never scales.',
  remedy: 'Name a container of the pod.',
  check(manifests, report) {
    for (const { scaler, metric, pods } of manifests._once(metricsIn)) {
      if (metric.container === undefined || metric.container === '' || pods.containers.some((c) => c.name === metric.container)) continue;
      report.add(scaler.manifest, `${metric.path}.container`, `${pods} has no container "${metric.container}"; it has ${pods.running.map((c) => c.name).join(', ')}`);
    }
  },
};

/** The bounds of KEDA leave something to decide; those of an HPA the API server looks at itself. @internal */
export const AUTOSCALER_BOUNDS: IRule = {
  ruleId: 'operability/autoscaler-bounds',
  severity: Severity.ERROR,
  reason: 'KEDA refuses bounds that nothing lies between: nothing is scaled, and only its status says so.',
  remedy: 'Swap them, or raise the maximum.',
  check(manifests, report) {
    for (const { manifest, min, max } of Graph.of(manifests).scalers) {
      if (min > max && manifest.kind === 'ScaledObject') report.add(manifest, 'spec', `the minimum is ${min}, the maximum ${max}`);
    }
  },
};

/** A garbage-collected program is not scaled by its memory. @internal */
export const AUTOSCALER_ON_MEMORY: IRule = {
  ruleId: 'operability/autoscaler-on-memory',
  severity: Severity.WARNING,
  reason: 'A Go program keeps the memory it once had, and uses what GOMEMLIMIT allows: the autoscaler adds pods and never takes them away.',
  remedy: 'Scale by CPU, or by the length of a queue.',
  check(manifests, report) {
    for (const { scaler, metric, pods } of manifests._once(metricsIn)) {
      if (metric.resource === 'memory' && pods.running.some(isGo)) report.add(scaler.manifest, metric.path, `it scales ${pods}, a Go program, by memory`);
    }
  },
};

function metricsIn(manifests: Manifests): Array<{ scaler: Scaler; metric: ResourceMetric; pods: PodSet }> {
  const graph = Graph.of(manifests);
  return graph.pods.flatMap((pods) => graph.scalersOf(pods).flatMap((scaler) => scaler.metrics.map((metric) => ({ scaler, metric, pods }))));
}

/** A limit is a request, too, where there is none. */
function requests(container: Pick<Container, 'json'>, resource: string): boolean {
  return ['requests', 'limits'].some((kind) => (quantity(at(container.json, 'resources', kind, resource)) ?? 0) > 0);
}

/** A LimitRange of the namespace gives every container a request. */
function hasDefault(graph: Graph, pods: PodSet, resource: string): boolean {
  return graph.limitRangesOf(pods.namespace).some((m) => records(m.object?.spec?.limits)
    .some((limit) => limit.type === 'Container' && ['defaultRequest', 'default'].some((field) => quantity(at(limit, field, resource)) !== undefined)));
}

/** Whether a container's variables are those of the Go runtime. @internal */
export function isGo(container: Container): boolean {
  return records(container.json.env).some((entry) => isRecord(entry) && /^(GOMEMLIMIT|GOMAXPROCS|GOGC|GODEBUG|GOTRACEBACK)$/.test(String(entry.name)));
}
