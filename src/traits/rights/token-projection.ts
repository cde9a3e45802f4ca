import { Duration } from 'cdk8s';
import { Facts } from '../../model/facts';
import { Flaw, flaw, quoted } from '../../values/flaw';
import { configKeyFlaws, pathFlaws, toEnvPrefix } from '../../values/names';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** A token for one reader. */
export interface ProjectedToken {
  /** Who is meant to read it, and refuses tokens for others: `vault`, `https://sts.example.com`. */
  readonly audience: string;
  /**
   * How long it is valid; from 10 minutes to 24 hours. The kubelet renews it after four fifths of that.
   * @default Duration.hours(1), the kubelet renews it after 48 minutes (the API's default)
   */
  readonly expiration?: Duration;
  /**
   * The file's name.
   * @default - the audience, with "-" for what file names do not take
   */
  readonly file?: string;
}

/** Tokens for others than the API server. */
export interface TokenProjectionProps {
  /** One for each reader; at least one. */
  readonly tokens: ProjectedToken[];
  /**
   * Where the files are.
   * @default '/var/run/secrets/tokens', beside the API server's own (kubernetes.io: configure service accounts)
   */
  readonly directory?: string;
}

const MINUTES_10 = 600;
const HOURS_24 = 86_400;

/**
 * Lets a program prove to others who it is: to Vault, to a cloud, to another service.
 *
 * Becomes a projected volume with a token of the ServiceAccount for each audience, and
 * the variable `<FILE>_TOKEN_FILE` for each. The kubelet renews the files: read them
 * for each use. A token for one audience is worth nothing to another, and none of them
 * opens the API server, whose own token stays unmounted.
 *
 * @example
 * checkout.addTraits(new TokenProjection({ tokens: [{ audience: 'vault' }] }));
 */
export class TokenProjection extends Trait {
  /** the trait's id */
  public static readonly ID = 'token-projection';
  public readonly traitId = TokenProjection.ID;

  /** @param props which tokens */
  public constructor(private readonly props: TokenProjectionProps) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft } = host;
    const directory = this.props.directory ?? '/var/run/secrets/tokens';
    const tokens = this.props.tokens.map((token) => ({
      audience: token.audience,
      expirationSeconds: (token.expiration ?? Duration.hours(1)).toSeconds({ integral: false }),
      path: token.file ?? fileOf(token.audience),
    })).sort((a, b) => (a.path < b.path ? -1 : 1));
    if (!draft._report([...pathFlaws('token', directory), ...tokensFlaws(tokens)])) return;
    draft._add(Facts.VOLUME, 'tokens', {
      mountPath: directory,
      readOnly: true,
      source: { projected: { defaultMode: 0o440, sources: tokens.map((serviceAccountToken) => ({ serviceAccountToken })) } },
    }, 'who it is, for others than the API server');
    for (const { path, audience } of tokens) draft.addEnv(`${toEnvPrefix(path)}_TOKEN_FILE`, `${directory}/${path}`, `where the token for ${audience} is`);
    draft._check((s) => (s.get(Facts.SERVICE_ACCOUNT) !== undefined ? [] : [flaw('identity/no-service-account',
      'the program is to have tokens of its own, but the trait that makes its ServiceAccount is left out', 'Keep the trait Identity.')]));
  }
}

function tokensFlaws(tokens: ReadonlyArray<{ audience: string; expirationSeconds: number; path: string }>): Flaw[] {
  const paths = tokens.map((token) => token.path);
  return [
    ...(tokens.length > 0 ? [] : [flaw('token/none', 'there are no tokens to project', 'Name an audience, or leave the trait out.')]),
    ...(new Set(paths).size === paths.length ? [] : [flaw('token/same-file', `two tokens would be one file: ${paths.join(', ')}`, 'Give each its own `file`.')]),
    ...tokens.flatMap(({ audience, expirationSeconds, path }) => [
      ...(audience.trim() === '' ? [flaw('token/no-audience', 'a token has no audience; it would open the API server', 'Say who reads it.')] : []),
      ...(Number.isInteger(expirationSeconds) && expirationSeconds >= MINUTES_10 && expirationSeconds <= HOURS_24 ? [] : [flaw('token/bad-expiration',
        `the token for ${quoted(audience)} is valid for ${expirationSeconds}s`, 'Give 10 minutes to 24 hours, in whole seconds.')]),
      ...(audience === '' ? [] : configKeyFlaws(path)),
    ]),
  ];
}

function fileOf(audience: string): string {
  return audience.replace(/^[a-z]+:\/\//, '').replace(/[^-._a-zA-Z0-9]+/g, '-').replace(/^[-.]+|[-.]+$/g, '') || 'token';
}
