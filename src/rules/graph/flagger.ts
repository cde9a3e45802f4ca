import { at, record, text } from './json';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';

/**
 * The Services that Flagger makes from Canary objects: one for all requests, and one
 * for each of the two versions. https://docs.flagger.app/usage/how-it-works
 *
 * @internal
 */
export function flaggerServices(manifests: Manifests): Manifest[] {
  return manifests.ofKind('Canary').filter((canary) => canary.apiGroup === 'flagger.app').flatMap((canary) => {
    const { service: said, targetRef } = record(canary.object?.spec);
    const service = record(said);
    const target = record(targetRef);
    const name = text(service.name) || text(target.name);
    const pods = manifests.find(text(target.kind), canary.namespace, text(target.name));
    const spec = {
      selector: at(pods?.object, 'spec', 'selector', 'matchLabels'),
      ports: [{ name: text(service.portName) || 'http', port: service.port, targetPort: service.targetPort ?? service.port }],
    };
    return ['', '-primary', '-canary'].map((suffix) => Manifest.of({
      apiVersion: 'v1', kind: 'Service', metadata: { name: `${name}${suffix}`, namespace: canary.namespace }, spec,
    }, canary.origin));
  });
}
