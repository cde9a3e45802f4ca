/**
 * A piece of the program that is written: it can be printed, and it can be evaluated, so that
 * what was tried is what stands in the file.
 *
 * @internal
 */
export type Expr =
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'object'; readonly fields: ReadonlyArray<readonly [string, Expr]> }
  | { readonly kind: 'list'; readonly items: readonly Expr[] }
  /** `Autoscaling.ID` */
  | { readonly kind: 'noun'; readonly noun: string; readonly member?: string }
  /** `Image.of('…')`, and `Port.http(8080).servedAs(80)` */
  | { readonly kind: 'call'; readonly on: Expr; readonly method: string; readonly args: readonly Expr[] }
  | { readonly kind: 'new'; readonly noun: string; readonly args: readonly Expr[] };

/** A plain value, however deep. @internal */
export function literal(value: unknown): Expr {
  return { kind: 'literal', value };
}

/** An object; fields that are undefined are left out. @internal */
export function object(fields: { readonly [name: string]: Expr | undefined }): Expr {
  return { kind: 'object', fields: Object.entries(fields).filter((field): field is [string, Expr] => field[1] !== undefined) };
}

/** @internal */
export function list(items: readonly Expr[]): Expr {
  return { kind: 'list', items };
}

/** `Port.http(8080)`: a static member of a class, with its arguments. @internal */
export function call(noun: string, method: string, ...args: Expr[]): Expr {
  return { kind: 'call', on: { kind: 'noun', noun }, method, args };
}

/** A method of what an expression gives. @internal */
export function callOn(on: Expr, method: string, ...args: Expr[]): Expr {
  return { kind: 'call', on, method, args };
}

/** `PortProtocol.HTTP` @internal */
export function member(noun: string, name: string): Expr {
  return { kind: 'noun', noun, member: name };
}

/** `new Autoscaling({ … })`; an empty object is left out. @internal */
export function make(noun: string, props: Expr): Expr {
  return { kind: 'new', noun, args: props.kind === 'object' && props.fields.length === 0 ? [] : [props] };
}

/** The classes and enums that an expression names. @internal */
export function nounsIn(expr: Expr): string[] {
  switch (expr.kind) {
    case 'literal': return [];
    case 'object': return expr.fields.flatMap(([, value]) => nounsIn(value));
    case 'list': return expr.items.flatMap(nounsIn);
    case 'noun': return [expr.noun];
    case 'call': return [...nounsIn(expr.on), ...expr.args.flatMap(nounsIn)];
    case 'new': return [expr.noun, ...expr.args.flatMap(nounsIn)];
  }
}
