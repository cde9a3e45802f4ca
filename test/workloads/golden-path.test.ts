import { servicePath } from '../../src/workloads/golden-path';
import { shop } from '../kit';

describe('the golden path', () => {
  const ids = servicePath().map((trait) => trait.traitId);

  test('has every trait once', () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(ids)('can do without %s', (id) => {
    const it = shop({ without: [id] });
    expect(it.problems).toEqual([]);
    expect(it.deployment().template.spec.containers).toHaveLength(1);
  });

  test('can be left out altogether', () => {
    const it = shop({ without: ids });
    expect(it.problems).toEqual([]);
    expect(it.objects.map((o) => o.kind)).toEqual(['Service', 'Deployment']);
  });
});
