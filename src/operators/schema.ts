import { SchemaRule, wireRule } from './schema-rule';

/** How server-side apply sees a list: as one value, as a set, or as objects with keys. */
export enum ListType {
  /** one value, replaced as a whole */
  ATOMIC = 'atomic',
  /** scalars, each once; owners add and remove their own */
  SET = 'set',
  /** objects that `mapKeys` tell apart; owners add and remove their own */
  MAP = 'map',
}

/** What every field may say. */
export interface FieldSchemaProps {
  /**
   * What `kubectl explain` shows.
   * @default - nothing
   */
  readonly description?: string;
  /**
   * Whether `null` is a value.
   * @default false, `null` is dropped and takes what was meant along (the API's default)
   */
  readonly nullable?: boolean;
  /**
   * What must hold besides the type, in CEL.
   * @default - nothing
   */
  readonly rules?: SchemaRule[];
}

/** A text. */
export interface StringSchemaProps extends FieldSchemaProps {
  /**
   * The value where none is given.
   * @default - none
   */
  readonly defaultValue?: string;
  /**
   * The values there are.
   * @default - any
   */
  readonly allowed?: string[];
  /**
   * A regular expression in Go's syntax (RE2); anchor it with ^ and $.
   * @default - any text
   */
  readonly pattern?: string;
  /**
   * The fewest characters.
   * @default 0, an empty text is a text (JSON Schema)
   */
  readonly minLength?: number;
  /**
   * The most characters. Rules in CEL are costed by it: without it, a text counts as 3 MiB.
   * @default - no bound
   */
  readonly maxLength?: number;
  /**
   * A format that the API server checks, such as `date-time`, `duration`, `ipv4`, `uri`.
   * @default - none
   */
  readonly format?: string;
}

/** A whole number or a number. */
export interface NumberSchemaProps extends FieldSchemaProps {
  /**
   * The value where none is given.
   * @default - none
   */
  readonly defaultValue?: number;
  /**
   * The least.
   * @default - no bound
   */
  readonly minimum?: number;
  /**
   * The most.
   * @default - no bound
   */
  readonly maximum?: number;
}

/** Yes or no. */
export interface BooleanSchemaProps extends FieldSchemaProps {
  /**
   * The value where none is given.
   * @default - none
   */
  readonly defaultValue?: boolean;
}

/** Fields with names. */
export interface ObjectSchemaProps extends FieldSchemaProps {
  /**
   * The fields that must be there.
   * @default - none
   */
  readonly required?: string[];
  /**
   * The value where none is given; `{}` lets the defaults of the fields inside take effect.
   * @default - none
   */
  readonly defaultValue?: { [field: string]: any };
}

/** Many of a kind, in an order. */
export interface ArraySchemaProps extends FieldSchemaProps {
  /**
   * The fewest.
   * @default 0, an empty list is a list (JSON Schema)
   */
  readonly minItems?: number;
  /**
   * The most. Rules in CEL inside are costed by it.
   * @default - no bound
   */
  readonly maxItems?: number;
  /**
   * How server-side apply sees it.
   * @default ListType.MAP where there are `mapKeys`, else ListType.ATOMIC: one writer owns the whole list (the API's default)
   */
  readonly listType?: ListType;
  /**
   * The fields that tell the objects apart; required, or with a default.
   * @default - none
   */
  readonly mapKeys?: string[];
}

/** Many of a kind, by names that the user chooses. */
export interface MapSchemaProps extends FieldSchemaProps {
  /**
   * The most. Rules in CEL inside are costed by it.
   * @default - no bound
   */
  readonly maxProperties?: number;
}

/**
 * What a field of a custom resource may hold.
 *
 * Becomes a part of the definition's structural schema. Bounds on texts, lists and
 * maps are worth their while: the API server refuses rules in CEL whose cost has no
 * bound.
 *
 * @example
 * const spec = Schema.objectOf({
 *   size: Schema.integer({ minimum: 1, maximum: 9, defaultValue: 3 }),
 *   engine: Schema.text({ allowed: ['redis', 'valkey'] }),
 * }, { required: ['engine'] });
 */
export class Schema {
  /** A text. @param props what bounds it */
  public static text(props: StringSchemaProps = {}): Schema {
    const { allowed, ...rest } = props;
    return Schema.of('string', rest, allowed === undefined ? {} : { enum: [...allowed] });
  }

