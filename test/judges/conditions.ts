import { Manifest } from './manifests';

/** What an explanation may depend on. */
export type Condition = (manifest: Manifest) => boolean;

/** By the words in which explained.json and the page say it. */
export const CONDITIONS: { [words: string]: Condition } = {
  'nobody asked for a CPU limit': (m) => containersOf(m).some((c) => c.resources?.limits?.cpu === undefined),
  'the image has no digest': (m) => containersOf(m).some((c) => !c.image.includes('@sha256:')),
  'it is a database': (m) => m.object.metadata.labels?.['app.kubernetes.io/component'] === 'database',
  'it is a custom resource': (m) => CUSTOM.test(m.object.apiVersion.split('/')[0]),
  'a secret as a variable was asked for': (m) => isOf(m, (said) => said.secretEnv === 'one' || said.delivery === 'env'),
  'one pod was asked for': (m) => (m.object.spec.replicas ?? 1) === 1,
  'another user was asked for': (m) => containersOf(m).some(({ securityContext }) => (securityContext?.runAsUser ?? 65532) !== 65532),
  'its values are numbers, words and paths': (m) => Object.values<string>(m.object.data ?? {}).every((value) => /^([0-9.]+[a-z%]*|[A-Za-z]+|[a-z0-9.-]+:[0-9]+|[\w./-]+\.[a-z]+)$/.test(value)),
  'nothing says how to ask whether it lives': (m) => m.from === undefined && containersOf(m).some((c) => c.livenessProbe === undefined),
  'nobody asks whether it is ready': (m) => m.from === undefined && containersOf(m).every((c) => c.ports === undefined && c.readinessProbe === undefined),
  'it talks to the API server': (m) => podOf(m).automountServiceAccountToken === true,
  'it may do what its program is for': (m) => m.object.rules?.every((rule: any) => ![...rule.verbs, ...rule.resources ?? []].includes('*')),
  'it reads directories of its node': (m) => containersOf(m).every((c) => (c.volumeMounts ?? []).filter(isOfNode(podOf(m))).every((mount: any) => mount.readOnly)),
  'it holds a disk that one node can have': (m) => podOf(m).volumes?.some((volume: any) => volume.persistentVolumeClaim !== undefined),
  'an Argo Rollout makes the pods': (m) => m.object.spec.scaleTargetRef?.kind === 'Rollout' || (m.rollouts ?? []).includes(`${m.namespace}/${selected(m)}`),
  'it runs on a developer\'s machine': (m) => m.from?.values.environment === 'local',
  ...Object.fromEntries(['Hardening', 'HealthChecks', 'Isolation', 'Availability'].map((trait) => [`${trait} is left out`, leavesOut(trait)])),
};

/** Groups of kinds that other projects define. */
const CUSTOM = /^(generators\.external-secrets\.io|external-secrets\.io|argoproj\.io|keda\.sh|cert-manager\.io|monitoring\.coreos\.com|gateway\.networking\.k8s\.io|secrets-store\.csi\.x-k8s\.io|autoscaling\.k8s\.io)$/;

function podOf({ object }: Manifest): any {
  return (object.spec?.jobTemplate?.spec ?? object.spec)?.template?.spec ?? {};
}

/** Whether a mount shows a directory of the node. */
function isOfNode(pod: any): (mount: any) => boolean {
  return (mount) => pod.volumes.some((volume: any) => volume.name === mount.name && volume.hostPath !== undefined);
}

/** The workload whose pods a Service or a NetworkPolicy is about. */
function selected({ object }: Manifest): string | undefined {
  return (object.spec.podSelector?.matchLabels ?? object.spec.selector)?.['app.kubernetes.io/instance'];
}

function containersOf(manifest: Manifest): any[] {
  const pod = podOf(manifest);
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
