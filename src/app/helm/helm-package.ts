import { basename, resolve } from 'path';
import { Flaw, flaw, quoted } from '../../values/flaw';

/** What a chart says about itself. */
export interface HelmPackageOptions {
  /** The version of the chart, as SemVer 2 without a `v`: `1.4.0`. It is for you to count up with every change. */
  readonly version: string;
  /**
   * The chart's name: lower-case letters, digits and `-`.
   * @default - the last part of the folder
   */
  readonly name?: string;
  /**
   * The version of what the chart brings, for people to read.
   * @default - the chart's version, as program and manifests are released together (a choice)
   */
  readonly appVersion?: string;
  /**
   * One sentence about what it is for.
   * @default - what it holds, by name
   */
  readonly description?: string;
}

/** SemVer 2.0.0, as it suggests itself; helm takes more and writes it anew. */
const SEMVER = /^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-((0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*))?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$/;
const NAME = /^[a-z]([a-z0-9-]{0,51}[a-z0-9])?$/;

/** Whether a text is a version, and no range of them. @internal */
export function isSemVer(text: string): boolean {
  return SEMVER.test(text);
}

/**
 * A Helm chart of an app, for those who install by Helm: written beside the manifests at each synthesis.
 *
 * What it renders to, as it stands, is what the manifests say. Image, number of pods and hosts of your programs are values;
 * a schema refuses what the program would refuse.
 *
 * @example
 * const app = new GopherApp({ helmPackage: HelmPackage.of('charts/shop', { version: '1.4.0' }) });
 */
export class HelmPackage {
  /** @param folder where the chart is written, from the project's folder; it is the chart's alone @param options what it says about itself */
  public static of(folder: string, options: HelmPackageOptions): HelmPackage {
    return new HelmPackage(folder, options);
  }

  /** the chart's name */
  public readonly name: string;
  /** the chart's version */
  public readonly version: string;

  private constructor(
    /** where the chart is written */
    public readonly folder: string,
    /** @internal */
    public readonly _options: HelmPackageOptions,
  ) {
    this.name = _options.name ?? basename(folder);
    this.version = _options.version;
  }

  /** @param others the folders that the app writes manifests to @internal */
  public _flaws(others: readonly string[]): Flaw[] {
    return [
      ...(others.some((other) => resolve(other) === resolve(this.folder)) ? [flaw('package/same-folder', `the chart and the manifests would both be in ${quoted(this.folder)}, which is the chart's alone: files of the other would be deleted, or packed`,
        'Give the chart a folder of its own, such as "charts/shop".')] : []),
      ...(NAME.test(this.name) ? [] : [flaw('package/bad-name', `${quoted(this.name)} cannot be the name of a chart: it takes at most 53 lower-case letters, digits and "-", and starts with a letter`,
        'Give it one: HelmPackage.of(folder, { name: … }).')]),
      ...(isSemVer(this.version) ? [] : [flaw('package/bad-version', `${quoted(this.version)} is no version that Helm takes`,
        'Write three numbers, perhaps with a pre-release: "1.4.0" or "1.4.0-rc.1", without a "v".')]),
    ];
  }
}
