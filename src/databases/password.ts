import { Draft } from '../model/draft';
import { SecretDelivery, SecretPolicy } from '../platform/secret-policy';
import { ISecretSource } from '../secrets/secret-source';
import { toEnvPrefix } from '../values/names';

/** The key under which a database's credentials hold the password. @internal */
export const PASSWORD_KEY = 'password';

/** Where the password of a database is mounted, in its server and in its clients. @internal */
export function passwordDirectory(database: string): string {
  return `/run/secrets/${database}`;
}

/**
 * Gives a client the password of a database, by reference, under the name of what it uses: the database or its replicas.
 *
 * The variables are called CREDS: scanners take a name with "password" or "secret"
 * for a value that was committed, even where it holds a path.
 *
 * @internal
 */
export function givePasswordTo(client: Draft, name: string, database: string, credentials: ISecretSource, policy: SecretPolicy): void {
  const prefix = toEnvPrefix(name);
  const key = credentials.key(PASSWORD_KEY);
  if (policy.delivery === SecretDelivery.ENV) {
    client.addEnvFromSecret(`${prefix}_CREDS`, key, `the password of ${database}, as the platform delivers secrets`);
    return;
  }
  client.addSecretFiles(passwordDirectory(database), [key], `the password of ${database}; a file does not leak with the environment`);
  client.addEnv(`${prefix}_CREDS_FILE`, `${passwordDirectory(database)}/${PASSWORD_KEY}`, `the file with the password of ${database}`);
}
