import { Size } from 'cdk8s';
import { DatabaseEngine, Platform, SecretDelivery, StatefulDatabase } from '../../src';
import { chartIn, newChart, problemsOf, serviceIn } from '../kit';
import { CREDENTIALS, envOf, store, Store } from './kit';

function used(platform?: Platform): Store {
  const it = store({}, 'orders-db', platform);
  it.service('checkout').uses(it.orders);
  return it;
}

describe('a service that uses a database', () => {
  test('is told how to reach it, in the form that drivers take', () => {
    expect(envOf(used(), 'checkout')).toMatchObject({
      ORDERS_DB_DSN: 'host=orders-db.shop.svc.cluster.local port=5432 dbname=orders user=orders sslmode=prefer',
      ORDERS_DB_HOST: 'orders-db.shop.svc.cluster.local',
      ORDERS_DB_PORT: '5432',
      ORDERS_DB_NAME: 'orders',
      ORDERS_DB_USER: 'orders',
    });
  });

  test('finds the password in a file, which follows a rotation', () => {
    const it = used();
    const pod = it.find('Deployment', 'checkout').spec.template.spec;
    expect(envOf(it, 'checkout').ORDERS_DB_CREDS_FILE).toBe('/run/secrets/orders-db/password');
    expect(pod.containers[0].volumeMounts).toContainEqual(expect.objectContaining({ mountPath: '/run/secrets/orders-db', readOnly: true }));
    expect(pod.volumes.find((v: any) => v.secret).secret.secretName).toBe('orders-db-credentials');
  });

  test('finds the password in its environment where the platform delivers secrets so', () => {
    const it = used(new Platform({ secretPolicy: { delivery: SecretDelivery.ENV } }));
    expect(envOf(it, 'checkout').ORDERS_DB_CREDS).toEqual({ secretKeyRef: { name: 'orders-db-credentials', key: 'password' } });
    expect(envOf(it, 'checkout').ORDERS_DB_CREDS_FILE).toBeUndefined();
    expect(it.find('Deployment', 'checkout').spec.template.spec.volumes.filter((v: any) => v.secret)).toEqual([]);
  });

  test('has the way opened on both sides, for that port only', () => {
    const it = used();
    const ports = [{ protocol: 'TCP', port: 5432 }];
    const pods = (name: string) => [{ podSelector: { matchLabels: { 'app.kubernetes.io/instance': name } } }];
    expect(it.find('NetworkPolicy').spec.ingress).toEqual([{ from: pods('checkout'), ports }]);
    expect(it.find('NetworkPolicy', 'checkout').spec.egress).toContainEqual({ to: pods('orders-db'), ports });
  });

  test('may say so twice', () => {
    const it = store();
    const checkout = it.service('checkout');
    checkout.uses(it.orders);
    checkout.uses(it.orders);
    expect(problemsOf(checkout)).toEqual([]);
  });

  test('may use a second one', () => {
    const it = store();
    const carts = new StatefulDatabase(it.chart, 'carts', { engine: DatabaseEngine.postgres('16'), credentials: CREDENTIALS, storage: Size.gibibytes(1) });
    const checkout = it.service('checkout');
    checkout.uses(it.orders);
    checkout.uses(carts);
    expect(envOf(it, 'checkout')).toMatchObject({ ORDERS_DB_NAME: 'orders', CARTS_NAME: 'carts' });
    expect(problemsOf(checkout)).toEqual([]);
  });

  test('changes nothing about the database but who is let in', () => {
    const it = store();
    const alone = it.find('StatefulSet');
    it.service('checkout').uses(it.orders);
    expect(it.find('StatefulSet')).toEqual(alone);
  });
});

describe('a service of another namespace', () => {
  const chart = newChart();
  const other = chartIn(chart.node.root as any, 'other', 'other');
  const orders = new StatefulDatabase(chart, 'orders-db', { engine: DatabaseEngine.postgres('17'), credentials: CREDENTIALS, storage: Size.gibibytes(1) });
  const checkout = serviceIn(other, 'checkout');
  checkout.uses(orders);

  test('is told that it cannot read the Secret there', () => {
    expect(checkout.problems().map(String)).toEqual([expect.stringMatching(
      /^\[other\/checkout\] database\/other-namespace: checkout runs in "other" and uses orders-db in "shop"; a pod cannot read a Secret of another namespace\. Put both/)]);
  });

  test('is not let in', () => expect(orders.explain().values.filter((v) => v.fact.startsWith('network/from'))).toEqual([]));
});
