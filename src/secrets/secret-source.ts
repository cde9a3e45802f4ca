import { SecretKey } from '../values/secret-key';

/**
 * Something that makes sure a Secret exists, and says which keys it has.
 *
 * It never knows a value: Git holds a reference or a request, not a secret.
 */
export interface ISecretSource {
  /** the Secret's name, in the namespace of the workloads that read it */
  readonly secretName: string;
  /** the keys it is known to have */
  readonly keys: string[];
  /** what becomes of a value that is changed at its source; shown by explain() */
  readonly rotation?: string;
  /** A value of the Secret, by reference. @param name one of its keys */
  key(name: string): SecretKey;
}
