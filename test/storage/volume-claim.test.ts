import { Size } from 'cdk8s';
import { AccessMode, ClaimSource, ExistingClaim, Platform, VolumeClaim, VolumeClaimProps } from '../../src';
import { find, newChart, objectsOf, refusalOf } from '../kit';

const size = Size.gibibytes(10);

function claimIn(props: Partial<VolumeClaimProps> = {}, platform: Platform = new Platform(), id: string = 'reports') {
  const chart = newChart(platform);
  const claim = new VolumeClaim(chart, id, { size, ...props });
  return { chart, claim, object: () => find(objectsOf(chart), 'PersistentVolumeClaim', id) };
}

describe('a claim', () => {
  test('is for one node, of the cluster\'s class, and stays when Git forgets it', () => {
    expect(claimIn().object()).toEqual({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: 'reports',
        namespace: 'shop',
        labels: { 'app.kubernetes.io/managed-by': 'cdk8s-gopher' },
        annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      },
      spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem', resources: { requests: { storage: '10Gi' } } },
    });
  });

  test('knows its name, namespace and mode', () => {
    const { claim } = claimIn({ accessMode: AccessMode.READ_WRITE_MANY });
    expect([claim.claimName, claim.namespace, claim.accessMode]).toEqual(['reports', 'shop', 'ReadWriteMany']);
  });

  test('has the platform\'s class, or its own', () => {
    const platform = new Platform({ storageClass: 'gp3' });
    expect(claimIn({}, platform).object().spec.storageClassName).toBe('gp3');
    expect(claimIn({ storageClass: 'fast' }, platform).object().spec.storageClassName).toBe('fast');
  });

  test('may go with Git', () => expect(claimIn({ keep: false }).object().metadata.annotations).toBeUndefined());

  test('may be filled from a snapshot', () => {
    const snapshot = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'monday' };
    expect(claimIn({ source: ClaimSource.snapshot('monday') }).object().spec).toMatchObject({ dataSource: snapshot, dataSourceRef: snapshot });
  });

  test('may be a copy of another', () => {
    const source = ClaimSource.copyOf(ExistingClaim.of('old', AccessMode.READ_WRITE_ONCE));
    expect(claimIn({ source }).object().spec.dataSource).toEqual({ kind: 'PersistentVolumeClaim', name: 'old' });
  });

  test('carries the platform\'s labels', () => {
    expect(claimIn({}, new Platform({ owner: 'team-shop', labels: { tier: 'gold' } })).object().metadata.labels).toMatchObject({ owner: 'team-shop', tier: 'gold' });
  });
});

test.each<[string, Partial<VolumeClaimProps>, RegExp]>([
  ['no size', { size: Size.gibibytes(0) }, /\[shop\/reports\] quantity\/bad-size: the volume reports is 0 bytes/],
  ['a class that cannot be', { storageClass: 'Very Fast' }, /name\/not-a-dns-subdomain/],
  ['a snapshot that cannot be', { source: ClaimSource.snapshot('') }, /name\/not-a-dns-subdomain/],
])('with %s it is refused', (_, props, message) => expect(refusalOf(claimIn(props).chart)).toMatch(message));

test('with a name that cannot be it is refused', () => expect(refusalOf(claimIn({}, new Platform(), 'My Reports').chart)).toMatch(/name\/not-a-dns-subdomain: "My Reports"/));
