import * as fc from 'fast-check';
import { namesIn } from '../../src/kube/env';
import { shop } from '../kit';

const env = (variables: { [name: string]: string }) => shop({ env: variables }).container().env.map((e: any) => e.name);

describe('the environment', () => {
  test('defines every variable before it is used, as Kubernetes expands only what came before', () => {
    const names = env({ A: '$(B)', B: '$(C) and $(D)', C: '3', D: '4' });
    expect(names.indexOf('C')).toBeLessThan(names.indexOf('B'));
    expect(names.indexOf('D')).toBeLessThan(names.indexOf('B'));
    expect(names.indexOf('B')).toBeLessThan(names.indexOf('A'));
  });

  test('bears variables that use each other', () => {
    expect(env({ A: '$(B)', B: '$(A)' })).toEqual(expect.arrayContaining(['A', 'B']));
  });

  test('defines everything once, in any case', () => {
    const name = fc.constantFrom('A', 'B', 'C', 'D');
    const text = fc.array(fc.oneof(name.map((n) => `$(${n})`), name.map((n) => `$$(${n})`), fc.constant('x'))).map((parts) => parts.join(''));
    fc.assert(fc.property(fc.dictionary(name, text), (variables) => {
      const names = env(variables);
      expect(new Set(names).size).toBe(names.length);
      for (const [user, value] of Object.entries(variables)) {
        for (const used of namesIn(value)) {
          const circular = namesIn(variables[used] ?? '').length > 0;
          if (used in variables && !circular) expect(names.indexOf(used)).toBeLessThanOrEqual(names.indexOf(user));
        }
      }
    }), { numRuns: 30 });
  });

  test.each([['$(A)', ['A']], ['$$(A)', []], ['$$$(A)', ['A']], ['$(A', []], ['$(1)', []], ['a$(B)c$(D)', ['B', 'D']]])('of %p uses %p', (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });
});
