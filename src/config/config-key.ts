import { Duration, Size } from 'cdk8s';
import {
  choiceType, ConfigType, durationText, durationType, FLAG_TYPE, integerType, LIST_TYPE, numberType, SECRET_TYPE, sizeText, sizeType, textType, URL_TYPE,
} from './config-type';
import { goName } from './go-name';
import { Flaw, flaw, quoted } from '../values/flaw';
import { envNameFlaws } from '../values/names';
import { sizeFlaws } from '../values/quantity';

/** A time.Duration ends after 292 years. */
const MOST_MILLIS = 2 ** 63 / 1e6;

/** What every key takes. */
export interface ConfigKeyProps {
  /**
   * What the value does, in one sentence; it becomes the comment in Go.
   * @default - none
   */
  readonly doc?: string;
  /**
   * Whether the program can do without a value. In Go the field is zero then.
   * @default false, a key without a default must get a value: what is missing is found before the rollout (a choice)
   */
  readonly optional?: boolean;
  /**
   * Whether a new value reaches the running program. The value is then in a file, not in a
   * variable: a variable never changes while a program runs.
   * @default false, a new value restarts the pods, so that a bad one stops the rollout (a choice)
   */
  readonly live?: boolean;
}

/** A key whose value is text. */
export interface TextKeyProps extends ConfigKeyProps {
  /** The value where nobody gives one. @default - none */
  readonly defaultValue?: string;
  /** Whether an empty text is a value. @default false, an empty text is mostly a mistake (a choice) */
  readonly allowEmpty?: boolean;
}

/** A key whose value is a whole number, at most 2^53 in default and bounds. */
export interface IntegerKeyProps extends ConfigKeyProps {
  /** The value where nobody gives one. @default - none */
  readonly defaultValue?: number;
  /** The least value. @default - the least int64 */
  readonly min?: number;
  /** The greatest value. @default - the greatest int64 */
  readonly max?: number;
}

/** A key whose value is a number. */
export interface NumberKeyProps extends ConfigKeyProps {
  /** The value where nobody gives one. @default - none */
  readonly defaultValue?: number;
  /** The least value. @default - any */
  readonly min?: number;
  /** The greatest value. @default - any */
  readonly max?: number;
}

/** A key whose value is true or false. */
export interface FlagKeyProps extends ConfigKeyProps {
  /** The value where nobody gives one. @default - none */
  readonly defaultValue?: boolean;
}

/** A key whose value is an absolute URL. */
export interface UrlKeyProps extends ConfigKeyProps {
  /** The value where nobody gives one. @default - none */
  readonly defaultValue?: string;
}

/** A key whose value is one of a few texts. */
export interface ChoiceKeyProps extends ConfigKeyProps {
  /** The texts to choose from; each becomes a constant in Go. */
  readonly choices: string[];
  /** The value where nobody gives one. @default - none */
  readonly defaultValue?: string;
}

/** A key whose value is a list of texts. */
export interface ListKeyProps extends ConfigKeyProps {
  /** The value where nobody gives one; no text holds a comma. @default - none */
  readonly defaultValue?: string[];
}

/** A key whose value is a duration. */
export interface DurationKeyProps extends ConfigKeyProps {
  /** The value where nobody gives one. @default - none */
  readonly defaultValue?: Duration;
  /** The least value. @default Duration.seconds(0), as no program waits for less than nothing (a choice) */
  readonly min?: Duration;
  /** The greatest value. @default - any */
  readonly max?: Duration;
}

/** A key whose value is an amount of memory or storage. */
export interface SizeKeyProps extends ConfigKeyProps {
  /** The value where nobody gives one. @default - none */
  readonly defaultValue?: Size;
  /** The least value. @default - no byte */
  readonly min?: Size;
  /** The greatest value. @default - any */
  readonly max?: Size;
}

/** A key whose value is secret; it has no default, and its file follows a rotation whether it is live or not. */
export interface SecretConfigKeyProps {
  /** What the value does, in one sentence. @default - none */
  readonly doc?: string;
  /** Whether the program can do without it. @default false, a key without a default must get a value (a choice) */
  readonly optional?: boolean;
}

/**
 * One thing that a program can be told: its name, its type, its bounds, its default.
 *
 * @example
 * ConfigKey.duration('CACHE_TTL', { defaultValue: Duration.minutes(5), doc: 'how long prices are kept' });
 */
export class ConfigKey {
  /** A text; `string` in Go. @param name of the variable, such as `CURRENCY` @param props default and comment */
  public static text(name: string, props: TextKeyProps = {}): ConfigKey {
    return new ConfigKey(name, textType(props.allowEmpty ?? false), props, props.defaultValue);
  }

  /** A whole number; `int64` in Go. @param name of the variable @param props default and bounds */
  public static integer(name: string, props: IntegerKeyProps = {}): ConfigKey {
    return new ConfigKey(name, integerType(props.min, props.max), props, props.defaultValue === undefined ? undefined : wholeText(props.defaultValue),
      [props.min, props.max].every((n) => n === undefined || Number.isSafeInteger(n)) && inOrder(props.min, props.max));
  }

