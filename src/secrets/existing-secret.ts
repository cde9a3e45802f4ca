import { ISecretSource } from './secret-source';
import { SecretKey } from '../values/secret-key';

/**
 * A Secret that somebody else puts into the cluster: by hand, by a sealed secret,
 * by an operator.
 *
 * Becomes no object; whoever reads a key refers to it.
 *
 * @example
 * const stripe = ExistingSecret.of('stripe', ['api-key']);
 */
export class ExistingSecret implements ISecretSource {
  /** @param secretName the Secret's name @param keys the keys it has */
  public static of(secretName: string, keys: string[]): ExistingSecret {
    return new ExistingSecret(secretName, keys);
  }

  private constructor(public readonly secretName: string, public readonly keys: string[]) {}

  public key(name: string): SecretKey {
    return SecretKey._among(this.secretName, name, this.keys);
  }
}
