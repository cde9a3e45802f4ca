import * as fc from 'fast-check';
import { Copy, eachItem } from '../../src/plan/copy';
import { same, sharing } from '../../src/plan/difference';

const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value))); // without -0, which JSON has not

describe('a copy', () => {
  test('is the object itself as long as nothing differs', () => {
    const object = { a: 1, b: { c: 2 } };
    const copy = new Copy(object);
    copy.set('a', 1);
    copy.set('b', object.b);
    copy.set('z', undefined);
    expect(copy.value).toBe(object);
  });

  test('leaves the object as it is', () => {
    const object = Object.freeze({ a: 1, b: 2 });
    const copy = new Copy(object);
    copy.set('a', undefined);
    copy.set('b', 3);
    copy.set('c', 4);
    expect(copy.value).toEqual({ b: 3, c: 4 });
    expect(object).toEqual({ a: 1, b: 2 });
  });

  test('keeps a field of any name', () => {
    const object = JSON.parse('{"__proto__": {"a": 1}, "b": 2}');
    const copy = new Copy(object);
    copy.set('__proto__', 'other');
    expect(JSON.stringify(copy.value)).toBe('{"__proto__":"other","b":2}');
  });

  test('of a list is the list itself as long as no item differs', () => {
    const list = [1, 2, 3];
    expect(eachItem(list, (item) => item)).toBe(list);
    expect(eachItem(list, (item) => item * (item === 2 ? 2 : 1))).toEqual([1, 4, 3]);
    expect(eachItem([undefined, 1], (item) => item ?? 0)).toEqual([0, 1]);
  });
});

describe('an object that shares what is the same with another one', () => {
  test('says what it said, and changes neither', () => {
    fc.assert(fc.property(json, json, (before, after) => {
      const [old, now] = [JSON.stringify(before), JSON.stringify(after)];
      expect(same(sharing(before, after), after)).toBe(true);
      expect([JSON.stringify(before), JSON.stringify(after)]).toEqual([old, now]);
    }));
  });

  test('is the other one where nothing differs, and has its parts elsewhere', () => {
    const before = { a: { b: [1, 2] }, c: [{ d: 1 }, { e: 2 }] };
    const after = { c: [{ d: 1 }, { e: 3 }], a: { b: [1, 2] } };
    expect(sharing(before, structuredClone(before))).toBe(before);
    const shared = sharing(before, after);
    expect(shared.a).toBe(before.a);
    expect(shared.c[0]).toBe(before.c[0]);
    expect(shared.c[1]).toEqual({ e: 3 });
  });
});