  /** A number; `float64` in Go. @param name of the variable @param props default and bounds */
  public static number(name: string, props: NumberKeyProps = {}): ConfigKey {
    return new ConfigKey(name, numberType(props.min, props.max), props, props.defaultValue === undefined ? undefined : String(props.defaultValue),
      [props.min, props.max].every((n) => n === undefined || Number.isFinite(n)) && inOrder(props.min, props.max));
  }

  /** True or false; `bool` in Go. @param name of the variable @param props default and comment */
  public static flag(name: string, props: FlagKeyProps = {}): ConfigKey {
    return new ConfigKey(name, FLAG_TYPE, props, props.defaultValue === undefined ? undefined : String(props.defaultValue));
  }

  /** An absolute URL without user and password; `*url.URL` in Go. @param name of the variable @param props default and comment */
  public static url(name: string, props: UrlKeyProps = {}): ConfigKey {
    return new ConfigKey(name, URL_TYPE, props, props.defaultValue);
  }

  /** One of a few texts; a type with constants in Go. @param name of the variable @param props the choices */
  public static choice(name: string, props: ChoiceKeyProps): ConfigKey {
    const good = props.choices.length > 0 && props.choices.every((c) => c !== '' && !c.includes('\0')) && new Set(props.choices).size === props.choices.length;
    return new ConfigKey(name, choiceType(props.choices, goName(name)), props, props.defaultValue, good, props.choices);
  }

  /** Texts, written with commas between them; `[]string` in Go. @param name of the variable @param props default and comment */
  public static list(name: string, props: ListKeyProps = {}): ConfigKey {
    const texts = props.defaultValue;
    return new ConfigKey(name, LIST_TYPE, props, texts?.join(','), texts === undefined || texts.every((text) => !text.includes(',')));
  }

  /** A duration; `time.Duration` in Go. @param name of the variable @param props default and bounds */
  public static duration(name: string, props: DurationKeyProps = {}): ConfigKey {
    const { min, max, defaultValue } = props;
    return new ConfigKey(name, durationType(min, max), props, defaultValue === undefined ? undefined : durationText(defaultValue),
      [min, max].every((d) => d === undefined || d.toMilliseconds({ integral: false }) < MOST_MILLIS)
      && inOrder(min?.toMilliseconds({ integral: false }), max?.toMilliseconds({ integral: false })));
  }

  /** An amount of memory or storage; `int64` bytes in Go. @param name of the variable @param props default and bounds */
  public static size(name: string, props: SizeKeyProps = {}): ConfigKey {
    const { min, max, defaultValue } = props;
    const odd = [min, max, defaultValue].flatMap((size) => (size === undefined ? [] : sizeFlaws(`a size of ${name}`, size, 0)));
    if (odd.length > 0) return new ConfigKey(name, sizeType(undefined, undefined), props, undefined, false);
    return new ConfigKey(name, sizeType(min, max), props, defaultValue === undefined ? undefined : sizeText(defaultValue), inOrder(min?.toKibibytes(), max?.toKibibytes()));
  }

  /** A secret text; `Secret` in Go, which never prints itself. @param name of the variable, such as `STRIPE_API_KEY` @param props comment */
  public static secret(name: string, props: SecretConfigKeyProps = {}): ConfigKey {
    return new ConfigKey(name, SECRET_TYPE, props, undefined);
  }

  /** what the value does */
  public readonly doc: string;
  /** whether the program can do without a value */
  public readonly isOptional: boolean;
  /** whether a new value reaches the running program */
  public readonly isLive: boolean;

  private constructor(
    /** the name of the variable */
    public readonly name: string,
    /** @internal */
    public readonly _type: ConfigType,
    props: ConfigKeyProps,
    /** the value where nobody gives one, as the program reads it; a secret has none */
    public readonly defaultText: string | undefined,
    private readonly isSound: boolean = true,
    /** @internal */
    public readonly _choices: readonly string[] = [],
  ) {
    this.doc = props.doc ?? '';
    this.isOptional = props.optional ?? false;
    this.isLive = props.live ?? false;
  }

  /** Whether the value comes from a Secret. */
  public get isSecret(): boolean {
    return this._type === SECRET_TYPE;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    return [
      ...envNameFlaws(this.name),
      ...(this.isSound ? [] : [flaw('config/bad-key-type', `${this.name} is declared with ${this._choices.length > 0 ? 'empty or equal choices' : 'bounds, choices or a default that cannot be'}`,
        'Give finite bounds in order, choices that differ, and texts without commas.')]),
      ...(this.defaultText === undefined ? [] : this._faultOf(this.defaultText, 'the default')),
    ];
  }

  /** What is wrong with a value. @internal */
  public _faultOf(text: string, subject: string = 'the value'): Flaw[] {
    const fault = this._type.fault(text);
    return fault === undefined ? [] : [flaw('config/bad-value', `${subject} ${quoted(text)} of ${this.name} ${fault}; the program would refuse to start`, `Give ${this._type.accepts}.`)];
  }
}

function inOrder(min: number | undefined, max: number | undefined): boolean {
  return min === undefined || max === undefined || min <= max;
}

/** `1e21` is no whole number to Go. */
function wholeText(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : `${value} (too large)`;
}
