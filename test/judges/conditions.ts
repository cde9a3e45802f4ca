import { Manifest } from './manifests';

/** What an explanation may depend on. */
export type Condition = (manifest: Manifest) => boolean;

/** By the words in which explained.json and the page say it. */
export const CONDITIONS: { [words: string]: Condition } = {
  'nobody asked for a CPU limit': (m) => containersOf(m).some((c) => c.resources?.limits?.cpu === undefined),
  'the image has no digest': (m) => containersOf(m).some((c) => !c.image.includes('@sha256:')),
  'it is a database': (m) => m.object.metadata.labels?.['app.kubernetes.io/component'] === 'database',
  'it is a custom resource': (m) => /external-secrets\.io\//.test(m.object.apiVersion),
  'a secret as a variable was asked for': (m) => isOf(m, (said) => said.secretEnv === 'one' || said.delivery === 'env'),
  'one pod was asked for': (m) => (m.object.spec.replicas ?? 1) === 1,
  'it runs on a developer\'s machine': (m) => m.from?.values.environment === 'local',
  ...Object.fromEntries(['Hardening', 'HealthChecks', 'Isolation', 'Availability'].map((trait) => [`${trait} is left out`, leavesOut(trait)])),
};

function containersOf(manifest: Manifest): any[] {
  const pod = manifest.object.spec?.template?.spec ?? {};
  return [...(pod.initContainers ?? []), ...(pod.containers ?? [])];
}

function leavesOut(trait: string): Condition {
  const id = trait.replace(/(?<=.)[A-Z]/g, '-$&').toLowerCase();
  return (m) => isOf(m, (said) => said.without.split(' and ').includes(id));
}

/** Whether it is the service, not a neighbour, of a case of which something holds. */
function isOf(manifest: Manifest, holds: (said: { readonly [factor: string]: string }) => boolean): boolean {
  return manifest.from !== undefined && manifest.name === manifest.from.service && holds(manifest.from.values);
}
