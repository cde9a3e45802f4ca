import { Flaw, flaw, quoted } from './flaw';

/**
 * The Go release a program is built with (the `go` line of its go.mod).
 *
 * It matters for GOMAXPROCS: from 1.25 on, Go reads the container's CPU limit itself.
 */
export class GoVersion {
  /** The default: the oldest release that the Go team still supports. */
  public static readonly V1_26 = new GoVersion('1.26');

  /** @param version such as `1.26`; a patch version is accepted and ignored */
  public static of(version: string): GoVersion {
    return new GoVersion(version);
  }

  /** the number after the `1.` */
  public readonly minor: number;

  private constructor(private readonly text: string) {
    const match = /^(?:go)?1\.([0-9]{1,3})(\.[0-9]+|rc[0-9]+)?$/.exec(String(text).trim());
    this.minor = match ? Number(match[1]) : Number.NaN;
  }

  /** Whether Go derives GOMAXPROCS from the container's CPU limit by itself. */
  public get readsCpuLimit(): boolean {
    return this.minor >= 25;
  }

  public toString(): string {
    return String(this.text);
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    return this.minor >= 19 ? [] : [flaw('go/unknown-version',
      `${quoted(this.text)} is not a Go release that has GOMEMLIMIT`,
      'Write the release as in go.mod, 1.19 or newer, such as GoVersion.of(\'1.26\').')];
  }
}
