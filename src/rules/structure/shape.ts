/*
 * What a value must look like, as one minor of the API server has it.
 */

/** Something that only some minors have. @internal */
export interface Era {
  /** the first minor that has it */
  readonly from: number;
  /** the last minor that has it */
  readonly to: number;
}

/**
 * The form of a value, by the letters of the table: `s` text, `b` boolean, `i` `l` whole numbers of 32 and 64 bits,
 * `f` number, `q` quantity, `x` number or text, `t` `u` time, `y` bytes as base64, `a` anything,
 * `=` one of a few words, `{}` map, `[]` list, `?` an object or anything else, `o` object.
 *
 * @internal
 */
export type Form = 's' | 'b' | 'i' | 'l' | 'f' | 'q' | 'x' | 't' | 'u' | 'y' | 'a' | '=' | '{}' | '[]' | '?' | 'o';

/** @internal */
export interface ShapeProps {
  /** of a map or a list */
  readonly item?: Shape;
  /** of a list: what tells its items apart; `undefined` where the list is one value */
  readonly keys?: readonly ListKey[];
  /** of a list: each value once */
  readonly isSet?: boolean;
  /** of a word: in which minors each is known */
  readonly words?: ReadonlyMap<string, Era[]>;
  /** of an object: its fields, asked for once, when they are needed */
  readonly struct?: () => Struct;
}

/** @internal */
export class Shape {
  public readonly item?: Shape;
  public readonly keys?: readonly ListKey[];
  public readonly isSet: boolean;
  public readonly words?: ReadonlyMap<string, Era[]>;
  private opened?: Struct;

  constructor(public readonly form: Form, private readonly props: ShapeProps = {}) {
    this.item = props.item;
    this.keys = props.keys;
    this.isSet = props.isSet ?? false;
    this.words = props.words;
    this.opened = undefined;
  }

  public get struct(): Struct | undefined {
    return this.opened ??= this.props.struct?.();
  }
}

/** A field that tells the items of a list apart. @internal */
export interface ListKey {
  readonly field: string;
  /** what a missing field reads as */
  readonly byDefault?: string;
}

/** @internal */
export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
}

/** An object with named fields, in one minor. @internal */
export class Struct {
  /** the fields that this minor has */
  public readonly fields = new Map<string, Field>();
  /** the fields that the API server insists on */
  public readonly required: Field[] = [];
  /** every field of any minor, with its eras */
  public readonly eras = new Map<string, Era[]>();

  constructor(
    /** such as `PodSpec` */
    public readonly name: string,
  ) {}
}
