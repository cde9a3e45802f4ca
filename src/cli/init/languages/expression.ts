/** A piece of a program, before it is written in a language. Names are those of the TypeScript API. @internal */
export type Expression =
  | { readonly text: string }
  | { readonly number: number }
  /** the image of a service, by the function that every program has */
  | { readonly imageOf: string }
  /** the id of a trait, such as `HealthChecks.ID` */
  | { readonly idOf: string }
  /** a member of an enum */
  | { readonly member: string; readonly of: string }
  /** a list; Go must know of what */
  | { readonly list: readonly Expression[]; readonly of: 'Port' | 'ITrait' | 'string' }
  /** a map of numbers */
  | { readonly numbers: { readonly [key: string]: number } }
  /** a maker such as `Port.http(8080)` */
  | { readonly maker: string; readonly of: string; readonly args: readonly Expression[] }
  /** an object that is made of props, by `new`, or by a maker of its class */
  | { readonly made: string; readonly maker?: string; readonly propsType: string; readonly props: readonly Prop[] };

/** @internal */
export interface Prop {
  readonly name: string;
  readonly value: Expression;
  /** what stands behind it in the line */
  readonly remark?: string;
}

/** A workload in the program. @internal */
export interface WorkloadBlock {
  readonly kind: 'GoMicroservice' | 'GoWorker';
  /** its id: a DNS label */
  readonly name: string;
  readonly props: readonly Prop[];
  /** where it is reached on a machine of one's own; one workload has it at most */
  readonly localAccess?: Expression;
}

/** Every class and enum that expressions name. @internal */
export function nounsIn(expression: Expression): string[] {
  if ('idOf' in expression) return [expression.idOf];
  if ('member' in expression) return [expression.of];
  if ('list' in expression) return expression.list.flatMap(nounsIn);
  if ('args' in expression) return [expression.of, ...expression.args.flatMap(nounsIn)];
  if ('made' in expression) return [expression.made, ...expression.props.flatMap(({ value }) => nounsIn(value))];
  return [];
}

/** Every class and enum that workloads name, themselves included. @internal */
export function nounsOf(blocks: readonly WorkloadBlock[]): string[] {
  return [...new Set(blocks.flatMap(({ kind, props, localAccess }) => [kind, ...props.flatMap(({ value }) => nounsIn(value)), ...localAccess === undefined ? [] : nounsIn(localAccess)]))];
}
