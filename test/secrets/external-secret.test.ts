import { Duration } from 'cdk8s';
import { ExternalSecret, Platform } from '../../src';
import { find, newChart, objectsOf, refusalOf, serviceIn, shop } from '../kit';

const store = new Platform({ secretPolicy: { store: 'vault' }, owner: 'team-shop' });
const from = { 'api-key': 'shop/stripe#key' };

describe('a fetched Secret', () => {
  test('is requested from the platform\'s store, value by value', () => {
    const chart = newChart(store);
    ExternalSecret.fetched(chart, 'stripe', { from });
    expect(find(objectsOf(chart), 'ExternalSecret', 'stripe').spec).toEqual({
      secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
      refreshPolicy: 'Periodic',
      refreshInterval: '60m',
      target: { name: 'stripe', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
      data: [{ secretKey: 'api-key', remoteRef: { key: 'shop/stripe', property: 'key' } }],
    });
  });

  test('belongs to a team', () => {
    const chart = newChart(store);
    ExternalSecret.fetched(chart, 'stripe', { from });
    expect(find(objectsOf(chart), 'ExternalSecret', 'stripe').metadata.labels.owner).toBe('team-shop');
  });

  test('is read by reference', () => {
    const it = shop({}, store);
    const stripe = ExternalSecret.fetched(it.chart, 'stripe', { from });
    serviceIn(it.chart, 'payments', { secretEnv: { STRIPE_API_KEY: stripe.key('api-key') } });
    expect(it.container('payments').env).toContainEqual({ name: 'STRIPE_API_KEY', valueFrom: { secretKeyRef: { name: 'stripe', key: 'api-key' } } });
  });

  test.each([
    ['no store', { from, store: '' }, 'secret/no-store'],
    ['a store of no kind', { from, storeKind: 'Vault' }, 'secret/bad-store-kind'],
    ['no keys', { from: {} }, 'secret/no-keys'],
    ['no path', { from: { key: '' } }, 'secret/no-remote-path'],
    ['half a minute', { from, refresh: Duration.seconds(30) }, 'secret/bad-refresh'],
    ['a bad key', { from: { 'a b': 'x' } }, 'config/bad-key'],
  ])('with %s is refused', (_, props, slug) => {
    const chart = newChart(store);
    ExternalSecret.fetched(chart, 'stripe', props);
    expect(refusalOf(chart)).toContain(`[shop/stripe] ${slug}: `);
  });
});

describe('a generated Secret', () => {
  const objects = (props: object = {}) => {
    const chart = newChart();
    ExternalSecret.generated(chart, 'session', props);
    return objectsOf(chart);
  };

  test('is made once and never anew, and is not deleted with its request', () => {
    expect(find(objects(), 'ExternalSecret', 'session').spec).toMatchObject({
      refreshPolicy: 'CreatedOnce', refreshInterval: '0s', target: { creationPolicy: 'Orphan', deletionPolicy: 'Retain', immutable: true },
    });
  });

  test('has letters and digits only, 32 of them', () => {
    expect(find(objects(), 'Password', 'session').spec).toMatchObject({ length: 32, symbols: 0, secretKeys: ['password'] });
  });

  test('comes from its own generator', () => {
    const [generator] = find(objects(), 'ExternalSecret', 'session').spec.dataFrom;
    expect(generator.sourceRef.generatorRef).toMatchObject({ kind: 'Password', name: 'session' });
  });

  test.each([[15], [129], [20.5], [Number.NaN]])('of %p characters is refused', (length) => {
    const chart = newChart();
    ExternalSecret.generated(chart, 'session', { length });
    expect(refusalOf(chart)).toContain('[shop/session] secret/bad-length: ');
  });
});

test('no value is ever in a manifest', () => {
  const chart = newChart(store);
  ExternalSecret.fetched(chart, 'stripe', { from });
  ExternalSecret.generated(chart, 'session');
  expect(objectsOf(chart).filter((o) => o.kind === 'Secret')).toEqual([]);
});
