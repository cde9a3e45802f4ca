import { Flaw, flaw, quoted } from './flaw';
import { configKeyFlaws, objectNameFlaws } from './names';

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
  public static _among(secretName: string, key: string, known: string[]): SecretKey {
    return new SecretKey(secretName, key, known);
  }

  private constructor(
    /** the Secret's name */
    public readonly secretName: string,
    /** the key inside the Secret */
    public readonly key: string,
    private readonly known?: string[],
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
