import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { wide } from '../../src/model/wide-tree';
import { shop } from '../kit';

describe('the tree of thousands of services', () => {
  test('uses up none of the first keys that V8 lets grow out of {}', () => {
    const chart = Chart.of(shop().checkout);
    expect(Object.getPrototypeOf((chart.node as any)._children)).toBeNull();
  });

  test('is read as ever', () => {
    const chart = new Chart(new App(), 'shop');
    const child = new Construct(wide(chart), 'first');
    expect(chart.node.children).toEqual([child]);
    expect(chart.node.tryFindChild('first')).toBe(child);
    expect(() => new Construct(chart, 'first')).toThrow(/already a Construct/);
    expect(chart.node.tryRemoveChild('first')).toBe(true);
  });

  test('keeps children that were there before', () => {
    const chart = new Chart(new App(), 'shop');
    const before = new Construct(chart, 'before');
    wide(chart);
    expect(chart.node.children).toEqual([before]);
  });

  test('holds a child with the name of a property of every object', () => {
    const chart = new Chart(new App(), 'shop');
    expect(new Construct(wide(chart), 'constructor').node.path).toBe('shop/constructor');
  });
});
