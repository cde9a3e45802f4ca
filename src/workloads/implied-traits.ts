import { ConfigSchema } from '../config/config-schema';
import { Rank } from '../model/rank';
import { ConfigDirectories } from '../traits/configuration/config-directories';
import { DeliveredSecrets } from '../traits/configuration/delivered-secrets';
import { PodFields } from '../traits/configuration/pod-fields';
import { TypedConfiguration } from '../traits/configuration/typed-configuration';
import { ITrait } from '../traits/trait';
import { ConfigDirectory } from '../values/config-directory';
import { PodField } from '../values/pod-field';
import { SecretKey } from '../values/secret-key';

/** The props of a program that are traits by nature: they make objects, or follow the platform. @internal */
export interface ImplyingProps {
  readonly config?: ConfigSchema;
  readonly directories?: { readonly [path: string]: ConfigDirectory };
  readonly secrets?: { readonly [name: string]: SecretKey };
  readonly podEnv?: { readonly [name: string]: PodField };
}

/**
 * What props imply, and whose word it is. The values of a schema give way to links and
 * to `env`, so they have the platform's rank.
 *
 * @internal
 */
export function impliedTraits({ config, directories, secrets, podEnv }: ImplyingProps): Array<[ITrait, Rank]> {
  return [
    ...(config === undefined ? [] : [[new TypedConfiguration(config), Rank.PLATFORM] as [ITrait, Rank]]),
    ...(directories === undefined ? [] : [[new ConfigDirectories(directories), Rank.YOU] as [ITrait, Rank]]),
    ...(secrets === undefined ? [] : [[new DeliveredSecrets(secrets), Rank.YOU] as [ITrait, Rank]]),
    ...(podEnv === undefined ? [] : [[new PodFields(podEnv), Rank.YOU] as [ITrait, Rank]]),
  ];
}
