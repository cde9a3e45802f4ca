/* eslint-disable no-bitwise -- a hash is made of bits */
import { afterName, withoutName } from './nameless';
import { Manifest } from '../rules/manifest';
import { isRecord } from '../rules/pods';

/** What tells a list, an object and a number apart from texts. */
const [LIST, RECORD, NUMBER] = [0x5bd1e995, 0x1b873593, 0x27d4eb2f];

/**
 * A number that two objects with the same content have in common, whatever the order of their
 * fields. Two others may have it in common, too, if seldom: whoever finds it looks at both.
 *
 * @internal
 */
export class Fingerprint {
  public static of(manifest: Manifest): Fingerprint {
    const print = new Fingerprint(manifest.name);
    print.visit(withoutName(manifest), 0);
    return print;
  }

  /** of everything but the object's own name */
  public exact = 0;
  /** of the same, also without the name that other texts begin with */
  public nameless = 0;

  private constructor(private readonly name: string) {}

  /** Adds up what each value and its path are worth: a sum does not go by order. */
  private visit(value: unknown, path: number): void {
    if (typeof value === 'string') {
      this.text(value, path);
    } else if (Array.isArray(value)) {
      this.add(mixed(path, LIST));
      for (let i = 0; i < value.length; i++) this.visit(value[i], mixed(path, i + 1));
    } else if (isRecord(value)) {
      this.add(mixed(path, RECORD));
      for (const key of Object.keys(value)) this.visit(value[key], hashed(key, path));
    } else {
      this.add(hashed(String(value), mixed(path, NUMBER)));
    }
  }

  private text(text: string, path: number): void {
    const own = hashed(text, path);
    const rest = afterName(text, this.name);
    this.exact = (this.exact + own) | 0;
    this.nameless = (this.nameless + (rest === undefined ? own : hashed(rest, ~path))) | 0;
  }

  private add(worth: number): void {
    this.exact = (this.exact + worth) | 0;
    this.nameless = (this.nameless + worth) | 0;
  }
}

/** The hash of Fowler, Noll and Vo over a text, from a seed on. */
function hashed(text: string, seed: number): number {
  let hash = seed ^ 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mixed(hash, text.length);
}

/** Spreads both over all bits, as sums of numbers that are close to each other would meet often. */
function mixed(a: number, b: number): number {
  let hash = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
