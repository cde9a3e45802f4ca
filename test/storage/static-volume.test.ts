import { App, Chart, Size } from 'cdk8s';
import { AccessMode, StaticVolume } from '../../src';
import { find, newChart, objectsOf, refusalOf } from '../kit';

const size = Size.tebibytes(1);
const pair = (make: (chart: Chart) => StaticVolume) => {
  const chart = newChart();
  const made = make(chart);
  const objects = objectsOf(chart);
  return { made, volume: find(objects, 'PersistentVolume', made.volumeName), claim: find(objects, 'PersistentVolumeClaim', made.claimName) };
};

describe('an NFS share', () => {
  const { made, volume, claim } = pair((chart) => StaticVolume.nfs(chart, 'media', { server: 'nfs.example.com', path: '/export/media', size, mountOptions: ['nfsvers=4.1'] }));

  test('is a volume that is reserved for one claim, and stays', () => {
    expect(volume.metadata.namespace).toBeUndefined();
    expect(volume.metadata.name).toBe('shop-media');
    expect(volume.spec).toEqual({
      capacity: { storage: '1Ti' },
      accessModes: ['ReadWriteMany'],
      volumeMode: 'Filesystem',
      persistentVolumeReclaimPolicy: 'Retain',
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name: 'media', namespace: 'shop' },
      mountOptions: ['nfsvers=4.1'],
      nfs: { server: 'nfs.example.com', path: '/export/media' },
    });
  });

  test('is claimed by name, so that no class makes another one', () => {
    expect(claim.metadata).toMatchObject({ name: 'media', namespace: 'shop' });
    expect(claim.spec).toEqual({
      accessModes: ['ReadWriteMany'], volumeMode: 'Filesystem', resources: { requests: { storage: '1Ti' } }, storageClassName: '', volumeName: 'shop-media',
    });
  });

  test('is a claim that workloads can mount', () => expect([made.claimName, made.accessMode, made.namespace]).toEqual(['media', 'ReadWriteMany', 'shop']));
});

test('a disk of a node takes its pods there', () => {
  const { made, volume } = pair((chart) => StaticVolume.local(chart, 'cache', { nodeName: 'node-7', path: '/mnt/nvme0', size }));
  expect(made.accessMode).toBe(AccessMode.READ_WRITE_ONCE);
  expect(volume.spec).toMatchObject({
    local: { path: '/mnt/nvme0' },
    nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['node-7'] }] }] } },
  });
});

test('a volume of a CSI driver is named as the driver knows it', () => {
  const { volume } = pair((chart) => StaticVolume.csi(chart, 'disk', { driver: 'ebs.csi.aws.com', handle: 'vol-0a1b', size, fsType: 'ext4', attributes: { partition: '1' } }));
  expect(volume.spec.csi).toEqual({ driver: 'ebs.csi.aws.com', volumeHandle: 'vol-0a1b', fsType: 'ext4', volumeAttributes: { partition: '1' } });
});

test('volumes of two namespaces do not clash', () => {
  const app = new App();
  const names = ['a', 'b'].map((namespace) => StaticVolume.nfs(new Chart(app, namespace, { namespace }), 'media', { server: 'nfs', path: '/x', size }).volumeName);
  expect(names).toEqual(['a-media', 'b-media']);
});

test.each<[string, (chart: Chart) => unknown, RegExp]>([
  ['no server', (chart) => StaticVolume.nfs(chart, 'x', { server: 'nfs://host', path: '/x', size }), /volume\/bad-server/],
  ['no path', (chart) => StaticVolume.nfs(chart, 'x', { server: 'nfs', path: 'x', size }), /volume\/bad-path/],
  ['a way up', (chart) => StaticVolume.local(chart, 'x', { nodeName: 'n', path: '/a/../b', size }), /volume\/bad-path/],
  ['no node', (chart) => StaticVolume.local(chart, 'x', { nodeName: '', path: '/a', size }), /volume\/no-node/],
  ['no driver', (chart) => StaticVolume.csi(chart, 'x', { driver: 'a b', handle: 'h', size }), /volume\/bad-driver/],
  ['no handle', (chart) => StaticVolume.csi(chart, 'x', { driver: 'a.b', handle: '', size }), /volume\/no-handle/],
  ['no size', (chart) => StaticVolume.csi(chart, 'x', { driver: 'a.b', handle: 'h', size: Size.gibibytes(0) }), /quantity\/bad-size/],
])('with %s it is refused', (_, make, message) => {
  const chart = newChart();
  make(chart);
  expect(refusalOf(chart)).toMatch(message);
});

test('in a chart without a namespace it is refused: nobody could keep it for its claim', () => {
  const chart = new Chart(new App(), 'c');
  StaticVolume.nfs(chart, 'media', { server: 'nfs', path: '/x', size });
  expect(() => (chart.node.root as App).synthYaml()).toThrow(/volume\/no-namespace/);
});
