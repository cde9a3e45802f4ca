import { Graph } from './graph';
import { record, records, text, textMap } from './json';
import { LabelSelector } from './label-selector';
import { PodSet } from './pod-set';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** Metrics are read in the way in which the mesh lets somebody in. @internal */
export const MESH_STRICT_SCRAPE: IRule = {
  ruleId: 'graph/mesh-strict-scrape',
  severity: Severity.WARNING,
  reason: 'Prometheus connects to pods by their addresses in plain text, and a port that takes nothing but mutual TLS closes the connection: no metrics.',
  remedy: 'Let the PeerAuthentication take plain text on that port: portLevelMtls, mode PERMISSIVE; or scrape with the mesh\'s certificates.',
  check(manifests, report) {
    const graph = Graph.of(manifests);
    const strict = graph.ofKind('security.istio.io', 'PeerAuthentication').map((manifest) => ({ manifest, spec: record(manifest.object?.spec) }));
    for (const monitor of graph.ofKind('monitoring.coreos.com', 'PodMonitor')) {
      const spec = record(monitor.object?.spec);
      // Where it looks elsewhere, nobody here can tell what it finds.
      if (record(spec.namespaceSelector).any === true || record(spec.namespaceSelector).matchNames !== undefined) continue;
      for (const pods of graph.podIndex.select(monitor.namespace, LabelSelector.of(record(spec.selector)))) {
        records(spec.podMetricsEndpoints).forEach((endpoint, i) => {
          const port = endpoint.scheme === 'https' ? undefined : pods.portNamed(text(endpoint.port));
          const closed = port === undefined ? undefined : strict.find(({ manifest, spec: { selector, ...mtls } }) => manifest.namespace === pods.namespace && selects(selector, pods) && modeOf(mtls, port) === 'STRICT');
          if (closed !== undefined) report.add(monitor, `spec.podMetricsEndpoints[${i}]`, `port ${port} of ${pods} takes mutual TLS only, as ${closed.manifest} has it`);
        });
      }
    }
  },
};

function selects(selector: unknown, pods: PodSet): boolean {
  const labels = textMap(record(selector).matchLabels);
  return labels.size > 0 && [...labels].every(([key, value]) => pods.labels.get(key) === value);
}

function modeOf(spec: { readonly [field: string]: unknown }, port: number): string {
  return text(record(record(spec.portLevelMtls)[String(port)]).mode) || text(record(spec.mtls).mode);
}
