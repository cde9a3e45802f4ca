import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { removedWith, watchRemovals } from '../../src/model/presence';
import { perRevision } from '../../src/model/revision';

/** app / shop / part / leaf */
function tree() {
  const app = new App();
  const chart = new Chart(app, 'shop');
  const part = new Construct(chart, 'part');
  return { app, chart, part, leaf: new Construct(part, 'leaf') };
}

describe('what is in the tree', () => {
  test('was not removed', () => {
    expect(removedWith(tree().leaf)).toBeUndefined();
  });

  test('is gone with the outermost that was removed', () => {
    const { app, chart, part, leaf } = tree();
    part.node.tryRemoveChild('leaf');
    expect(removedWith(leaf)).toBe(leaf);
    app.node.tryRemoveChild('shop');
    expect(removedWith(leaf)).toBe(chart);
  });

  test('is gone if another has taken its place', () => {
    const { part, leaf } = tree();
    part.node.tryRemoveChild('leaf');
    new Construct(part, 'leaf');
    expect(removedWith(leaf)).toBe(leaf);
  });
});

describe('what was decided before a removal', () => {
  test.each<[string, (it: ReturnType<typeof tree>) => boolean]>([
    ['itself', ({ part }) => part.node.tryRemoveChild('leaf')],
    ['what it is in', ({ chart }) => chart.node.tryRemoveChild('part')],
    ['the chart', ({ app }) => app.node.tryRemoveChild('shop')],
  ])('is decided anew: of %s', (_, remove) => {
    const it = tree();
    watchRemovals(it.leaf);
    watchRemovals(it.leaf);
    const isThere = perRevision(() => removedWith(it.leaf) === undefined);
    expect(isThere()).toBe(true);
    expect(remove(it)).toBe(true);
    expect(isThere()).toBe(false);
  });

  test('stays where nothing was removed', () => {
    const { part, leaf } = tree();
    watchRemovals(leaf);
    let times = 0;
    const counted = perRevision(() => ++times);
    counted();
    expect(part.node.tryRemoveChild('nobody')).toBe(false);
    expect(counted()).toBe(1);
  });
});
