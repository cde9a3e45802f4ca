import { Configuration, ExistingSecret, SecretKey } from '../../../src';
import { shop } from '../../kit';

const configMap = (it: ReturnType<typeof shop>) => it.all('ConfigMap')[0];

describe('configuration', () => {
  test('lives in an immutable ConfigMap, apart from the program', () => {
    const it = shop({ env: { CURRENCY: 'CHF' } });
    expect(configMap(it)).toMatchObject({ data: { CURRENCY: 'CHF', LOG_LEVEL: 'info' }, immutable: true });
    expect(it.container().env).toContainEqual({ name: 'CURRENCY', valueFrom: { configMapKeyRef: { name: configMap(it).metadata.name, key: 'CURRENCY' } } });
  });

  test('of the same content has the same name', () => {
    const name = (env: { [name: string]: string }) => configMap(shop({ env })).metadata.name;
    expect(name({ A: '1', B: '2' })).toBe(name({ B: '2', A: '1' }));
  });

  test('of other content has another name', () => {
    const name = (A: string) => configMap(shop({ env: { A } })).metadata.name;
    expect(name('1')).not.toBe(name('2'));
  });

  test('is kept when GitOps tools prune, so that a rollback finds it', () => {
    expect(configMap(shop()).metadata.annotations).toMatchObject({
      'argocd.argoproj.io/sync-options': 'Prune=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    });
  });

  test('what must be expanded stays with the pod', () => {
    const it = shop({ env: { GREETING: 'I am $(HOSTNAME)' } });
    expect(it.container().env).toContainEqual({ name: 'GREETING', value: 'I am $(HOSTNAME)' });
    expect(configMap(it).data.GREETING).toBeUndefined();
  });

  test('files are mounted where they were named, read-only, and restart their readers when they change', () => {
    const it = shop({ files: { '/etc/shop/prices.yaml': 'vat: 8.1' } });
    const volume = it.pod().volumes.find((v: any) => v.configMap);
    expect(volume.configMap).toMatchObject({ name: configMap(it).metadata.name, items: [{ key: 'etc.shop.prices.yaml', path: 'prices.yaml' }] });
    expect(it.container().volumeMounts).toContainEqual({ name: volume.name, mountPath: '/etc/shop', readOnly: true });
    expect(configMap(it).data['etc.shop.prices.yaml']).toBe('vat: 8.1');
  });

  test.each([
    ['a relative path', { 'etc/shop.yaml': '' }, 'file/bad-path'],
    ['a path that climbs', { '/etc/../shadow': '' }, 'file/bad-path'],
    ['a name with a blank', { '/etc/shop/a b': '' }, 'config/bad-key'],
    ['a directory the image needs', { '/etc/shop.yaml': '' }, 'file/hides-directory'],
    ['the root', { '/shop.yaml': '' }, 'file/hides-directory'],
    ['two files that become one key', { '/etc/a/b.yaml': '1', '/etc/a.b.yaml': '2', '/etc/a.b/yaml': '3' }, 'file/same-key'],
    ['more than a ConfigMap holds', { '/etc/shop/a': 'x'.repeat(1024 * 1024) }, 'config/too-large'],
    ['a path longer than a key', { [`/etc/${'x/'.repeat(150)}a`]: '' }, 'config/bad-key'],
  ])('refuses files with %s', (_, files, slug) => {
    expect(shop({ files: files as any }).problems).toContain(slug);
  });

  test('files without the trait that keeps them are refused', () => {
    expect(shop({ files: { '/etc/shop/a': '' }, without: [Configuration.ID] }).problems).toEqual(['file/no-config-map']);
  });

  test('without the trait, variables are in the pod', () => {
    const it = shop({ env: { CURRENCY: 'CHF' }, without: [Configuration.ID] });
    expect(it.all('ConfigMap')).toEqual([]);
    expect(it.container().env).toContainEqual({ name: 'CURRENCY', value: 'CHF' });
  });
});

describe('D8: a change of configuration restarts everything', () => {
  const twoServices = (level: string) => {
    const it = shop({ env: { LOG_LEVEL: level } });
    it.service('payments');
    return it;
  };

  test('a change restarts the service that reads it', () => {
    expect(twoServices('info').deployment().template).not.toEqual(twoServices('debug').deployment().template);
  });

  test('a change restarts no other service', () => {
    expect(twoServices('info').deployment('payments')).toEqual(twoServices('debug').deployment('payments'));
  });
});

describe('secrets', () => {
  test('are references in the pod, and never in the ConfigMap', () => {
    const it = shop({ secretEnv: { STRIPE_API_KEY: SecretKey.of('stripe', 'api-key') } });
    expect(it.container().env).toContainEqual({ name: 'STRIPE_API_KEY', valueFrom: { secretKeyRef: { name: 'stripe', key: 'api-key' } } });
    expect(configMap(it).data.STRIPE_API_KEY).toBeUndefined();
  });

  test('as files are one file per key, read-only, and not for others on the node', () => {
    const it = shop({ secretFiles: { '/run/secrets/stripe': ExistingSecret.of('stripe', ['api-key', 'endpoint']) } });
    const volume = it.pod().volumes.find((v: any) => v.secret);
    expect(volume.secret).toEqual({
      secretName: 'stripe', defaultMode: 0o440, items: [{ key: 'api-key', path: 'api-key' }, { key: 'endpoint', path: 'endpoint' }],
    });
    expect(it.container().volumeMounts).toContainEqual({ name: volume.name, mountPath: '/run/secrets/stripe', readOnly: true });
  });

  test.each([
    ['DB_PASSWORD', 'hunter2'],
    ['STRIPE_API_KEY', 'sk_live_1'],
    ['STRIPE_SECRET_KEY', 'sk_live_1'],
    ['GITHUB_TOKEN', 'ghp_1'],
    ['JWT_SIGNING_KEY', 'x'],
    ['aws_secret_access_key', 'x'],
    ['DATABASE_URL', 'postgres://shop:hunter2@orders:5432/shop'],
  ])('are refused as literals: %s', (name, value) => {
    const it = shop({ env: { [name]: value } });
    expect(it.problems).toEqual(['env/literal-secret']);
    expect(it.checkout.problems()[0].message).not.toContain(value);
  });

  test.each([
    ['DB_PASSWORD_FILE', '/run/secrets/db/password'],
    ['DB_PASSWORD', '/run/secrets/db/password'],
    ['MAX_TOKENS', '100'],
    ['SECRETS_DIR', 'x'],
    ['KEYBOARD', 'ch'],
    ['DB_PASSWORD', ''],
    ['DATABASE_URL', 'postgres://orders:5432/shop'],
  ])('what only looks like one is taken: %s=%s', (name, value) => {
    expect(shop({ env: { [name]: value } }).problems).toEqual([]);
  });
});
