import { mountLive } from './live-files';
import { ConfigKey } from '../../config/config-key';
import { ConfigSchema } from '../../config/config-schema';
import { EnvSource, Facts } from '../../model/facts';
import { Rank } from '../../model/rank';
import { Settled } from '../../model/settled';
import { flaw, Flaw } from '../../values/flaw';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** Where the files of live keys are. */
const LIVE = '/etc/config/live';

/** Variables that the Go runtime, its standard library and SDKs read, not the program. */
const READ_BY_LIBRARIES = /^(GO[A-Z0-9]+|OTEL_[A-Z_]+|GRPC_[A-Z_]+|AWS_[A-Z_]+|AZURE_[A-Z_]+|GOOGLE_[A-Z_]+|PG[A-Z]+|TZ|HOME|TMPDIR|SSL_CERT_(FILE|DIR)|(HTTPS?|NO)_PROXY|(https?|no)_proxy)$/;

/**
 * Gives a workload the values of a schema, and holds everything said of it to the schema.
 *
 * @internal
 */
export class TypedConfiguration extends Trait {
  public readonly traitId = 'typed-configuration';

  constructor(private readonly schema: ConfigSchema) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { schema } = this;
    const { draft } = host;
    if (!draft._report(schema._flaws)) return;
    const valued = schema.keys.flatMap((key) => {
      const text = schema._valueOf(key);
      return text === undefined ? [] : [{ key, text: String(text) }];
    });
    for (const { key, text } of valued.filter(({ key: k }) => !k.isLive)) {
      draft._addEnv(key.name, { kind: 'text', text, config: true }, whyOf(schema, key));
    }
    const live = valued.filter(({ key }) => key.isLive);
    for (const { key } of live) draft._addEnv(`${key.name}_FILE`, { kind: 'text', text: `${LIVE}/${key.name}` }, `the file of ${key.name}: a new value reaches the running program`);
    if (live.length > 0) {
      mountLive(host, `${host.name}-live-config`, live.map(({ key, text }) => ({ path: `${LIVE}/${key.name}`, root: LIVE, content: text, isBinary: false })), 'live keys');
    }
    const source = schema._goFile;
    if (source !== undefined) draft._add(Facts.SOURCE_FILE, source.path, source.text, `reads the configuration of ${schema.name}`);
    draft._check((settled) => [...schema.keys.flatMap((key) => keyFlaws(settled, key)), ...unknownFlaws(settled, schema)]);
  }
}

function whyOf(schema: ConfigSchema, key: ConfigKey): string {
  const said = schema._valueOf(key) === key.defaultText ? `the default of ${schema.name}` : `a value of ${schema.name}`;
  return key.doc === '' ? said : `${said}: ${key.doc}`;
}

function keyFlaws(settled: Settled, key: ConfigKey): Flaw[] {
  const own = settled.get(Facts.ENV.at(key.name));
  const file = settled.get(Facts.ENV.at(`${key.name}_FILE`));
  if (key.isLive && own !== undefined) {
    return [flaw('config/live-as-variable', `${key.name} is live, yet it is given as a variable, which never changes while a program runs`,
      `Give the value with the schema: withValues({ ${key.name}: '…' }).`)];
  }
  if (own === undefined && (file === undefined || !(key.isLive || key.isSecret))) {
    return key.isOptional ? [] : [flaw('config/missing-value', `nobody gives ${key.name} a value; the program would refuse to start`,
      key.isSecret ? `Give a reference: secrets: { ${key.name}: … }.` : key.isLive ? `Give it with the schema: withValues({ ${key.name}: '…' }).` : `Give it in env: { ${key.name}: '…' }, or a default in the schema.`)];
  }
  if (own === undefined || own.kind !== 'text') return own !== undefined && own.kind !== 'secret' && key.isSecret ? [literalSecret(key)] : [];
  if (key.isSecret) return [literalSecret(key)];
  return isExpanded(own) ? [] : key._faultOf(own.text);
}

function literalSecret(key: ConfigKey): Flaw {
  return flaw('config/literal-secret', `${key.name} is secret, and its value would be committed`, `Give a reference: secrets: { ${key.name}: … }.`);
}

/** What the kubelet puts together is not known here. */
function isExpanded(source: EnvSource): boolean {
  return source.kind === 'text' && source.text.includes('$(');
}

/** A name that only the user says, and the program does not read. */
function unknownFlaws(settled: Settled, schema: ConfigSchema): Flaw[] {
  const known = new Set(schema.keys.flatMap((key) => (key.isLive || key.isSecret ? [key.name, `${key.name}_FILE`] : [key.name])));
  return settled.entries(Facts.ENV).flatMap(([name]) => {
    const decision = settled.decision(Facts.ENV.at(name))!;
    if (known.has(name) || READ_BY_LIBRARIES.test(name) || decision.winner.writer.rank < Rank.YOU || decision.overruled.some(({ fact }) => fact.writer.rank < Rank.YOU)) return [];
    const said = decision.winner.writer.who === 'secrets' ? name.replace(/_FILE$/, '') : name;
    return [flaw('config/unknown-key', `${said} is given, but is no key of ${schema.name}; the program would not read it`, schema._didYouMean(said))];
  });
}
