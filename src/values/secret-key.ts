import { Flaw } from './flaw';
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

  private constructor(
    /** the Secret's name */
    public readonly secretName: string,
    /** the key inside the Secret */
    public readonly key: string,
  ) {}

  public toString(): string {
    return `Secret ${this.secretName}, key ${this.key}`;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    return [...objectNameFlaws('Secret', this.secretName), ...configKeyFlaws(this.key)];
  }
}
