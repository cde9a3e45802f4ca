import { Flaw, flaw, quoted } from './flaw';

const OLDEST = 28;
const NEWEST = 37;

/**
 * The minor version of the cluster's API server. It decides which fields are written.
 *
 * @example
 * KubernetesVersion.of('1.33')
 */
export class KubernetesVersion {
  /** The default: the newest minor that every large provider offers as stable. */
  public static readonly V1_33 = new KubernetesVersion('1.33');

  /** @param version `1.28` to `1.37`; a patch version is accepted and ignored */
  public static of(version: string): KubernetesVersion {
    return new KubernetesVersion(version);
  }

  /** Every version that we render for and test, oldest first. */
  public static get supported(): KubernetesVersion[] {
    return Array.from({ length: NEWEST - OLDEST + 1 }, (_, i) => new KubernetesVersion(`1.${OLDEST + i}`));
  }

  /** the number after the `1.` */
  public readonly minor: number;

  private constructor(private readonly text: string) {
    const match = /^v?1\.([0-9]{1,3})(\.[0-9]+.*)?$/.exec(String(text).trim());
    this.minor = match ? Number(match[1]) : Number.NaN;
  }

  /** Whether this cluster has what came with that minor. @param minor such as `30` for Kubernetes 1.30 */
  public isAtLeast(minor: number): boolean {
    return this.minor >= minor;
  }

  public toString(): string {
    return Number.isNaN(this.minor) ? String(this.text) : `1.${this.minor}`;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    return this.minor >= OLDEST && this.minor <= NEWEST ? [] : [flaw('platform/unknown-kubernetes-version',
      `Kubernetes ${quoted(this.text)} is not one that can be rendered for`,
      `Choose 1.${OLDEST} to 1.${NEWEST}.`)];
  }
}
