import { ApiClient } from './client';
import { KubeObject, Manifest, manifestOf } from './manifests';
import { until } from '../../live/waiting';

/** Groups that the API server takes for the community's own. */
const PROTECTED = /(^|\.)(k8s|kubernetes)\.io$/;

/**
 * Makes the API server take the custom resources among the manifests, whatever
 * they say: their own definitions aren't here, so that only their metadata is judged.
 * Returns the kinds.
 */
export async function acceptCustomResources(client: ApiClient, manifests: readonly Manifest[]): Promise<string[]> {
  const definitions = new Map<string, KubeObject>();
  for (const { object } of manifests) {
    if (!(await client.serves(object.apiVersion, object.kind))) definitions.set(`${object.apiVersion} ${object.kind}`, definitionFor(object));
  }
  for (const [kind, definition] of definitions) {
    const { status, body } = await client.apply(manifestOf(definition), { dryRun: false });
    if (status >= 300) throw new Error(`no definition could be made for ${kind}: ${body.message}`);
  }
  for (const kind of definitions.keys()) {
    const [apiVersion, name] = kind.split(' ');
    await until(`the kind ${kind}`, 30, async () => client.serves(apiVersion, name));
  }
  return [...definitions.keys()];
}

function definitionFor({ apiVersion, kind, metadata }: KubeObject): KubeObject {
  const [group, version] = apiVersion.split('/');
  const plural = `${kind.toLowerCase()}s`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}`, annotations: PROTECTED.test(group) ? { 'api-approved.kubernetes.io': 'unapproved, a test' } : {} },
    spec: {
      group,
      names: { kind, plural },
      scope: metadata.namespace === undefined ? 'Cluster' : 'Namespaced',
      versions: [{
        name: version,
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      }],
    },
  };
}
