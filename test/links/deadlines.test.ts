import * as fc from 'fast-check';
import { DeclaredCall } from '../../src/links/call-book';
import { deadlinesOf } from '../../src/links/deadlines';

interface Words { readonly fixed?: number; readonly most?: number; readonly isBack?: boolean }

function call(from: string, to: string, { fixed, most, isBack = false }: Words = {}): DeclaredCall {
  return { id: `${from} ${to}`, from: { name: from, path: from }, to: { name: to, path: to }, fixed: () => fixed, most: () => most, first: 10_000, isBack, isThere: () => true };
}

const millis = (calls: DeclaredCall[]) => Object.fromEntries([...deadlinesOf(calls).of].map(([id, d]) => [id, d.millis]));

describe('a deadline', () => {
  test('is ten seconds for a call whose caller nobody calls', () => {
    expect(millis([call('a', 'b')])).toEqual({ 'a b': 10_000 });
  });

  test('leaves each caller on the way a tenth of its own to answer', () => {
    expect(millis([call('a', 'b'), call('b', 'c'), call('c', 'd')])).toEqual({ 'a b': 10_000, 'b c': 9_000, 'c d': 8_100 });
  });

  test('follows the most impatient of all callers', () => {
    expect(millis([call('a', 'c'), call('b', 'c', { fixed: 2_000 }), call('c', 'd')])).toMatchObject({ 'c d': 1_800 });
  });

  test('is as said, and those further on follow', () => {
    expect(millis([call('a', 'b', { fixed: 2_000 }), call('b', 'c')])).toEqual({ 'a b': 2_000, 'b c': 1_800 });
  });

  test('is no longer than a pod of the callee that leaves gives its requests', () => {
    expect(millis([call('a', 'b', { most: 5_000 })])).toEqual({ 'a b': 5_000 });
  });

  test('is never nothing', () => {
    expect(millis([call('a', 'b', { fixed: 1 }), call('b', 'c'), call('c', 'd')])).toEqual({ 'a b': 1, 'b c': 1, 'c d': 1 });
  });

  test('that outlasts the caller\'s own is told, with whom it keeps waiting', () => {
    const { of } = deadlinesOf([call('a', 'b', { fixed: 2_000 }), call('b', 'c', { fixed: 2_000 })]);
    expect(of.get('b c')).toEqual({ millis: 2_000, outlastedBy: { caller: 'a', millis: 2_000 } });
    expect(of.get('a b')!.outlastedBy).toBeUndefined();
  });

  test('of a call to oneself binds nobody', () => {
    expect(millis([call('a', 'a'), call('a', 'b')])).toEqual({ 'a a': 10_000, 'a b': 10_000 });
  });
});

describe('calls in a circle', () => {
  const round = [call('a', 'b'), call('b', 'c'), call('c', 'a')];

  test('are told once, with everybody on the way', () => {
    expect([...deadlinesOf(round).cycles]).toEqual([['c a', ['a', 'b', 'c', 'a']]]);
  });

  test('still have deadlines, all of them', () => {
    expect(Object.keys(millis(round)).sort()).toEqual(['a b', 'b c', 'c a']);
  });

  test('are fine where one says that it leads back', () => {
    const { cycles, of } = deadlinesOf([...round.slice(0, 2), call('c', 'a', { isBack: true })]);
    expect(cycles.size).toBe(0);
    expect(of.get('b c')!.millis).toBe(9_000);
    expect(of.get('c a')!.millis).toBe(10_000);
  });
});

const SERVICES = 12;
const graphs = fc.array(fc.record({
  from: fc.nat(SERVICES - 1), to: fc.nat(SERVICES - 1), fixed: fc.option(fc.integer({ min: 1, max: 20_000 }), { nil: undefined }), isBack: fc.boolean(),
}), { maxLength: 40 }).map((edges) => [...new Map(edges.map((e) => [`${e.from} ${e.to}`, e])).values()]
  .map(({ from, to, ...words }) => call(`s${from}`, `s${to}`, words)));

describe('of any graph', () => {
  test('every call has a deadline, whatever order they were declared in', () => {
    fc.assert(fc.property(graphs, (calls) => {
      const told = deadlinesOf(calls);
      expect([...told.of.keys()].sort()).toEqual(calls.map((c) => c.id).sort());
      const other = deadlinesOf([...calls].reverse());
      expect(new Map([...other.of].sort())).toEqual(new Map([...told.of].sort()));
      expect(new Map([...other.cycles].sort())).toEqual(new Map([...told.cycles].sort()));
    }));
  });

  test('a derived deadline never outlasts a caller\'s, unless both are down to a millisecond', () => {
    fc.assert(fc.property(graphs, (calls) => {
      const { of, cycles } = deadlinesOf(calls);
      const counts = (c: DeclaredCall) => !c.isBack && c.from.path !== c.to.path && !cycles.has(c.id);
      for (const inner of calls.filter(counts)) {
        if (inner.fixed() !== undefined) continue;
        for (const outer of calls.filter((c) => counts(c) && c.to.path === inner.from.path)) {
          const [waits, given] = [of.get(outer.id)!.millis, of.get(inner.id)!.millis];
          expect(given < waits || waits === 1).toBe(true);
        }
      }
    }));
  });

  test('what is left without the calls that close circles has none', () => {
    fc.assert(fc.property(graphs, (calls) => {
      const { cycles } = deadlinesOf(calls);
      expect(deadlinesOf(calls.filter((c) => !cycles.has(c.id))).cycles.size).toBe(0);
    }));
  });

  test('a chain may be as long as the app is large', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => call(`s${i}`, `s${i + 1}`));
    expect(deadlinesOf(chain).of.size).toBe(20_000);
  });
});
