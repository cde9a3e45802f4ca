import { BackupScene, complaints, envOf } from './kit';
import { BackupStore, ExistingSecret, Image, NetworkPeer, PhysicalBackup, S3StoreProps, WorkloadIdentity } from '../../../src';
import { problemsOf } from '../../kit';

const KEYS = ExistingSecret.of('bucket', ['access-key-id', 'secret-access-key']);
const s3 = (props: Partial<S3StoreProps> = {}) => BackupStore.s3({ endpoint: 'https://s3.example.com', bucket: 'shop-backups', credentials: KEYS, ...props });

describe('a backup that goes to a bucket', () => {
  const it = new BackupScene({ to: s3({ prefix: 'production/' }) });
  const pod = it.jobPod();
  const [make] = pod.initContainers;
  const [copy] = pod.containers;

  test('has no problems', () => expect([it.backup, it.orders].flatMap(problemsOf)).toEqual([]));

  test('is made by the server\'s image, then copied by another', () => {
    expect(make).toMatchObject({ name: 'make', image: 'docker.io/library/postgres:17', command: ['/bin/sh', '/etc/backup/dump.sh'] });
    expect(copy).toMatchObject({ image: 'docker.io/rclone/rclone:1.76.0', command: ['/bin/sh', '/etc/backup/upload.sh'] });
    for (const { securityContext } of [make, copy]) expect(securityContext).toMatchObject({ readOnlyRootFilesystem: true, runAsUser: 999, allowPrivilegeEscalation: false });
  });

  test('is made on a volume of the pod\'s own, as large as the database\'s', () => {
    expect(pod.volumes.find((v: any) => v.ephemeral).ephemeral.volumeClaimTemplate.spec.resources.requests.storage).toBe('20Gi');
    for (const { volumeMounts } of [make, copy]) expect(volumeMounts).toContainEqual({ name: 'volume-backups', mountPath: '/backups' });
  });

  test('goes under the prefix and the database\'s name, with keys from files', () => {
    expect(envOf(pod)).toMatchObject({ S3_PATH: 'shop-backups/production', S3_CREDS: '/run/secrets/bucket', BACKUP_OF: 'orders-db', RCLONE_CONFIG_STORE_ENDPOINT: 'https://s3.example.com', RCLONE_CONFIG_STORE_ENV_AUTH: 'false' });
    expect(Object.keys(envOf(pod)).filter((name) => /ACCESS_KEY/.test(name))).toEqual([]);
  });

  test('may reach the database and the storage', () => {
    expect(it.find('NetworkPolicy', 'orders-backup').spec.egress.flatMap((rule: any) => rule.ports.map((p: any) => p.port)).sort()).toEqual([443, 53, 53, 5432]);
  });
});

test('restores and drills fetch first', () => {
  const it = new BackupScene({ to: s3() });
  it.drill();
  it.restore();
  for (const pod of [it.jobPod('orders-drill'), it.restorePod]) {
    expect(pod.initContainers.map((c: any) => [c.name, c.image, c.command[1]])).toEqual([['fetch', 'docker.io/rclone/rclone:1.76.0', '/etc/backup/fetch.sh']]);
    expect(pod.containers[0].image).toBe('docker.io/library/postgres:17');
  }
});

test('a storage in the cluster is let out to as its pods, on the port it answers on', () => {
  const it = new BackupScene({ to: s3({ endpoint: 'http://minio.storage.svc:9000', peer: NetworkPeer.pods({ app: 'minio' }, 'storage'), image: Image.of('registry.example.com/rclone:1.76.0') }) });
  expect(it.find('NetworkPolicy', 'orders-backup').spec.egress).toContainEqual({
    to: [{ podSelector: { matchLabels: { app: 'minio' } }, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'storage' } } }], ports: [{ port: 9000, protocol: 'TCP' }],
  });
  expect(it.jobPod().containers[0].image).toBe('registry.example.com/rclone:1.76.0');
});

test('an identity in a cloud takes the place of keys', () => {
  const it = new BackupScene({ to: s3({ credentials: undefined }), traits: [WorkloadIdentity.aws('arn:aws:iam::123456789012:role/backup')] });
  expect(problemsOf(it.backup)).toEqual([]);
  expect(envOf(it.jobPod())).toMatchObject({ S3_CREDS: '', RCLONE_CONFIG_STORE_ENV_AUTH: 'true' });
});

describe('a bucket that nobody could write to is refused', () => {
  test('without keys and without an identity', () => {
    expect(complaints(new BackupScene({ to: s3({ credentials: undefined }) }).backup)).toBe(
      'backup/no-credentials: orders-backup has neither access keys for the bucket shop-backups nor an identity in a cloud. Give the store `credentials` with access-key-id and secret-access-key, or the workload the trait WorkloadIdentity.');
  });

  test.each<[string, Partial<S3StoreProps>]>([
    ['backup/no-access-keys', { credentials: ExistingSecret.of('bucket', ['key']) }],
    ['backup/bad-endpoint', { endpoint: 's3.example.com' }],
    ['backup/bad-endpoint', { endpoint: 'https://s3.example.com/path' }],
    ['backup/bad-endpoint', { endpoint: 'https://user:word@s3.example.com' }],
    ['backup/bad-bucket', { bucket: 'No Bucket' }],
    ['backup/bad-bucket', { bucket: 'x' }],
    ['backup/bad-prefix', { prefix: '../up' }],
    ['backup/bad-prefix', { prefix: 'a b' }],
  ])('%s', (slug, props) => expect(problemsOf(new BackupScene({ to: s3(props) }).backup)).toEqual([slug]));

  test('to keep a log, which is written as files', () => {
    const it = new BackupScene();
    const backup = new PhysicalBackup(it.chart, 'orders-base', { database: it.orders, to: s3(), credentials: ExistingSecret.of('base', ['password']) });
    expect(problemsOf(backup)).toEqual(['backup/needs-volume']);
  });
});
