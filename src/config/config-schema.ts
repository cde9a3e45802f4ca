import { ConfigKey } from './config-key';
import { goName } from './go-name';
import { GENERATED_MARK, goPackage, isGoPackageName, packageNames } from './go-package';
import { Flaw, flaw, quoted } from '../values/flaw';
import { nearest } from '../values/nearest';

/** What else is said of a schema. */
export interface ConfigSchemaOptions {
  /**
   * The folder of the generated Go package, from where the program of the manifests is run, such as
   * `../services/checkout/internal/config`. GopherApp writes `config.gen.go` there; the folder's name is the package's.
   * @default - no file is written; `goSource` gives the text
   */
  readonly goDirectory?: string;
}

/**
 * Everything that a program can be told, declared once for the manifest and for the program.
 *
 * Given to a workload as `config`, it becomes variables and files with checked values, and
 * a Go package that reads exactly these keys. The two cannot disagree.
 *
 * @example
 * const schema = ConfigSchema.of('checkout', [
 *   ConfigKey.duration('CACHE_TTL', { defaultValue: Duration.minutes(5), doc: 'how long prices are kept' }),
 *   ConfigKey.choice('CURRENCY', { choices: ['CHF', 'EUR'] }),
 *   ConfigKey.number('SAMPLING', { defaultValue: 0.1, min: 0, max: 1, live: true }),
 *   ConfigKey.secret('STRIPE_API_KEY'),
 * ]);
 * new GoMicroservice(chart, 'till', {
 *   image: Image.of('registry.example.com/shop/till:1.0.0'),
 *   config: schema,
 *   env: { CURRENCY: 'CHF' },
 *   secrets: { STRIPE_API_KEY: ExistingSecret.of('stripe', ['api-key']).key('api-key') },
 * });
 */
export class ConfigSchema {
  /** The keys of a program. @param name what the program is called in comments and messages @param keys in the order of the fields in Go @param options where the Go package goes */
  public static of(name: string, keys: ConfigKey[], options: ConfigSchemaOptions = {}): ConfigSchema {
    return new ConfigSchema(name, keys, options.goDirectory, {});
  }

  private constructor(
    /** what the program is called in comments and messages */
    public readonly name: string,
    /** the keys, in the order of the fields in Go */
    public readonly keys: ConfigKey[],
    /** the folder of the generated Go package, if one is written */
    public readonly goDirectory: string | undefined,
    /** @internal */
    public readonly _values: { readonly [name: string]: string },
  ) {}

  /** The same keys with other values, for one environment; the only way to give a live key a value. @param values by the keys' names, as the program reads them */
  public withValues(values: { [name: string]: string }): ConfigSchema {
    return new ConfigSchema(this.name, this.keys, this.goDirectory, { ...this._values, ...values });
  }

  /** The Go package that reads these keys: the text of `config.gen.go`, the same bytes for the same keys. @param packageName a Go package name, such as `config` */
  public goSource(packageName: string = 'config'): string {
    return goPackage(packageName, this.name, this.keys);
  }

  /** The file that GopherApp writes. @internal */
  public get _goFile(): { path: string; text: string } | undefined {
    if (this.goDirectory === undefined) return undefined;
    return { path: `${this.goDirectory.replace(/\/+$/, '')}/config.gen.go`, text: this.goSource(this.packageName) };
  }

  /** The value of a key as the schema has it. @internal */
  public _valueOf(key: ConfigKey): string | undefined {
    return Object.hasOwn(this._values, key.name) ? this._values[key.name] : key.defaultText;
  }

  /** The declared name that is most like this one. @internal */
  public _didYouMean(name: string): string {
    const near = nearest(name, this.keys.map((key) => key.name));
    return near === undefined ? `Declare it in the schema of ${this.name}, or leave it out.` : `Did you mean ${near}? Otherwise declare it in the schema of ${this.name}.`;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const byName = new Map(this.keys.map((key) => [key.name, key]));
    return [
      ...this.keys.flatMap((key) => key._flaws),
      ...repeated(this.keys.map((key) => key.name)).map((name) => flaw('config/duplicate-key', `${this.name} declares ${name} twice`, 'Keep one of the two.')),
      ...this.keys.filter((key) => byName.has(`${key.name}_FILE`)).map((key) => flaw('config/duplicate-key',
        `${key.name}_FILE is declared beside ${key.name}, whose file it would name`, 'Name it otherwise.')),
      ...repeated([...byName.keys()].map(goName)).map((name) => flaw('config/same-go-name',
        `two keys of ${this.name} would be the field ${name} in Go`, 'Rename one of the two.')),
      ...repeated(packageNames(this.keys)).map((name) => flaw('config/same-go-name', `two things in the Go package of ${this.name} would be called ${name}`, 'Rename the key or the choice.')),
      ...Object.entries(this._values).flatMap(([name, text]) => {
        const key = byName.get(name);
        if (key === undefined) return [flaw('config/unknown-key', `${name} is no key of ${this.name}`, this._didYouMean(name))];
        return key.isSecret ? [flaw('config/literal-secret', `${name} is secret, and a value would be committed`, 'Give a reference: secrets: { … }.')] : key._faultOf(String(text));
      }),
      ...(this.goDirectory === undefined || isGoPackageName(this.packageName) ? [] : [flaw('config/bad-go-package',
        `the folder ${quoted(this.goDirectory)} does not end in a name for a Go package`, 'Let it end in lower-case letters and digits, such as "internal/config".')]),
    ];
  }

  private get packageName(): string {
    return (this.goDirectory ?? '').replace(/\/+$/, '').split('/').pop() ?? '';
  }
}

/** How a generated file begins; nothing else is ever overwritten. @internal */
export const GENERATED = GENERATED_MARK;

function repeated(names: string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}