  /** A whole number of 64 bits. @param props what bounds it */
  public static integer(props: NumberSchemaProps = {}): Schema {
    return Schema.of('integer', props, { format: 'int64' });
  }

  /** A number. Prefer whole numbers and quantities: fractions do not survive every client. @param props what bounds it */
  public static number(props: NumberSchemaProps = {}): Schema {
    return Schema.of('number', props, { format: 'double' });
  }

  /** Yes or no. @param props what bounds it */
  public static flag(props: BooleanSchemaProps = {}): Schema {
    return Schema.of('boolean', props);
  }

  /** An amount with a unit, such as `250m` or `2Gi`, checked as the API server checks its own. @param props what differs */
  public static quantity(props: FieldSchemaProps = {}): Schema {
    const pattern = '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$';
    return Schema.of(undefined, props, { 'anyOf': [{ type: 'integer' }, { type: 'string' }], pattern, 'x-kubernetes-int-or-string': true });
  }

  /** A number or a text, such as a port by number or name. @param props what differs */
  public static intOrString(props: FieldSchemaProps = {}): Schema {
    return Schema.of(undefined, props, { 'anyOf': [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true });
  }

  /** Fields with names. @param fields the schema of each @param props which are required, and more */
  public static objectOf(fields: { [name: string]: Schema }, props: ObjectSchemaProps = {}): Schema {
    const { required, ...rest } = props;
    const properties = Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, schema._json]));
    return Schema.of('object', rest, {
      ...(Object.keys(properties).length > 0 ? { properties } : {}),
      ...(required === undefined || required.length === 0 ? {} : { required: [...required] }),
    });
  }

  /** A list. @param items the schema of each @param props how many, and how they are told apart */
  public static arrayOf(items: Schema, props: ArraySchemaProps = {}): Schema {
    const { listType, mapKeys, ...rest } = props;
    const type = listType ?? (mapKeys === undefined ? undefined : ListType.MAP);
    return Schema.of('array', rest, {
      items: items._json,
      ...(type === undefined ? {} : { 'x-kubernetes-list-type': type }),
      ...(mapKeys === undefined ? {} : { 'x-kubernetes-list-map-keys': [...mapKeys] }),
    });
  }

  /** Values by names that the user chooses. @param values the schema of each value @param props how many */
  public static mapOf(values: Schema, props: MapSchemaProps = {}): Schema {
    return Schema.of('object', props, { additionalProperties: values._json });
  }

  /** Anything: fields are kept and not checked. Use it where another program owns the format. @param props what differs */
  public static anything(props: FieldSchemaProps = {}): Schema {
    return Schema.of('object', props, { 'x-kubernetes-preserve-unknown-fields': true });
  }

  /** The conditions of a status, as all Kubernetes kinds have them: type, status, reason, message, lastTransitionTime, observedGeneration. */
  public static conditions(): Schema {
    return Schema.arrayOf(Schema.objectOf({
      type: Schema.text({ maxLength: 316, pattern: '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$' }),
      status: Schema.text({ allowed: ['True', 'False', 'Unknown'] }),
      reason: Schema.text({ minLength: 1, maxLength: 1024, pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$' }),
      message: Schema.text({ maxLength: 32768 }),
      lastTransitionTime: Schema.text({ format: 'date-time' }),
      observedGeneration: Schema.integer({ minimum: 0 }),
    }, { required: ['lastTransitionTime', 'message', 'reason', 'status', 'type'] }), { mapKeys: ['type'] });
  }

  private static of(type: string | undefined, props: FieldSchemaProps & { defaultValue?: any }, more: { [keyword: string]: any } = {}): Schema {
    const { rules, defaultValue, nullable, ...rest } = props;
    const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    return new Schema({
      ...(type === undefined ? {} : { type }),
      ...said,
      ...more,
      ...(nullable ? { nullable } : {}),
      ...(defaultValue === undefined ? {} : { default: defaultValue }),
      ...(rules === undefined || rules.length === 0 ? {} : { 'x-kubernetes-validations': rules.map(wireRule) }),
    });
  }

  private constructor(
    /** as the API writes it @internal */
    public readonly _json: { readonly [keyword: string]: any },
  ) {}
}
