import { BARMAN_PLUGIN } from './cloud-native-pg';
import { KubeIdentity } from './identity';
import { Rendered } from './kube-object';
import { podLabels } from './pod-template';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { SecretKey } from '../values/secret-key';

/** @internal */
export interface BarmanStoreSpec {
  readonly destination: string;
  readonly endpoint?: string;
  /** the two halves of an S3 key; without them, the pods' own identity counts */
  readonly accessKeyId?: SecretKey;
  readonly secretAccessKey?: SecretKey;
  readonly retentionDays: number;
}

/** Where the Barman Cloud plugin keeps backups and the log of changes (`barmancloud.cnpg.io/v1`). @internal */
export function renderObjectStore(settled: Settled, identity: KubeIdentity, spec: BarmanStoreSpec): Rendered {
  const reference = (of: SecretKey) => ({ name: of.secretName, key: of.key });
  const { accessKeyId, secretAccessKey } = spec;
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      spec: {
        retentionPolicy: `${spec.retentionDays}d`,
        configuration: {
          destinationPath: spec.destination,
          ...(spec.endpoint === undefined ? {} : { endpointURL: spec.endpoint }),
          s3Credentials: accessKeyId === undefined || secretAccessKey === undefined ? { inheritFromIAMRole: true }
            : { accessKeyId: reference(accessKeyId), secretAccessKey: reference(secretAccessKey) },
          wal: { compression: 'gzip' },
          data: { compression: 'gzip' },
        },
      },
    },
  };
}

/** A whole copy, again and again. CloudNativePG writes seconds first, and counts in UTC. @internal */
export function renderScheduledBackup(settled: Settled, identity: KubeIdentity, cluster: string, schedule: string): Rendered {
  return {
    labels: podLabels(settled, identity),
    annotations: settled.record(Facts.ANNOTATION),
    body: {
      spec: {
        schedule: schedule.startsWith('@') ? schedule : `0 ${schedule}`,
        cluster: { name: cluster },
        method: 'plugin',
        pluginConfiguration: { name: BARMAN_PLUGIN },
        backupOwnerReference: 'self',
        immediate: true,
      },
    },
  };
}
