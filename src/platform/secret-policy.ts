/** How secret values reach a program. */
export enum SecretDelivery {
  /** as files, which do not leak with the environment, and follow a change of the Secret */
  FILES = 'files',
  /** as environment variables, for programs that read nothing else */
  ENV = 'env',
}

/**
 * Where secret values come from and how they reach programs.
 */
export interface SecretPolicy {
  /**
   * How database credentials reach a program.
   * @default SecretDelivery.FILES, as a file follows a rotation without a restart, and a variable is inherited by every child (kubernetes.io: good practices for Secrets)
   */
  readonly delivery?: SecretDelivery;
  /**
   * The External Secrets store that ExternalSecret fetches from.
   * @default - every ExternalSecret names its own
   */
  readonly store?: string;
  /**
   * Whether the store serves the whole cluster (`ClusterSecretStore`) or one namespace (`SecretStore`).
   * @default 'ClusterSecretStore', one for all namespaces is what a platform says once (a choice; the operator's default is SecretStore)
   */
  readonly storeKind?: string;
}
