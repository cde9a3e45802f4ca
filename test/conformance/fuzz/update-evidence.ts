import { Random } from './random';
import { Change } from './single-change';

/** What cannot be changed in a kind; sorted. */
export interface Immutable {
  /** No change there was accepted; of a field and all below it, the field alone. */
  readonly always: string[];
  /** Some changes there were refused that would do in a new object: it depends on the values. */
  readonly sometimes: string[];
}

/** So many changes must have been refused before anything is said of a field. */
const ENOUGH = 3;

interface Seen { tried: number; refused: number; accepted: number }

/** What became of the changes of one kind, by their path. */
export class Evidence {
  private readonly byPath = new Map<string, Seen>();
  /** how many changes were valid, and how many of them were refused */
  public changed: number = 0;
  public refused: number = 0;

  public add(path: string, isRefused: boolean): void {
    const seen = this.at(path);
    this.changed++;
    if (isRefused) {
      seen.refused++;
      this.refused++;
    } else {
      seen.accepted++;
    }
  }

  /** The change of a path that was tried the least, so that rare fields get their turn. */
  public leastTried(changes: readonly Change[], random: Random): Change {
    const least = Math.min(...changes.map(({ path }) => this.at(path).tried));
    const chosen = random.pick(changes.filter(({ path }) => this.at(path).tried === least));
    this.at(chosen.path).tried++;
    return chosen;
  }

  public conclude(): Immutable {
    const below = new Map<string, Seen>();
    for (const [path, { refused, accepted }] of this.byPath) {
      for (const around of [...ancestors(path), path]) {
        const sum = below.get(around) ?? { tried: 0, refused: 0, accepted: 0 };
        below.set(around, { tried: 0, refused: sum.refused + refused, accepted: sum.accepted + accepted });
      }
    }
    // A list or map that can be exchanged as a whole can be so item by item.
    const inMixed = (path: string) => /(\[\]|\.\*)$/.test(path) && (this.byPath.get(path.replace(/(\[\]|\.\*)$/, ''))?.accepted ?? 0) > 0;
    const fixed = (path: string) => below.get(path)!.refused >= ENOUGH && below.get(path)!.accepted === 0 && !inMixed(path);
    const always = [...below.keys()].filter((path) => fixed(path) && !ancestors(path).some(fixed));
    const sometimes = [...this.byPath].filter(([path, seen]) => seen.refused >= ENOUGH && (seen.accepted > 0 || inMixed(path))).map(([path]) => path);
    return { always: always.sort(), sometimes: sometimes.sort() };
  }

  private at(path: string): Seen {
    let seen = this.byPath.get(path);
    if (seen === undefined) this.byPath.set(path, seen = { tried: 0, refused: 0, accepted: 0 });
    return seen;
  }
}

/** `a.b[]` of `a.b[].c`, and so on up. */
function ancestors(path: string): string[] {
  const steps = path.split(/(?=\.|\[\])/);
  return steps.slice(0, -1).map((_, i) => steps.slice(0, i + 1).join(''));
}
