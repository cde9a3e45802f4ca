import * as fc from 'fast-check';
import { Rank } from '../../src';
import { Notebook, Writer } from '../../src/model/notebook';
import { Settled } from '../../src/model/settled';
import { MapSlot, Slot } from '../../src/model/slot';

const COLOUR = new Slot<string>('colour');
const SHADE = new Slot<string>('shade');
const LABEL = new MapSlot<string>('label');

const by = (who: string, rank: Rank): Writer => ({ who, rank });
const ours = by('golden path', Rank.GOLDEN_PATH);
const platform = by('platform', Rank.PLATFORM);
const trait = by('trait', Rank.TRAIT);
const you = by('you', Rank.YOU);

function book(...facts: Array<[Writer, Slot<string>, string]>): Notebook {
  const notebook = new Notebook();
  facts.forEach(([writer, slot, value]) => notebook.put(slot, { writer, value, why: `${writer.who} says so` }));
  return notebook;
}

const slugs = (notebook: Notebook) => new Settled(notebook).flaws().map((f) => f.slug);

describe('a single value', () => {
  test.each([
    ['the platform over our defaults', [ours, platform], 'platform'],
    ['a trait over the platform', [ours, platform, trait], 'trait'],
    ['you over everybody', [you, trait, platform, ours], 'you'],
  ])('goes to the highest rank: %s', (_, writers, winner) => {
    const notebook = book(...writers.map((w): [Writer, Slot<string>, string] => [w, COLOUR, w.who]));
    expect(new Settled(notebook).get(COLOUR)).toBe(winner);
    expect(slugs(notebook)).toEqual([]);
  });

  test('that nobody says is not there', () => {
    expect(new Settled(book()).get(COLOUR)).toBeUndefined();
  });

  test('said twice alike is said once', () => {
    expect(slugs(book([trait, COLOUR, 'red'], [trait, COLOUR, 'red'], [by('other', Rank.TRAIT), COLOUR, 'red']))).toEqual([]);
  });

  test('said differently by two of one rank is a conflict that names both, their values and their reasons', () => {
    const [conflict] = new Settled(book([by('a', Rank.TRAIT), COLOUR, 'red'], [by('b', Rank.TRAIT), COLOUR, 'blue'])).flaws();
    expect(conflict.slug).toBe('draft/conflict');
    expect(conflict.what).toBe('colour is red for a (a says so) and blue for b (b says so)');
  });

  test('that two contradict is none of their business once somebody of higher rank decides', () => {
    expect(slugs(book([by('a', Rank.TRAIT), COLOUR, 'red'], [by('b', Rank.TRAIT), COLOUR, 'blue'], [you, COLOUR, 'green']))).toEqual([]);
  });

  test('remembers who gave way', () => {
    const decision = new Settled(book([ours, COLOUR, 'red'], [you, COLOUR, 'blue'])).decision(COLOUR)!;
    expect(decision.winner.writer).toBe(you);
    expect(decision.overruled.map((o) => o.value)).toEqual(['red']);
  });

  test('is the same in any order of writes', () => {
    const facts: Array<[Writer, Slot<string>, string]> = [ours, platform, trait, you, by('b', Rank.TRAIT), by('c', Rank.YOU)].map((w) => [w, COLOUR, w.who]);
    const flaws = (list: typeof facts) => JSON.stringify([new Settled(book(...list)).get(COLOUR), new Settled(book(...list)).flaws()]);
    fc.assert(fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (shuffled) => expect(flaws(shuffled)).toBe(flaws(facts))), { numRuns: 50 });
  });
});

describe('a map', () => {
  const labels = (...entries: Array<[Writer, string, string]>) => {
    const notebook = new Notebook();
    entries.forEach(([writer, key, value]) => notebook.putAt(LABEL, key, { writer, value, why: '' }));
    return notebook;
  };

  test('is the union of what all write, sorted by key', () => {
    expect(new Settled(labels([trait, 'b', '2'], [ours, 'a', '1'], [you, 'c', '3'])).entries(LABEL)).toEqual([['a', '1'], ['b', '2'], ['c', '3']]);
  });

  test('goes by rank key by key', () => {
    expect(new Settled(labels([trait, 'a', '1'], [ours, 'a', '0'], [ours, 'b', '0'])).record(LABEL)).toEqual({ a: '1', b: '0' });
  });

  test('conflicts key by key', () => {
    expect(slugs(labels([trait, 'a', '1'], [by('other', Rank.TRAIT), 'b', '2']))).toEqual([]);
    expect(slugs(labels([trait, 'a', '1'], [by('other', Rank.TRAIT), 'a', '2']))).toEqual(['draft/conflict']);
  });
});

describe('a value that follows from others', () => {
  const derived = (writer: Writer, slot: Slot<string>, derive: (s: Settled) => string | undefined, notebook = book()) => {
    notebook.put(slot, { writer, derive, why: '' });
    return notebook;
  };

  test('follows whoever decides those, whenever', () => {
    const notebook = derived(ours, SHADE, (s) => `dark ${s.get(COLOUR)}`);
    notebook.put(COLOUR, { writer: ours, value: 'red', why: '' });
    notebook.put(COLOUR, { writer: you, value: 'blue', why: '' });
    expect(new Settled(notebook).get(SHADE)).toBe('dark blue');
  });

  test('may not follow at all', () => {
    expect(new Settled(derived(ours, SHADE, () => undefined)).get(SHADE)).toBeUndefined();
  });

  test('gives way to a higher rank', () => {
    expect(new Settled(derived(ours, SHADE, () => 'dark', book([you, SHADE, 'light']))).get(SHADE)).toBe('light');
  });

  test('from itself is a problem, not an endless loop', () => {
    const notebook = derived(ours, SHADE, (s) => `dark ${s.get(COLOUR)}`);
    derived(ours, COLOUR, (s) => `pale ${s.get(SHADE)}`, notebook);
    const [flaw] = new Settled(notebook).flaws();
    expect(flaw.slug).toBe('draft/circular');
    expect(flaw.what).toMatch(/shade -> colour -> shade|colour -> shade -> colour/);
  });

  test('is computed once', () => {
    let count = 0;
    const settled = new Settled(derived(ours, SHADE, () => `${++count}`));
    settled.get(SHADE);
    settled.decisions();
    expect(settled.get(SHADE)).toBe('1');
  });
});

describe('a writer that is replaced', () => {
  test('leaves nothing behind: no value, no key, no complaint', () => {
    const notebook = book([trait, COLOUR, 'red'], [ours, COLOUR, 'blue']);
    notebook.putAt(LABEL, 'a', { writer: trait, value: '1', why: '' });
    notebook.check({ writer: trait, run: () => [{ slug: 'a/b', what: 'it', remedy: '.' }] });
    notebook.forget(trait);
    const settled = new Settled(notebook);
    expect([settled.get(COLOUR), settled.entries(LABEL), settled.flaws()]).toEqual(['blue', [], []]);
  });

  test('leaves others of the same name alone', () => {
    const twin = by('trait', Rank.TRAIT);
    const notebook = book([trait, COLOUR, 'red'], [twin, SHADE, 'dark']);
    notebook.forget(trait);
    expect(new Settled(notebook).get(SHADE)).toBe('dark');
  });
});

describe('complaints', () => {
  test('of one text come once', () => {
    const notebook = book();
    for (const writer of [trait, you]) notebook.check({ writer, run: () => [{ slug: 'a/b', what: 'it', remedy: '.' }] });
    expect(slugs(notebook)).toEqual(['a/b']);
  });
});
