import { Privileges } from './privileges';
import { Manifests } from '../../rules/manifests';
import { isRecord, listOf, podsOf, PodView } from '../../rules/pods';
import { podSecurityViolations } from '../../rules/policy/pod-security';

/** What a name of one side is on the new side. @internal */
export type Naming = (label: string) => string;

/**
 * What the programs of a side may do beyond the strictest Pod Security Standard, which
 * Secrets they read and which tokens they hold.
 *
 * @internal
 */
export function addPodPrivileges(all: Manifests, nameOf: Naming, found: Privileges): void {
  for (const pod of podsOf(all)) {
    const subject = nameOf(String(pod.manifest));
    addLevel(pod, subject, found);
    addSecrets(pod, subject, nameOf, found);
    addTokens(pod, subject, all, found);
  }
}

/** The ServiceAccount that a pod runs as. @internal */
export function accountOf({ spec }: PodView): string {
  return String(spec.serviceAccountName || spec.serviceAccount || 'default');
}

function addLevel(pod: PodView, subject: string, found: Privileges): void {
  const minor = pod.manifest.kubernetesMinor;
  for (const { path, message } of podSecurityViolations(pod, 'restricted', minor)) {
    const container = pod.containers.find((view) => path.startsWith(`${view.path}.`));
    found.add(subject, container === undefined ? message : `container ${container.container.name}: ${message}`);
  }
  if (podSecurityViolations(pod, 'baseline', minor).length > 0) found.add(subject, 'is below the Pod Security Standard baseline');
  else if (podSecurityViolations(pod, 'restricted', minor).length > 0) found.add(subject, 'is below the Pod Security Standard restricted', 'is below the Pod Security Standard baseline');
  for (const { container, sort } of pod.containers) {
    if (sort !== 'ephemeral' && container.securityContext?.readOnlyRootFilesystem !== true) found.add(subject, `container ${container.name}: can write to its root file system`);
  }
}

function addSecrets(pod: PodView, subject: string, nameOf: Naming, found: Privileges): void {
  const { namespace } = pod.manifest;
  const reads = (name: unknown, key?: unknown) => {
    if (typeof name !== 'string' || name === '') return;
    const label = nameOf(`Secret ${namespace === '' ? '' : `${namespace}/`}${name}`);
    const secret = `reads ${label}`;
    if (key === undefined) found.add(subject, secret);
    else found.add(subject, `${secret}, key ${String(key)}`, secret);
  };
  const some = (name: unknown, items: unknown) => (listOf(items).length === 0 ? reads(name) : listOf(items).forEach((item) => reads(name, item?.key)));
  for (const { container } of pod.containers) {
    for (const entry of listOf(container.env)) {
      const ref = entry?.valueFrom?.secretKeyRef;
      if (isRecord(ref)) reads(ref.name, ref.key);
    }
    for (const entry of listOf(container.envFrom)) reads(entry?.secretRef?.name);
  }
  for (const volume of listOf(pod.spec.volumes)) {
    if (isRecord(volume?.secret)) some(volume.secret.secretName, volume.secret.items);
    for (const source of listOf(volume?.projected?.sources)) if (isRecord(source?.secret)) some(source.secret.name, source.secret.items);
  }
}

function addTokens(pod: PodView, subject: string, all: Manifests, found: Privileges): void {
  const account = all.find('ServiceAccount', pod.manifest.namespace, accountOf(pod));
  if ((pod.spec.automountServiceAccountToken ?? account?.object.automountServiceAccountToken) !== false) found.add(subject, 'holds a token for the API server');
  for (const volume of listOf(pod.spec.volumes)) {
    for (const source of listOf(volume?.projected?.sources)) {
      if (isRecord(source?.serviceAccountToken)) found.add(subject, source.serviceAccountToken.audience === undefined ? 'holds a token for the API server' : `holds a token for ${source.serviceAccountToken.audience}`);
    }
  }
}
