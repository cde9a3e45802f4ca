import { App, Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';
import {
  AccessMode, Autoscaling, Availability, ClaimOptions, ExistingClaim, ExistingSecret, Mount, Projection, Rank, StaticVolume, Volume, VolumeClaim,
} from '../../src';
import { Facts } from '../../src/model/facts';
import { chartIn, on, Shop, shop } from '../kit';

const mib = (n: number) => Size.mebibytes(n);
const mount = (it: Shop, path: string) => it.container().volumeMounts.find((m: any) => m.mountPath === path);
const volume = (it: Shop, path: string) => it.pod().volumes.find((v: any) => v.name === mount(it, path)?.name);
const withVolume = (v: Volume, path: string = '/data') => shop({ volumes: { [path]: v } });

/** A shop whose one pod mounts a claim. */
function single(mode: AccessMode, props: object = {}, options: ClaimOptions = {}) {
  return shop({ replicas: 1, without: [Availability.ID], volumes: { '/data': Volume.claim(ExistingClaim.of('reports', mode), options) }, ...props });
}

describe('a directory of the pod', () => {
  test('is on the node\'s disk, and the pod may use that much more of it', () => {
    const it = withVolume(Volume.scratch(mib(2048)), '/var/spool/app');
    expect(volume(it, '/var/spool/app')).toEqual({ name: 'scratch-var-spool-app', emptyDir: { sizeLimit: '2Gi' } });
    expect(it.container().resources.limits['ephemeral-storage']).toBe('2176Mi');
    expect(it.problems).toEqual([]);
  });

  test('in memory is taken from what Go may use', () => {
    const it = shop({ memory: mib(256), volumes: { '/var/cache/app': Volume.memory(mib(96)) } });
    expect(volume(it, '/var/cache/app').emptyDir).toEqual({ sizeLimit: '96Mi', medium: 'Memory' });
    expect(it.env('GOMEMLIMIT')).toBe('144MiB');
  });

  test('in memory that leaves nothing for Go is refused', () => {
    expect(shop({ memory: mib(128), volumes: { '/var/cache/app': Volume.memory(mib(120)) } }).problems).toContain('go/gomemlimit-too-small');
  });

  test('at /tmp takes the place of the golden path\'s', () => {
    const it = withVolume(Volume.memory(mib(16)), '/tmp');
    expect(it.problems).toEqual([]);
    expect(volume(it, '/tmp').emptyDir).toEqual({ sizeLimit: '16Mi', medium: 'Memory' });
  });
});

describe('a volume of its own for every pod', () => {
  test('is claimed with the pod, and goes with it', () => {
    expect(volume(withVolume(Volume.ephemeral(Size.gibibytes(50), 'fast')), '/data')).toEqual({
      name: 'volume-data',
      ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem', resources: { requests: { storage: '50Gi' } }, storageClassName: 'fast' } } },
    });
  });

  test('does not keep the workload from having many pods', () => {
    expect(withVolume(Volume.ephemeral(Size.gibibytes(50))).problems).toEqual([]);
  });
});

describe('files of others', () => {
  test('of a ConfigMap are read-only', () => {
    const it = withVolume(Volume.configMap('company-ca', ['ca.crt']), '/etc/ssl/company');
    expect(volume(it, '/etc/ssl/company').configMap).toEqual({ name: 'company-ca', defaultMode: 0o444, items: [{ key: 'ca.crt', path: 'ca.crt' }] });
    expect(mount(it, '/etc/ssl/company').readOnly).toBe(true);
  });

  test('of several sources are in one directory', () => {
    const it = withVolume(Volume.projected([
      Projection.configMap('company-ca', ['ca.crt']),
      Projection.secret(ExistingSecret.of('client', ['tls.key', 'tls.crt'])),
      Projection.token('vault'),
      Projection.podField('labels', 'metadata.labels'),
    ]), '/run/identity');
    expect(it.problems).toEqual([]);
    expect(volume(it, '/run/identity').projected).toEqual({
      defaultMode: 0o440,
      sources: [
        { configMap: { name: 'company-ca', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        { secret: { name: 'client', items: [{ key: 'tls.crt', path: 'tls.crt' }, { key: 'tls.key', path: 'tls.key' }] } },
        { serviceAccountToken: { audience: 'vault', expirationSeconds: 3600, path: 'token' } },
        { downwardAPI: { items: [{ path: 'labels', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels' } }] } },
      ],
    });
  });

  test('of a CSI driver are read-only', () => {
    expect(volume(withVolume(Volume.csi('secrets-store.csi.k8s.io', { secretProviderClass: 'shop' })), '/data').csi)
      .toEqual({ driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { secretProviderClass: 'shop' } });
  });

  test.each([
    ['no sources', Volume.projected([]), 'volume/no-sources'],
    ['one file twice', Volume.projected([Projection.configMap('a', ['x']), Projection.configMap('b', ['x'])]), 'volume/same-file'],
    ['a token for nobody', Volume.projected([Projection.token('')]), 'volume/no-audience'],
    ['a token for a minute', Volume.projected([Projection.token('vault', Duration.minutes(1))]), 'volume/bad-expiry'],
    ['a field that files cannot show', Volume.projected([Projection.podField('ip', 'status.podIP')]), 'volume/bad-field'],
    ['a ConfigMap that cannot be', Volume.configMap('Company CA'), 'name/not-a-dns-subdomain'],
    ['a driver that cannot be', Volume.csi('not a driver'), 'volume/bad-driver'],
    ['no room', Volume.scratch(mib(0)), 'quantity/bad-size'],
    ['a claim that cannot be', Volume.claim(ExistingClaim.of('My Claim', AccessMode.READ_WRITE_MANY)), 'name/not-a-dns-subdomain'],
    ['a way out of the volume', Volume.claim(ExistingClaim.of('a', AccessMode.READ_WRITE_MANY), { subPath: '../b' }), 'volume/bad-sub-path'],
    ['writing to what is for reading', Volume.claim(ExistingClaim.of('a', AccessMode.READ_ONLY_MANY), { readOnly: false }), 'volume/read-only'],
  ])('are refused with %s', (_, v, slug) => expect(withVolume(v).problems).toEqual([slug]));

  test('need a path', () => expect(withVolume(Volume.memory(mib(1)), 'data').problems).toEqual(['volume/bad-path']));

  test('are not where something else is', () => {
    expect(shop({ volumes: { '/etc/app': Volume.configMap('x') }, files: { '/etc/app/a.yaml': '' } }).problems).toEqual(['mount/taken']);
  });
});

describe('a claim for one node', () => {
  test.each([AccessMode.READ_WRITE_ONCE, AccessMode.READ_WRITE_ONCE_POD])('has the old pod end before the new one comes: %s', (mode) => {
    const it = single(mode);
    expect(it.problems).toEqual([]);
    expect(it.deployment()).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
    expect(it.deployment().strategy.rollingUpdate).toBeUndefined();
    expect(volume(it, '/data')).toEqual({ name: 'volume-data', persistentVolumeClaim: { claimName: 'reports' } });
    expect(it.checkout.explain().valueOf('rollout/strategy')?.why).toContain('/data is ReadWriteOnce');
  });

  test('is refused where load decides the number of pods', () => {
    expect(withVolume(Volume.claim(ExistingClaim.of('reports', AccessMode.READ_WRITE_ONCE))).problems).toEqual(['volume/multi-attach']);
    expect(shop({ traits: [new Autoscaling({ maxReplicas: 3 })], volumes: { '/data': Volume.claim(ExistingClaim.of('reports', AccessMode.READ_WRITE_ONCE)) } }).checkout.problems()[0].what).toContain('3 pods');
  });

  test('is refused where there are two pods', () => expect(single(AccessMode.READ_WRITE_ONCE, { replicas: 2 }).problems).toEqual(['volume/multi-attach']));

  test('is refused where somebody insists on rolling', () => {
    const it = single(AccessMode.READ_WRITE_ONCE, { volumes: {}, traits: [new Mount('/data', Volume.claim(ExistingClaim.of('reports', AccessMode.READ_WRITE_ONCE)))] });
    it.checkout.draft._put(Facts.STRATEGY, 'RollingUpdate', 'said by hand');
    expect(it.problems).toEqual(['volume/rolls-over-claim']);
  });

  test('is refused in two workloads, which are both named', () => {
    const it = shop({ replicas: 1, without: [Availability.ID] });
    const claim = new VolumeClaim(it.chart, 'reports', { size: mib(1024) });
    const search = it.service('search', { replicas: 1, without: [Availability.ID], volumes: { '/in': Volume.claim(claim) } });
    expect(search.problems()).toEqual([]);
    it.checkout.addTraits(new Mount('/out', Volume.claim(claim)));
    expect(it.problems).toEqual(['volume/shared']);
    expect(search.problems()[0].what).toMatch(/^search and checkout mount the claim reports/);
    it.checkout.removeTrait('mount/out');
    expect([...it.checkout.problems(), ...search.problems()]).toEqual([]);
  });

  test('may be seen twice in one pod', () => {
    const claim = ExistingClaim.of('reports', AccessMode.READ_WRITE_ONCE);
    const it = single(AccessMode.READ_WRITE_ONCE, { volumes: { '/in': Volume.claim(claim, { subPath: 'in' }), '/out': Volume.claim(claim, { subPath: 'out', readOnly: true }) } });
    expect(it.problems).toEqual([]);
    expect(mount(it, '/in')).toMatchObject({ name: 'volume-in', subPath: 'in' });
    expect(mount(it, '/out')).toMatchObject({ name: 'volume-out', subPath: 'out', readOnly: true });
  });
});

describe('a claim for many', () => {
  test('leaves pods and strategy as they are (D6)', () => {
    const it = withVolume(Volume.claim(ExistingClaim.of('media', AccessMode.READ_WRITE_MANY)));
    expect(it.problems).toEqual([]);
    expect(it.deployment().strategy.type).toBe('RollingUpdate');
  });

  test('is read-only where nobody may write', () => {
    const it = withVolume(Volume.claim(ExistingClaim.of('media', AccessMode.READ_ONLY_MANY)));
    expect(mount(it, '/data').readOnly).toBe(true);
    expect(volume(it, '/data').persistentVolumeClaim).toEqual({ claimName: 'media', readOnly: true });
  });

  test('is mounted by as many workloads as want', () => {
    const it = shop();
    const media = StaticVolume.nfs(it.chart, 'media', { server: 'nfs.example.com', path: '/export', size: mib(1024) });
    it.checkout.addTraits(new Mount('/media', Volume.claim(media)));
    const search = it.service('search', { volumes: { '/media': Volume.claim(media) } });
    expect([...it.checkout.problems(), ...search.problems()]).toEqual([]);
  });
});

test('a claim of another namespace is refused', () => {
  const it = shop();
  const claim = new VolumeClaim(chartIn(it.chart.node.root as App, 'other', 'other'), 'reports', { size: mib(1024), accessMode: AccessMode.READ_WRITE_MANY });
  it.checkout.addTraits(new Mount('/data', Volume.claim(claim)));
  expect(it.problems).toEqual(['volume/other-namespace']);
});

describe('Mount', () => {
  test('gives many workloads a directory at once, and can be taken back', () => {
    const it = shop();
    const search = it.service('search');
    it.chart.with(new Mount('/etc/ssl/company', Volume.configMap('company-ca')));
    expect(it.pod('search').volumes).toContainEqual({ name: 'volume-etc-ssl-company', configMap: { name: 'company-ca', defaultMode: 0o444 } });
    expect(volume(it, '/etc/ssl/company')).toBeDefined();
    search.removeTrait('mount/etc/ssl/company');
    expect(it.pod('search').volumes.map((v: any) => v.name)).not.toContain('volume-etc-ssl-company');
  });

  test('gives way to the workload\'s own word about the path', () => {
    const it = shop({ volumes: { '/data': Volume.configMap('own') }, traits: [new Mount('/data', Volume.configMap('everybodys'))] });
    expect(it.problems).toEqual([]);
    expect(volume(it, '/data').configMap.name).toBe('own');
    expect(it.checkout.explain().valueOf('volume//data')?.rank).toBe(Rank.YOU);
  });

  test('has one volume for each path, and paths that read alike get different names', () => {
    const it = shop({ traits: [new Mount('/a/b', Volume.configMap('x')), new Mount('/a-b', Volume.configMap('y'))] });
    expect([mount(it, '/a-b').name, mount(it, '/a/b').name]).toEqual(['volume-a-b', 'volume-a-b--2']);
  });

  test('comes in any order with others', () => {
    const traits = [new Mount('/a', Volume.memory(mib(1))), new Mount('/b', Volume.configMap('x')), new Mount('/c', Volume.ephemeral(mib(1)))];
    expect(shop({ traits }).objects).toEqual(shop({ traits: [...traits].reverse() }).objects);
  });
});

test.each(['1.28', '1.33', '1.37'])('volumes read alike on Kubernetes %s', (version) => {
  const it = shop({ volumes: { '/data': Volume.ephemeral(mib(1)), '/x': Volume.configMap('x') } }, on(version));
  expect(it.problems).toEqual([]);
  expect(it.pod().volumes.map((v: any) => v.name)).toEqual(['scratch-tmp', 'volume-data', 'volume-x']);
});

test('whatever path is given: it is mounted there, or refused with a problem', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.webPath(), fc.string({ unit: fc.constantFrom('/', 'a', '.', '-', ':') })), (path) => {
    const it = withVolume(Volume.configMap('x'), path);
    const problems = it.problems;
    if (problems.length === 0) expect(mount(it, path).name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
    else expect(problems.every((slug) => ['volume/bad-path', 'mount/taken'].includes(slug))).toBe(true);
  }), { numRuns: 40 });
});
