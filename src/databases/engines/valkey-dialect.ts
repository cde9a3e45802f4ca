/**
 * What differs between Valkey and Redis: they are one program up to Redis 7.2, and
 * still read the same configuration.
 *
 * @internal
 */
export interface ValkeyDialect {
  /** the engine's name, its directory on the volume, and how its programs' names begin */
  readonly engine: 'valkey' | 'redis';
  /** as people write it */
  readonly product: string;
  /** versions with a configuration that is known, oldest first */
  readonly series: readonly string[];
  readonly image: string;
  /** settings that came with a version */
  readonly since: { readonly [name: string]: string };
}

/** Free software (BSD). @internal */
export const VALKEY: ValkeyDialect = {
  engine: 'valkey',
  product: 'Valkey',
  series: ['7.2', '8.0', '8.1', '9.0'],
  image: 'docker.io/valkey/valkey',
  since: {
    'availability-zone': '8.0',
    'io-threads-do-reads': '7.2',
    'import-mode': '8.1',
    'commandlog-execution-slower-than': '8.1',
    'commandlog-request-larger-than': '8.1',
    'commandlog-reply-larger-than': '8.1',
    'hash-seed': '9.0',
  },
};

/** Source available (RSALv2, SSPLv1) since 7.4, from 8.0 on AGPLv3 as well. @internal */
export const REDIS: ValkeyDialect = {
  engine: 'redis',
  product: 'Redis',
  series: ['7.2', '7.4', '8.0', '8.2', '8.4'],
  image: 'docker.io/library/redis',
  since: {},
};

/** Where the configuration lies. @internal */
export function configDirectory({ engine }: ValkeyDialect): string {
  return `/etc/${engine}`;
}

/** Where the socket is, and what the bootstrap writes for the server. @internal */
export function runDirectory({ engine }: ValkeyDialect): string {
  return `/run/${engine}`;
}

/** Where the volume is. @internal */
export const VOLUME = '/data';
/** Who may do everything, inside of the pod. @internal */
export const ADMIN = 'admin';
/** Who may ask whether the server is well. @internal */
export const PROBE = 'probe';
