import { parse } from 'yaml';
import { GopherApp, MountedSecret, Platform, SecretDelivery } from '../../src';
import { chartIn, find, newChart, objectsOf, refusalOf, serviceIn, Shop } from '../kit';

function classOf(make: (chart: any) => unknown): any {
  const chart = newChart();
  make(chart);
  return find(objectsOf(chart), 'SecretProviderClass', 'stripe');
}

describe('what the driver is asked for', () => {
  test('is AWS Secrets Manager, with one field of a value where that is said', () => {
    const { spec } = classOf((c) => MountedSecret.aws(c, 'stripe', { from: { key: 'shop/stripe', hook: 'shop/hooks#web-hook' }, region: 'eu-central-1' }));
    expect(spec.provider).toBe('aws');
    expect(spec.parameters.region).toBe('eu-central-1');
    expect(parse(spec.parameters.objects)).toEqual([
      { objectName: 'shop/hooks', objectType: 'secretsmanager', jmesPath: [{ path: '"web-hook"', objectAlias: 'hook' }] },
      { objectName: 'shop/stripe', objectType: 'secretsmanager', objectAlias: 'key' },
    ]);
  });

  test('is the Parameter Store of AWS', () => {
    expect(parse(classOf((c) => MountedSecret.aws(c, 'stripe', { from: { key: '/shop/stripe' }, parameterStore: true })).spec.parameters.objects)[0].objectType).toBe('ssmparameter');
  });

  test('is Google Secret Manager, the newest version unless another is said', () => {
    const { spec } = classOf((c) => MountedSecret.gcp(c, 'stripe', { project: 'shop', from: { a: 'stripe', b: 'stripe/versions/3' } }));
    expect(spec.provider).toBe('gcp');
    expect(parse(spec.parameters.secrets)).toEqual([
      { resourceName: 'projects/shop/secrets/stripe/versions/latest', path: 'a' }, { resourceName: 'projects/shop/secrets/stripe/versions/3', path: 'b' },
    ]);
  });

  test('is Azure Key Vault, whose list is a list of texts', () => {
    const { spec } = classOf((c) => MountedSecret.azure(c, 'stripe', { vault: 'kv-shop', tenantId: 't', clientId: 'c', from: { key: 'stripe-key' } }));
    expect(spec).toMatchObject({ provider: 'azure', parameters: { keyvaultName: 'kv-shop', tenantId: 't', clientID: 'c', usePodIdentity: 'false' } });
    expect(parse(parse(spec.parameters.objects).array[0])).toEqual({ objectName: 'stripe-key', objectType: 'secret', objectAlias: 'key' });
  });

  test('is Vault', () => {
    const { spec } = classOf((c) => MountedSecret.vault(c, 'stripe', { role: 'till', from: { key: 'secret/data/shop/stripe#api-key' } }));
    expect(spec).toMatchObject({ provider: 'vault', parameters: { roleName: 'till' } });
    expect(parse(spec.parameters.objects)).toEqual([{ objectName: 'key', secretPath: 'secret/data/shop/stripe', secretKey: 'api-key' }]);
  });
});

describe('a mounted Secret', () => {
  const world = (sync: boolean, platform?: Platform) => {
    const it = new Shop({}, platform);
    const stripe = MountedSecret.aws(it.chart, 'stripe', { from: { 'api-key': 'shop/stripe' }, sync });
    return { it, stripe };
  };
  const csi = { csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { secretProviderClass: 'stripe' } } };

  test('is a volume in the pod, and no Secret', () => {
    const { it, stripe } = world(false);
    it.service('till', { secrets: { STRIPE_API_KEY: stripe.key('api-key') } });
    expect(it.env('STRIPE_API_KEY_FILE', 'till')).toBe('/run/secrets/stripe/api-key');
    const volume = it.pod('till').volumes.find((v: any) => v.csi);
    expect(volume).toEqual({ name: expect.any(String), ...csi });
    expect(it.container('till').volumeMounts).toContainEqual({ name: volume.name, mountPath: '/run/secrets/stripe', readOnly: true });
    expect(it.pod('till').volumes.filter((v: any) => v.secret)).toEqual([]);
    expect(it.all('SecretProviderClass')[0].spec.secretObjects).toBeUndefined();
  });

  test('as a variable needs the Secret to be made', () => {
    const { it, stripe } = world(false);
    expect(it.service('till', { secretEnv: { STRIPE: stripe.key('api-key') } }).problems().map((p) => p.slug)).toEqual(['secret/files-only']);
  });

  test('as a variable mounts the volume too, as the Secret is made only then', () => {
    const { it, stripe } = world(true, new Platform({ secretPolicy: { delivery: SecretDelivery.ENV } }));
    it.service('till', { secrets: { STRIPE: stripe.key('api-key') } });
    expect(it.container('till').env).toContainEqual({ name: 'STRIPE', valueFrom: { secretKeyRef: { name: 'stripe', key: 'api-key' } } });
    expect(it.pod('till').volumes.some((v: any) => v.csi)).toBe(true);
    expect(it.all('SecretProviderClass')[0].spec.secretObjects).toEqual([{ secretName: 'stripe', type: 'Opaque', data: [{ objectName: 'api-key', key: 'api-key' }] }]);
  });

  test.each([[false], [true]])('synthesizes in an app with all rules on and no finding (a Secret is made: %s)', (sync) => {
    const app = new GopherApp({ outdir: '/nowhere' });
    const chart = chartIn(app, 'shop', 'shop');
    const stripe = MountedSecret.vault(chart, 'stripe', { role: 'till', from: { 'api-key': 'secret/data/shop/stripe#key' }, sync });
    serviceIn(chart, 'till', sync ? { secretEnv: { STRIPE: stripe.key('api-key') } } : { secretFiles: { '/run/secrets/stripe': stripe } });
    expect(app.findings().filter((f) => f.rule !== 'structure/unknown-kind').map(String)).toEqual([]);
  });

  test.each([
    ['no values', (c: any) => MountedSecret.aws(c, 'stripe', { from: {} }), 'secret/no-keys'],
    ['no place', (c: any) => MountedSecret.aws(c, 'stripe', { from: { key: '' } }), 'secret/no-remote-path'],
    ['a bad file name', (c: any) => MountedSecret.gcp(c, 'stripe', { project: 'p', from: { 'a b': 'x' } }), 'config/bad-key'],
    ['a field where there are none', (c: any) => MountedSecret.gcp(c, 'stripe', { project: 'p', from: { key: 'x#y' } }), 'secret/no-field-here'],
    ['no field in Vault', (c: any) => MountedSecret.vault(c, 'stripe', { role: 'r', from: { key: 'secret/data/x' } }), 'secret/no-field'],
  ])('with %s is refused', (_, make, slug) => {
    const chart = newChart();
    make(chart);
    expect(refusalOf(chart)).toContain(`[shop/stripe] ${slug}: `);
  });
});
