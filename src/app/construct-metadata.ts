import { OutputText } from './output/output-folder';
import { manifestsIn, RenderedObject } from '../plan/app-side';

/** Where cdk8s-cli looks for the construct of an object; it is no manifest. @internal */
export const METADATA = 'construct-metadata.json';

/**
 * What tells which construct an object came from: `resources` for cdk8s-cli, which goes by
 * name alone, and `objects` for us, as a Deployment and a Service share a name.
 *
 * @internal
 */
export function constructMetadata(rendered: readonly RenderedObject[]): OutputText {
  const resources = Object.fromEntries(rendered.map(({ object }) => [object.name, { path: object.node.path }]));
  const objects = manifestsIn(rendered).map(({ kind, namespace, name, origin: { construct } }) => ({ kind, namespace, name, construct }));
  return { path: METADATA, text: JSON.stringify({ version: '1.0.0', resources, objects }) };
}
