import { Change, GoldenPathChange } from './golden-path-change';
import { Flaw, flaw, quoted } from '../values/flaw';

const NEWEST = 2;
/** The newest that takes no more changes. */
const NEWEST_RELEASED = 1;

/**
 * A version of the defaults that every workload gets without asking.
 *
 * A released version writes the same YAML with every version of this library: better
 * defaults come with the next one only, and `cdk8s-gopher plan --golden-path next` tells
 * what that would change. Pin one on the platform, and move on when you choose to: for all,
 * for a target, or for a chart.
 *
 * @example
 * new Platform({ goldenPath: GoldenPath.V1 }).applyTo(app);
 */
export class GoldenPath {
  /** The first, and what holds where none is named. */
  public static readonly V1 = new GoldenPath('v1');
  /** A preview of the next: it changes with this library until it is released, so pin it where pods may restart. */
  public static readonly V2 = new GoldenPath('v2');

  /** A version by its name; one that the library does not have is told at synthesis. @param version such as `v1` */
  public static of(version: string): GoldenPath {
    return new GoldenPath(version);
  }

  /** Every version, oldest first. */
  public static get supported(): GoldenPath[] {
    return Array.from({ length: NEWEST }, (_, i) => new GoldenPath(`v${i + 1}`));
  }

  /** the number after the `v` */
  public readonly version: number;

  private constructor(private readonly text: string) {
    const match = /^v([1-9][0-9]{0,2})$/.exec(String(text).trim());
    this.version = match ? Number(match[1]) : Number.NaN;
  }

  /** Whether it is still to change with this library. */
  public get isPreview(): boolean {
    return this.version > NEWEST_RELEASED;
  }

  /** The one after it, a preview or not; undefined for the newest. */
  public get next(): GoldenPath | undefined {
    return this.version < NEWEST ? new GoldenPath(`v${this.version + 1}`) : undefined;
  }

  /** What it does otherwise than the version before. */
  public get changes(): GoldenPathChange[] {
    return Object.values(Change).filter(({ version }) => version === this.version);
  }

  /** Whether it is this version or a later one; traits of your own may follow it, too. @param other such as `GoldenPath.V2` */
  public isAtLeast(other: GoldenPath): boolean {
    return this.version >= other.version;
  }

  public toString(): string {
    return Number.isNaN(this.version) ? String(this.text) : `v${this.version}`;
  }

  /** The reason for a value that follows from a change; undefined where this version does not have it. @internal */
  public _reason({ version, why }: GoldenPathChange): string | undefined {
    return this.version >= version ? `GoldenPath v${version}: ${why}` : undefined;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    return this.version <= NEWEST ? [] : [flaw('platform/unknown-golden-path',
      `the golden path ${quoted(this.text)} is none that this version of the library has`,
      `Choose ${GoldenPath.supported.join(' or ')}.`)];
  }
}
