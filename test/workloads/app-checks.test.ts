import { ApiObject, Chart, Testing } from 'cdk8s';
import { chartIn, refusalOf, serviceIn } from '../kit';

const twoCharts = (first?: string, second?: string) => {
  const app = Testing.app();
  const [a, b] = [chartIn(app, 'a', first), chartIn(app, 'b', second)];
  serviceIn(a, 'checkout');
  serviceIn(b, 'checkout');
  return a;
};

describe('two objects that are one for the cluster', () => {
  test('are refused across charts, and both places are named', () => {
    expect(refusalOf(twoCharts('shop', 'shop'))).toMatch(/object\/duplicate: b\/checkout and a\/checkout both make .*Deployment "checkout"/);
  });

  test('are refused where no namespace is named', () => {
    expect(refusalOf(twoCharts())).toContain('object/duplicate');
  });

  test('are two in two namespaces', () => {
    expect(refusalOf(twoCharts('shop', 'pay'))).toBe('');
  });

  test('are refused also if one was made without us', () => {
    const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
    serviceIn(chart, 'checkout');
    new ApiObject(chart, 'mine', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'checkout' } });
    expect(refusalOf(chart)).toMatch(/object\/duplicate: .*Service "checkout"/);
  });

  test('are one problem, however many objects clash', () => {
    expect(refusalOf(twoCharts('shop', 'shop')).match(/object\/duplicate/g)).toHaveLength(1);
  });

  test('of another API group are no clash', () => {
    const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
    serviceIn(chart, 'checkout');
    new ApiObject(chart, 'mine', { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'checkout' } });
    expect(refusalOf(chart)).toBe('');
  });
});
