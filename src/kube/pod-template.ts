import { k8s } from 'cdk8s-plus-28';
import { renderContainer, renderInitContainers } from './container';
import { KubeIdentity } from './identity';
import { renderVolumes } from './volumes';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Platform } from '../platform/platform';

/** The pod template, in the API's 1.28 vocabulary. @internal */
export function renderPodTemplate(settled: Settled, identity: KubeIdentity, platform: Platform): k8s.PodTemplateSpec {
  const { volumes, mounts } = renderVolumes(settled);
  const pullSecrets = settled.entries(Facts.PULL_SECRETS);
  const init = renderInitContainers(settled, platform.registry, mounts);
  return {
    metadata: { labels: podLabels(settled, identity), annotations: optional(settled.record(Facts.POD_ANNOTATION)) },
    spec: {
      serviceAccountName: settled.get(Facts.SERVICE_ACCOUNT),
      automountServiceAccountToken: settled.get(Facts.TOKEN) ?? false,
      imagePullSecrets: pullSecrets.length > 0 ? pullSecrets.map(([name]) => ({ name })) : undefined,
      securityContext: optional({
        ...settled.record(Facts.POD_SECURITY),
        ...one('runAsUser', settled.get(Facts.USER)),
        ...one('runAsGroup', settled.get(Facts.GROUP)),
        ...one('fsGroup', settled.get(Facts.FS_GROUP)),
      }),
      initContainers: init.length > 0 ? init : undefined,
      containers: [renderContainer(settled, identity.name, platform.registry, mounts)],
      volumes: volumes.length > 0 ? volumes : undefined,
      terminationGracePeriodSeconds: settled.get(Facts.GRACE),
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      affinity: apart(settled, identity),
      topologySpreadConstraints: spread(settled, identity),
      ...settled.record(Facts.POD_SETTING),
    },
  };
}

/** Adds what came after 1.28 to the wire JSON; each is written only where the cluster has it. @internal */
export function addNewerFields(template: any, settled: Settled): void {
  const container = template.spec.containers[0];
  const sleep = settled.get(Facts.PRE_STOP_SLEEP);
  if (sleep !== undefined) container.lifecycle = { ...container.lifecycle, preStop: { sleep: { seconds: sleep } } };
  const resize = settled.entries(Facts.RESIZE);
  if (resize.length > 0) container.resizePolicy = resize.map(([resourceName, restartPolicy]) => ({ resourceName, restartPolicy }));
}

/** The labels of objects and pods; the identity label is always among them. @internal */
export function podLabels(settled: Settled, identity: KubeIdentity): { [key: string]: string } {
  return { ...settled.record(Facts.LABEL), ...identity.selector };
}

function spread(settled: Settled, identity: KubeIdentity): k8s.TopologySpreadConstraint[] | undefined {
  const constraints = settled.entries(Facts.SPREAD).map(([topologyKey, s]) => ({
    topologyKey,
    maxSkew: s.maxSkew,
    whenUnsatisfiable: s.whenUnsatisfiable,
    labelSelector: { matchLabels: identity.selector },
    nodeTaintsPolicy: 'Honor',
  }));
  return constraints.length > 0 ? constraints : undefined;
}

/** The older way to say what the spreading over hosts says; what only reads that one finds it too. */
function apart(settled: Settled, identity: KubeIdentity): k8s.Affinity | undefined {
  const host = 'kubernetes.io/hostname';
  if (!settled.entries(Facts.SPREAD).some(([topologyKey]) => topologyKey === host)) return undefined;
  const podAffinityTerm = { topologyKey: host, labelSelector: { matchLabels: identity.selector } };
  return { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }] } };
}

function one(key: string, value: number | undefined) {
  return value === undefined ? {} : { [key]: value };
}

function optional<T extends object>(record: T): T | undefined {
  return Object.keys(record).length > 0 ? record : undefined;
}
