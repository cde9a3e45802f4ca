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
   * The target whose folder the file is in, such as `staging`; what is applied elsewhere is no part of it.
   * @default - for no target in particular
   */
  readonly target?: string;
  /**
   * The minor of the API server it is for, such as `33`.
   * @default 33, as manifests are written for it where nothing is said (the platform's default)
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

  /** the object's JSON as the cluster will get it; rules read it and never write */
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

  private identity: string | undefined;

  /** the object as it stands in its file: of an encrypted Secret, with its ciphertext @internal */
  public readonly _written: any;

  private constructor(object: any, origin: ManifestOrigin) {
    this._written = object;
    this.object = isEncrypted(object) ? decrypted(object) : object;
    this.origin = origin;
    this.apiVersion = textOf(object?.apiVersion);
    this.apiGroup = this.apiVersion.includes('/') ? this.apiVersion.split('/')[0] : '';
    this.kind = textOf(object?.kind);
    this.name = textOf(object?.metadata?.name);
    this.namespace = textOf(object?.metadata?.namespace);
    this.kubernetesMinor = origin.kubernetesMinor ?? 33;
  }

  /** What it is called in the whole cluster, as one text @internal */
  public get _identity(): string {
    return this.identity ??= identityOf(this.apiGroup, this.kind, this.namespace, this.name);
  }

  /** What one of its labels says; nothing where it has no such label. @param key such as `app.kubernetes.io/part-of` */
  public label(key: string): string | undefined {
    return entryOf(this.object?.metadata?.labels, key);
  }

  /** What one of its annotations says; nothing where it has no such annotation. @param key such as `sidecar.istio.io/inject` */
  public annotation(key: string): string | undefined {
    return entryOf(this.object?.metadata?.annotations, key);
  }

  /** `Deployment shop/checkout` */
  public toString(): string {
    return `${this.kind} ${this.namespace === '' ? '' : `${this.namespace}/`}${this.name}`;
  }
}

/** What an object is called in the whole cluster, as one text. @internal */
export function identityOf(group: string, kind: string, namespace: string, name: string): string {
  return `${kind}\0${name}\0${namespace}\0${group}`;
}

/** A Secret that SOPS encrypted: whoever applies it decrypts it first. */
function isEncrypted(object: any): boolean {
  return object?.kind === 'Secret' && typeof object.sops?.mac === 'string';
}

/** As it will be applied, with values that nobody here knows. */
function decrypted({ sops, ...object }: any): any {
  const unknown = (field: string, value: string) => (object[field] !== null && typeof object[field] === 'object'
    ? { [field]: Object.fromEntries(Object.keys(object[field]).map((key) => [key, value])) } : {});
  return { ...object, ...unknown('data', 'e30='), ...unknown('stringData', '{}') };
}

/** Other people's objects may hold anything: only a text under a name of its own counts. */
function entryOf(map: unknown, key: string): string | undefined {
  const value = map !== null && typeof map === 'object' && Object.hasOwn(map, key) ? (map as { [key: string]: unknown })[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
