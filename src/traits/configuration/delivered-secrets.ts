import { SecretDelivery } from '../../platform/secret-policy';
import { SecretKey } from '../../values/secret-key';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/**
 * Secrets by the name of their variable, delivered as the platform says: as files, whose
 * paths are in NAME_FILE, or as the variables themselves.
 *
 * @internal
 */
export class DeliveredSecrets extends Trait {
  public readonly traitId = 'secrets';

  constructor(private readonly secrets: { readonly [name: string]: SecretKey }) {
    super();
  }

  public bind({ draft, platform }: ITraitHost): void {
    const entries = Object.entries(this.secrets);
    if (platform.secretPolicy.delivery === SecretDelivery.ENV) {
      entries.forEach(([name, key]) => draft.addEnvFromSecret(name, key, 'as the platform delivers secrets; a changed value needs a restart'));
      return;
    }
    const directories = new Map<string, SecretKey[]>();
    for (const [name, key] of entries) {
      const directory = `/run/secrets/${key.secretName}`;
      directories.set(directory, [...(directories.get(directory) ?? []), key]);
      draft.addEnv(`${name}_FILE`, `${directory}/${key.key}`, 'as the platform delivers secrets; a file does not leak with the environment');
    }
    directories.forEach((keys, directory) => draft.addSecretFiles(directory, keys));
  }
}
