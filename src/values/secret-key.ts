import { Flaw, flaw, quoted } from './flaw';
import { configKeyFlaws, objectNameFlaws } from './names';

/** How the values of a Secret reach a pod, where that differs from an ordinary Secret. @internal */
export interface SecretDelivered {
  /** what becomes of a changed value, for explain() */
  readonly rotation: string;
  /** the volume that has the values, as the API writes it; a pod that reads them in whatever way must mount it */
  readonly volume?: { readonly [field: string]: any };
  /** whether there is a Secret in the cluster at all */
  readonly isFilesOnly?: boolean;
}

/**
 * One value inside a Secret, by reference. The value itself is never known here.
 */
export class SecretKey {
  /**
   * @param secretName the Secret's name, in the namespace of the workload that reads it
   * @param key the key inside the Secret
   */
  public static of(secretName: string, key: string): SecretKey {
    return new SecretKey(secretName, key);
  }

  /** A key of a Secret of which all keys are known. @internal */
  public static _among(secretName: string, key: string, known: string[], delivered?: SecretDelivered): SecretKey {
    return new SecretKey(secretName, key, known, delivered);
  }

  private constructor(
    /** the Secret's name */
    public readonly secretName: string,
    /** the key inside the Secret */
    public readonly key: string,
    private readonly known?: string[],
    /** @internal */
    public readonly _delivered?: SecretDelivered,
  ) {}

  public toString(): string {
    return `Secret ${this.secretName}, key ${this.key}`;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const missing = this.known === undefined || this.known.includes(this.key) ? [] : [flaw('secret/no-such-key',
      `the Secret ${this.secretName} has no key ${quoted(this.key)}; its keys are ${this.known.join(', ')}`, 'Name one of its keys, or add the key where the Secret is declared.')];
    return [...objectNameFlaws('Secret', this.secretName), ...configKeyFlaws(this.key), ...missing];
  }
}
