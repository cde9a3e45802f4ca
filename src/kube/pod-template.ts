import { k8s } from 'cdk8s-plus-28';
import { renderContainer, renderInitContainers, renderSideContainers } from './container';
import { KubeIdentity } from './identity';
import { renderAffinity, renderSpread, renderTolerations } from './scheduling';
import { renderVolumes } from './volumes';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Platform } from '../platform/platform';

/** When a container that ended is started again. @internal */
export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';

/** The pod template, as every kind that makes pods writes it. @internal */
export function renderPodTemplate(settled: Settled, identity: KubeIdentity, platform: Platform, restartPolicy: RestartPolicy = 'Always'): any {
  const { volumes, mounts } = renderVolumes(settled);
  const { registry } = platform;
  const pullSecrets = settled.entries(Facts.PULL_SECRETS);
  const template: any = k8s.toJson_PodTemplateSpec({
    metadata: { labels: { ...settled.record(Facts.POD_LABEL), ...podLabels(settled, identity) }, annotations: optional(settled.record(Facts.POD_ANNOTATION)) },
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
      containers: [],
      terminationGracePeriodSeconds: settled.get(Facts.GRACE),
      restartPolicy,
      dnsPolicy: 'ClusterFirst',
      affinity: renderAffinity(settled, identity),
      topologySpreadConstraints: renderSpread(settled, identity),
    },
  });
  const init = [
    ...renderSideContainers(settled, 'nativeSidecar', registry, mounts),
    ...renderSideContainers(settled, 'init', registry, mounts),
    ...renderInitContainers(settled, registry, mounts),
  ];
  Object.assign(template.spec, {
    ...(init.length > 0 ? { initContainers: init } : {}),
    containers: [renderContainer(settled, identity.container, registry, mounts), ...renderSideContainers(settled, 'sidecar', registry, mounts)],
    ...(volumes.length > 0 ? { volumes } : {}),
    ...renderTolerations(settled),
    ...settled.record(Facts.POD_SETTING),
  });
  return template;
}

/** The labels of objects and pods; the identity label is always among them. @internal */
export function podLabels(settled: Settled, identity: KubeIdentity): { [key: string]: string } {
  return { ...settled.record(Facts.LABEL), ...identity.selector };
}

function one(key: string, value: number | undefined) {
  return value === undefined ? {} : { [key]: value };
}

function optional<T extends object>(record: T): T | undefined {
  return Object.keys(record).length > 0 ? record : undefined;
}
