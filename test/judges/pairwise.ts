/** Something that varies, with all its values. */
export interface Factor { readonly name: string; readonly values: readonly string[] }

/** One value for every factor, or for some of them while a case is being made. */
export interface Assignment { readonly [factor: string]: string }

/** A value of a factor together with one of another. */
interface Pair { readonly key: string; readonly assignment: Assignment }

/**
 * Few cases in which every value of a factor meets every value of every other, but
 * for what is impossible. The same factors always give the same cases.
 *
 * Greedy: every case starts with a pair that none has yet, and takes for each
 * factor the value that brings most new pairs.
 */
export function pairwise(factors: readonly Factor[], isImpossible: (a: Assignment) => boolean): Assignment[] {
  const open = new Map(pairsOf(factors).filter(({ assignment }) => !isImpossible(assignment)).map((pair) => [pair.key, pair]));
  const cases: Assignment[] = [];
  while (open.size > 0) {
    const [first] = open.values();
    const complete = completed(first.assignment, factors, open, isImpossible);
    open.delete(first.key); // also where nothing completes it: then it is impossible after all
    if (complete === undefined) continue;
    keysOf(complete, factors).forEach((key) => open.delete(key));
    cases.push(complete);
  }
  return cases;
}

function completed(start: Assignment, factors: readonly Factor[], open: ReadonlyMap<string, Pair>, isImpossible: (a: Assignment) => boolean): Assignment | undefined {
  if (isImpossible(start)) return undefined;
  const next = factors.find(({ name }) => !(name in start));
  if (next === undefined) return start;
  const gain = (value: string) => Object.entries(start).filter(([name, other]) => open.has(keyOf(next.name, value, name, other))).length;
  const byGain = next.values.map((value) => ({ value, gain: gain(value) })).sort((a, b) => b.gain - a.gain);
  for (const { value } of byGain) {
    const complete = completed({ ...start, [next.name]: value }, factors, open, isImpossible);
    if (complete !== undefined) return complete;
  }
  return undefined;
}

function pairsOf(factors: readonly Factor[]): Pair[] {
  return factors.flatMap((a, i) => factors.slice(i + 1).flatMap((b) => a.values.flatMap((x) => b.values.map((y) => (
    { key: keyOf(a.name, x, b.name, y), assignment: { [a.name]: x, [b.name]: y } })))));
}

function keysOf(assignment: Assignment, factors: readonly Factor[]): string[] {
  return pairsOf(factors.map(({ name }) => ({ name, values: [assignment[name]] }))).map(({ key }) => key);
}

function keyOf(a: string, x: string, b: string, y: string): string {
  return a < b ? `${a}=${x} ${b}=${y}` : `${b}=${y} ${a}=${x}`;
}
