import { Image, Metadata } from '../../src';
import { shop } from '../kit';

describe('metadata', () => {
  test('all objects and pods carry the recommended labels', () => {
    const it = shop({}, { owner: 'team-shop' });
    const labels = {
      'app.kubernetes.io/name': 'checkout',
      'app.kubernetes.io/instance': 'checkout',
      'app.kubernetes.io/managed-by': 'cdk8s-gopher',
      'app.kubernetes.io/version': '1.8.2',
      'owner': 'team-shop',
    };
    for (const object of it.objects) expect(object.metadata.labels).toEqual(labels);
    expect(it.deployment().template.metadata.labels).toEqual(labels);
  });

  test('a workload may say what it is a part of, and whose it is', () => {
    const it = shop({ traits: [new Metadata({ partOf: 'shop', component: 'api', owner: 'team-pay' })] }, { owner: 'team-shop' });
    expect(it.find('Deployment').metadata.labels).toMatchObject({ 'app.kubernetes.io/part-of': 'shop', 'app.kubernetes.io/component': 'api', 'owner': 'team-pay' });
  });

  test('no label ever reaches a selector', () => {
    const it = shop({ traits: [new Metadata({ partOf: 'shop', component: 'api' })] });
    expect(it.deployment().selector).toEqual({ matchLabels: { 'app.kubernetes.io/instance': 'checkout' } });
    expect(it.find('Service').spec.selector).toEqual({ 'app.kubernetes.io/instance': 'checkout' });
  });

  test('the label that selectors use cannot be overwritten', () => {
    const it = shop();
    it.checkout.draft.addLabel('app.kubernetes.io/instance', 'other');
    expect(it.deployment().template.metadata.labels['app.kubernetes.io/instance']).toBe('checkout');
  });

  test('an image without a tag has no version', () => {
    const image = Image.of(`registry.example.com/shop/checkout@sha256:${'0'.repeat(64)}`);
    expect(shop({ image }).find('Deployment').metadata.labels['app.kubernetes.io/version']).toBeUndefined();
  });

  test('a tag that no label takes is left out', () => {
    const image = Image.of(`registry.example.com/shop/checkout:${'1'.repeat(100)}`);
    expect(shop({ image }).problems).toEqual([]);
    expect(shop({ image }).find('Deployment').metadata.labels['app.kubernetes.io/version']).toBeUndefined();
  });

  test.each([['a b'], ['x'.repeat(64)], ['-a']])('refuses %p as a label', (partOf) => {
    expect(shop({ traits: [new Metadata({ partOf })] }).problems).toEqual(['label/bad-value']);
  });
});
