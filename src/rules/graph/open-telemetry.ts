import { at, record, text } from './json';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';

/**
 * The Services that the OpenTelemetry operator makes of a collector. Their ports follow from
 * the collector's configuration, which is not read here: so they count as unknown, as their
 * pods are. https://github.com/open-telemetry/opentelemetry-operator
 *
 * @internal
 */
export function collectorServices(manifests: Manifests): Manifest[] {
  return manifests.ofKind('OpenTelemetryCollector')
    .filter((collector) => collector.apiGroup === 'opentelemetry.io' && text(at(collector.object, 'spec', 'mode')) !== 'sidecar')
    .flatMap((collector) => ['', '-headless', '-monitoring'].map((suffix) => Manifest.of({
      apiVersion: 'v1', kind: 'Service', metadata: { name: `${collector.name}-collector${suffix}`, namespace: collector.namespace }, spec: record(undefined),
    }, collector.origin)));
}
