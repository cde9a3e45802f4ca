import { Size } from 'cdk8s';
import { Rank } from '../../src';
import { shop } from '../kit';

describe('explain()', () => {
  test('says for a derived value who set it and why', () => {
    expect(shop().checkout.explain().valueOf('env/GOMEMLIMIT')).toEqual({
      fact: 'env/GOMEMLIMIT',
      value: '112MiB',
      who: 'go-runtime',
      rank: Rank.GOLDEN_PATH,
      why: 'memory limit less memory-backed directories, less headroom',
      overruled: [],
    });
  });

  test('says who gave way', () => {
    const value = shop({ memory: Size.mebibytes(256) }).checkout.explain().valueOf('memory/limit')!;
    expect(value).toMatchObject({ value: '256Mi', who: 'the props of checkout', overruled: ['128Mi from the platform'] });
  });

  test('does not name those who wanted the same', () => {
    expect(shop({ memory: Size.mebibytes(128) }).checkout.explain().valueOf('memory/limit')!.overruled).toEqual([]);
  });

  test('knows nothing of what nobody said', () => {
    expect(shop().checkout.explain().valueOf('cpu/limit')).toBeUndefined();
  });

  test('lists every fact once, sorted', () => {
    const facts = shop().checkout.explain().values.map((v) => v.fact);
    expect(facts).toEqual([...new Set(facts)].sort());
  });

  test('names a writer and a reason for everything the golden path decides', () => {
    for (const value of shop().checkout.explain().values.filter((v) => v.rank < Rank.TRAIT)) expect([value.fact, value.why]).not.toEqual([value.fact, '']);
  });

  test('is a table for people', () => {
    const [path, head, ...rows] = shop({ memory: Size.mebibytes(256) }).checkout.explain().toString().split('\n');
    expect(path).toBe('shop/checkout');
    expect(head).toMatch(/^FACT +VALUE +SET BY +WHY$/);
    expect(rows.find((r) => r.startsWith('memory/limit'))).toMatch(/^memory\/limit +256Mi +the props of checkout +instead of 128Mi from the platform$/);
    const column = head.indexOf('SET BY');
    for (const row of rows) expect(row[column - 1]).toBe(' ');
  });

  test('shows of a secret its place only', () => {
    const it = shop();
    it.checkout.draft.addFile('/etc/app/a.yaml', 'long content '.repeat(100));
    expect(it.checkout.explain().toString()).not.toContain('long content');
  });
});
