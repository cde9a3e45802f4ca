import { Manifest } from './manifests';

/** What a Role permits; trivy tells it of the RoleBinding, too. */
function rulesOf(m: Manifest): any[] {
  return m.object.rules ?? (m.beside ?? []).filter(({ kind, object }) => kind === 'Role' && object.metadata.name === m.object.roleRef?.name).flatMap(({ object }) => object.rules);
}

/** What an explanation may depend on. */
export type Condition = (manifest: Manifest) => boolean;

/** By the words in which explained.json and the page say it. */
export const CONDITIONS: { [words: string]: Condition } = {
  'nobody asked for a CPU limit': (m) => containersOf(m).some((c) => c.resources?.limits?.cpu === undefined),
  'the image has no digest': (m) => containersOf(m).some((c) => !c.image.includes('@sha256:')),
  'it is a database': (m) => m.object.metadata.labels?.['app.kubernetes.io/component'] === 'database' || Object.values<string>(m.object.data ?? {}).some((value) => value.includes('initdb --pgdata')),
  'it takes telemetry': (m) => ['telemetry', 'tracing'].includes(m.object.metadata.labels?.['app.kubernetes.io/component']),
  'it is a custom resource': (m) => CUSTOM.test(m.object.apiVersion.split('/')[0]),
  'a secret as a variable was asked for': (m) => isOf(m, (said) => said.secretEnv === 'one' || said.delivery === 'env'),
  'one pod was asked for': (m) => (m.object.spec.replicas ?? 1) === 1,
  'another user was asked for': (m) => containersOf(m).some(({ securityContext }) => (securityContext?.runAsUser ?? 65532) !== 65532),
  'its values are numbers, words and paths': (m) => Object.values<string>(m.object.data ?? {}).every((value) => /^([0-9.]+[a-z%]*|[A-Za-z]+|[a-z0-9.-]+:[0-9]+|[\w./-]+\.[a-z]+)$/.test(value)),
  'the cluster gives it a user': (m) => m.namespace === 'provider-open-shift',
  'an outage at each release was asked for': (m) => m.namespace === 'trait-delivery-recreate',
  'nothing says how to ask whether it lives': (m) => isSilent(m, (c) => c.livenessProbe === undefined, (c) => c.ports === undefined || isAskedAtItsTraffic(c)),
  'nobody asks whether it is ready': (m) => isSilent(m, (c) => c.readinessProbe === undefined, (c) => c.ports === undefined),
  'it talks to the API server': (m) => podOf(m).automountServiceAccountToken === true,
  'it may do what its program is for': (m) => rulesOf(m).every((rule) => ![...rule.verbs, ...rule.resources ?? []].includes('*')),
  'names of its own were asked for': (m) => podOf(m).hostAliases !== undefined,
  'it answers at the address of its node': (m) => containersOf(m).some((c) => c.ports?.some((port: any) => port.hostPort !== undefined)),
  'it reads directories of its node': (m) => containersOf(m).every((c) => (c.volumeMounts ?? []).filter(isOfNode(podOf(m))).every((mount: any) => mount.readOnly)),
  'it holds a disk that one node can have': (m) => podOf(m).volumes?.some((volume: any) => volume.persistentVolumeClaim !== undefined),
  'a controller of others makes the pods': (m) => m.object.spec.scaleTargetRef?.kind === 'Rollout' || (m.beside ?? []).some((other) => selected(m) !== undefined && selected(m) === madeBy(other)),
  'a CiliumNetworkPolicy isolates it': (m) => (m.beside ?? []).some(({ kind, object }) => kind === 'CiliumNetworkPolicy' && instanceIn(object.spec.endpointSelector.matchLabels) === instanceOf(m)),
  'it is encrypted': (m) => m.object.sops !== undefined,
  'it runs on a developer\'s machine': (m) => m.from?.values.environment === 'local',
  ...Object.fromEntries(['Hardening', 'HealthChecks', 'Isolation', 'Availability'].map((trait) => [`${trait} is left out`, leavesOut(trait)])),
};

/** Groups of kinds that other projects define. */
const CUSTOM = new RegExp(`^(${[
  'generators.external-secrets.io', 'external-secrets.io', 'bitnami.com', 'secrets-store.csi.x-k8s.io', 'argoproj.io', 'flagger.app', 'keda.sh', 'autoscaling.k8s.io', 'cert-manager.io', 'cilium.io',
  'gateway.networking.k8s.io', 'networking.istio.io', 'security.istio.io', 'policy.linkerd.io', 'monitoring.coreos.com', 'sloth.slok.dev', 'grafana.integreatly.org', 'opentelemetry.io',
].join('|').replace(/\./g, '\\.')})$`);

function podOf({ object }: Manifest): any {
  return (object.spec?.jobTemplate?.spec ?? object.spec)?.template?.spec ?? {};
}

/** Whether a mount shows a directory of the node. */
function isOfNode(pod: any): (mount: any) => boolean {
  return (mount) => pod.volumes.some((volume: any) => volume.name === mount.name && volume.hostPath !== undefined);
}

/** The workload whose pods a Service or a NetworkPolicy is about. */
function selected({ object }: Manifest): string | undefined {
  return instanceIn(object.spec.podSelector?.matchLabels ?? object.spec.selector);
}

/** The workload whose pods a resource of another project becomes. */
function madeBy({ kind, namespace, name }: Manifest): string | undefined {
  if (kind === 'Rollout') return name;
  return kind === 'OpenTelemetryCollector' ? `${namespace}.${name}` : undefined;
}

/** The workload that a pod belongs to. */
function instanceOf({ object }: Manifest): string | undefined {
  return instanceIn((object.spec?.jobTemplate?.spec ?? object.spec)?.template?.metadata?.labels);
}

function instanceIn(labels: { [key: string]: string } | undefined): string | undefined {
  return labels?.['app.kubernetes.io/instance'];
}

/** Whether it has no port for questions, so that readiness is asked where its traffic goes. */
function isAskedAtItsTraffic({ readinessProbe }: any): boolean {
  const asked = readinessProbe?.httpGet ?? readinessProbe?.tcpSocket;
  return asked !== undefined && asked.port !== 'admin';
}

/** Whether those containers that lack something are of a sort that nobody asks; those that start before the others are not asked at all. */
function isSilent(manifest: Manifest, lacks: (container: any) => boolean, isExcused: (container: any) => boolean): boolean {
  const lacking = (podOf(manifest).containers ?? []).filter(lacks);
  return manifest.from === undefined && lacking.length > 0 && lacking.every(isExcused);
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
