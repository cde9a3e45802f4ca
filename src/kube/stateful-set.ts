import { k8s } from 'cdk8s-plus-28';
import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels, renderPodTemplate } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Platform } from '../platform/platform';
import { bytesQuantity } from '../values/quantity';

/** @internal */
export function renderStatefulSet(settled: Settled, identity: KubeIdentity, platform: Platform, startsTogether: boolean = false): Rendered {
  const replicas = settled.get(Facts.REPLICAS);
  const wire = k8s.KubeStatefulSet.manifest({
    spec: {
      serviceName: identity.headlessName,
      replicas: replicas && 'fixed' in replicas ? replicas.fixed : 1,
      selector: { matchLabels: identity.selector },
      podManagementPolicy: startsTogether ? 'Parallel' : 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      minReadySeconds: settled.get(Facts.MIN_READY),
      revisionHistoryLimit: settled.get(Facts.REVISIONS),
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      template: {},
    },
  });
  wire.spec.template = renderPodTemplate(settled, identity, platform);
  wire.spec.volumeClaimTemplates = settled.entries(Facts.CLAIM).map(([name, claim]) => ({
    // The API server writes apiVersion and kind here; without them Argo CD sees a difference for ever.
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    // Only the identity: claim templates are immutable, labels in them too.
    metadata: { name, labels: identity.selector },
    spec: {
      accessModes: ['ReadWriteOnce'],
      volumeMode: 'Filesystem',
      resources: { requests: { storage: bytesQuantity(claim.bytes) } },
      ...(claim.storageClass === undefined ? {} : { storageClassName: claim.storageClass }),
    },
  }));
  return { labels: podLabels(settled, identity), annotations: settled.record(Facts.ANNOTATION), body: { spec: wire.spec } };
}
