import { Flaw, flaw, quoted } from './flaw';

/** How a job is divided into numbered parts. */
export interface IndexedOptions {
  /**
   * How many parts are worked on at once, 1 to 100000.
   * @default - all of them
   */
  readonly parallelism?: number;
  /**
   * How often each part is tried again by itself, 0 or more; one bad part then does
   * not stop the others. It needs Kubernetes 1.29.
   * @default - the tries of all parts are counted together
   */
  readonly backoffLimitPerIndex?: number;
  /**
   * After how many failed parts the whole job gives up, 0 to the number of parts. It needs `backoffLimitPerIndex`.
   * @default - all other parts are done first
   */
  readonly maxFailedIndexes?: number;
  /**
   * Which parts are enough for success, such as `0` or `0-2,5`; the others are then stopped. It needs Kubernetes 1.31.
   * @default - all of them
   */
  readonly succeededIndexes?: string;
  /**
   * How many parts are enough for success, of those named by `succeededIndexes` or of all. It needs Kubernetes 1.31.
   * @default - all of them
   */
  readonly succeededCount?: number;
}

const MOST = 100_000;

/**
 * How many pods have to end well before a job is done.
 *
 * @example
 * Completions.indexed(20, { parallelism: 5, backoffLimitPerIndex: 2 })
 */
export class Completions {
  /** One pod: the default. */
  public static single(): Completions {
    return new Completions({ completions: 1, parallelism: 1, completionMode: 'NonIndexed' });
  }

  /**
   * So many parts, each with a number of its own: a pod reads it as
   * `JOB_COMPLETION_INDEX`, from `0` on, which Kubernetes sets.
   *
   * @param count 1 to 100000 @param options how many at once, what counts as failure and as success
   */
  public static indexed(count: number, options: IndexedOptions = {}): Completions {
    const { parallelism, backoffLimitPerIndex, maxFailedIndexes, succeededIndexes, succeededCount } = options;
    return new Completions({
      completions: count,
      parallelism: parallelism ?? count,
      completionMode: 'Indexed',
      backoffLimitPerIndex,
      maxFailedIndexes,
      successPolicy: succeededIndexes === undefined && succeededCount === undefined ? undefined : { rules: [given({ succeededIndexes, succeededCount })] },
    });
  }

  /** Pods that take their work from a queue: the job is done when one has ended well and all have ended. @param parallelism how many at once, 1 to 100000 */
  public static workQueue(parallelism: number): Completions {
    return new Completions({ parallelism, completionMode: 'NonIndexed' });
  }

  private constructor(private readonly fields: { readonly [field: string]: any }) {}

  public toString(): string {
    const { completions, parallelism, completionMode } = this.fields;
    return `${completions ?? 'a queue'}${completionMode === 'Indexed' ? ' indexed' : ''}, ${parallelism} at once`;
  }

  /** As the API writes it. @internal */
  public get _wire(): { [field: string]: any } {
    return given(this.fields);
  }

  /** The characters that the largest index takes in a pod's host name, its hyphen included. @internal */
  public get _indexLength(): number {
    return this.fields.completionMode === 'Indexed' ? `-${this.fields.completions - 1}`.length : 0;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const { completions, parallelism, backoffLimitPerIndex, maxFailedIndexes, successPolicy } = this.fields;
    const within = (name: string, value: number | undefined, min: number, max: number) => (value === undefined || (Number.isInteger(value) && value >= min && value <= max) ? [] : [flaw(
      'job/bad-completions', `${name} is ${value}; it takes a whole number from ${min} to ${max}`, 'Choose a number in that range.')]);
    const uncounted = within('the number of completions', completions, 1, MOST);
    if (uncounted.length > 0) return uncounted;
    return [
      ...within('parallelism', parallelism, 1, MOST),
      ...within('backoffLimitPerIndex', backoffLimitPerIndex, 0, 2 ** 31 - 1),
      ...within('maxFailedIndexes', maxFailedIndexes, 0, completions),
      ...(maxFailedIndexes !== undefined && backoffLimitPerIndex === undefined ? [flaw('job/no-limit-per-index',
        'maxFailedIndexes is given, but failures are not counted per index', 'Give backoffLimitPerIndex as well.')] : []),
      ...(successPolicy === undefined ? [] : successFlaws(successPolicy.rules[0], completions)),
    ];
  }
}

function successFlaws({ succeededIndexes, succeededCount }: IndexedOptions, completions: number): Flaw[] {
  const named = succeededIndexes === undefined ? completions : countIndexes(succeededIndexes, completions);
  if (named === undefined) {
    return [flaw('job/bad-indexes', `succeededIndexes ${quoted(succeededIndexes)} does not name indexes from 0 to ${completions - 1} in their order`, 'Write them like "0-2,5".')];
  }
  return succeededCount === undefined || (Number.isInteger(succeededCount) && succeededCount >= 1 && succeededCount <= named) ? [] : [flaw('job/bad-completions',
    `succeededCount is ${succeededCount}; it takes a whole number from 1 to ${named}`, 'Choose a number in that range.')];
}

/** How many indexes such a text names; undefined where it does not. */
function countIndexes(text: string, completions: number): number | undefined {
  let [count, last] = [0, -1];
  for (const part of text.split(',')) {
    const [, from, to = from] = /^([0-9]{1,6})(?:-([0-9]{1,6}))?$/.exec(part) ?? [];
    if (from === undefined || Number(from) <= last || Number(to) >= completions || (part.includes('-') && Number(to) <= Number(from))) return undefined;
    count += Number(to) - Number(from) + 1;
    last = Number(to);
  }
  return count;
}

function given(fields: { readonly [field: string]: any }): { [field: string]: any } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
