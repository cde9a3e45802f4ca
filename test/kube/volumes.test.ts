import { Size } from 'cdk8s';
import { ExistingSecret, Hardening } from '../../src';
import { configKeyOf } from '../../src/kube/volumes';
import { shop } from '../kit';

describe('volumes', () => {
  test('are named for where they are seen', () => {
    const it = shop({ files: { '/etc/shop/a.yaml': '' }, secretFiles: { '/run/secrets/stripe': ExistingSecret.of('stripe', ['k']) } });
    expect(it.pod().volumes.map((v: any) => v.name).sort()).toEqual(['config-etc-shop', 'scratch-tmp', 'secret-run-secrets-stripe']);
  });

  test('of one directory hold all its files', () => {
    const it = shop({ files: { '/etc/shop/a.yaml': '1', '/etc/shop/b.yaml': '2', '/etc/pay/a.yaml': '3' } });
    const volumes = it.pod().volumes.filter((v: any) => v.configMap);
    expect(volumes.map((v: any) => v.configMap.items.map((i: any) => i.path))).toEqual([['a.yaml'], ['a.yaml', 'b.yaml']]);
  });

  test('of long paths have short names', () => {
    const it = shop({ traits: [new Hardening({ writable: { [`/${'deep/'.repeat(40)}cache`]: Size.mebibytes(1) } })] });
    expect(it.pod().volumes[0].name).toMatch(/^scratch-[a-z0-9-]{1,54}$/);
    expect(it.pod().volumes[0].name).toMatch(/-cache$/);
  });

  test('are mounted in one order, whoever wanted them', () => {
    const paths = (writable: { [path: string]: Size }) => shop({ traits: [new Hardening({ writable })] }).container().volumeMounts.map((m: any) => m.mountPath);
    const mib = Size.mebibytes(1);
    expect(paths({ '/b': mib, '/a': mib })).toEqual(paths({ '/a': mib, '/b': mib }));
  });

  test.each([['/etc/app/a.yaml', 'etc.app.a.yaml'], ['/a b/ü', 'a.b..']])('%s is kept under %s', (path, key) => {
    expect(configKeyOf(path)).toBe(key);
  });
});
