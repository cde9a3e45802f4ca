/** Where a manifest comes from. */
export interface ManifestOrigin {
  /**
   * The construct that made it, such as `shop/checkout`.
   * @default - not from a construct
   */
  readonly construct?: string;
  /**
   * The file it stands in.
   * @default - not from a file
   */
  readonly file?: string;
  /**
   * The line in that file where it begins, from 1 on.
   * @default - unknown
   */
  readonly line?: number;
  /**
   * The minor of the API server it is for, such as `33`.
   * @default 33
   */
  readonly kubernetesMinor?: number;
}

/**
 * One object as it will be applied, and where it comes from.
 */
export class Manifest {
  /** @param object the object's JSON @param origin where it comes from */
  public static of(object: any, origin: ManifestOrigin = {}): Manifest {
    return new Manifest(object, origin);
  }

  /** the object's JSON; rules read it and never write */
  public readonly object: any;
  /** such as `apps/v1` */
  public readonly apiVersion: string;
  /** such as `apps`; empty for the core group */
  public readonly apiGroup: string;
  /** such as `Deployment` */
  public readonly kind: string;
  /** the object's name */
  public readonly name: string;
  /** the object's namespace; empty where the manifest names none */
  public readonly namespace: string;
  /** where it comes from */
  public readonly origin: ManifestOrigin;
  /** the minor of the API server it is for */
  public readonly kubernetesMinor: number;

  private constructor(object: any, origin: ManifestOrigin) {
    this.object = object;
    this.origin = origin;
    this.apiVersion = textOf(object?.apiVersion);
    this.apiGroup = this.apiVersion.includes('/') ? this.apiVersion.split('/')[0] : '';
    this.kind = textOf(object?.kind);
    this.name = textOf(object?.metadata?.name);
    this.namespace = textOf(object?.metadata?.namespace);
    this.kubernetesMinor = origin.kubernetesMinor ?? 33;
  }

  /** `Deployment shop/checkout` */
  public toString(): string {
    return `${this.kind} ${this.namespace === '' ? '' : `${this.namespace}/`}${this.name}`;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
