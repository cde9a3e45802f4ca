import { Flaw, flaw, quoted } from './flaw';

/**
 * A number that Prometheus is asked for, and what it has to be.
 *
 * The query may use `$pods`, a regular expression that matches the names of the new
 * version's pods and no others, `$namespace` and `$window`.
 *
 * @example
 * AnalysisQuery.atMost('errors-per-second', 'sum(rate(orders_failed_total{namespace="$namespace",pod=~"$pods"}[$window]))', 1);
 */
export class AnalysisQuery {
  /** The number may not be lower. @param name lower-case letters, digits and "-" @param promql the query; its first result counts @param least the lowest that is good */
  public static atLeast(name: string, promql: string, least: number): AnalysisQuery {
    return new AnalysisQuery(name, promql, { min: least });
  }

  /** The number may not be higher. @param name lower-case letters, digits and "-" @param promql the query; its first result counts @param most the highest that is good */
  public static atMost(name: string, promql: string, most: number): AnalysisQuery {
    return new AnalysisQuery(name, promql, { max: most });
  }

  private constructor(
    /** what it is called in status and messages */
    public readonly name: string,
    /** the query, in PromQL */
    public readonly promql: string,
    /** @internal */
    public readonly _range: { readonly min?: number; readonly max?: number },
  ) {}

  public toString(): string {
    const { min, max } = this._range;
    return min === undefined ? `${this.name} at most ${max}` : `${this.name} at least ${min}`;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const bound = this._range.min ?? this._range.max!;
    return [
      ...(/^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/.test(this.name) ? [] : [flaw('analysis/bad-name', `${quoted(this.name)} is no name of a measurement`,
        'Use at most 40 lower-case letters, digits and "-".')]),
      ...(this.promql.trim() !== '' ? [] : [flaw('analysis/empty-query', `the measurement ${quoted(this.name)} asks nothing`, 'Write a query in PromQL.')]),
      ...(/\{\{/.test(this.promql) ? [flaw('analysis/template-query', `the measurement ${quoted(this.name)} has "{{", which Argo Rollouts and Flagger would each fill in another way`,
        'Use $pods, $namespace and $window.')] : []),
      ...(Number.isFinite(bound) ? [] : [flaw('analysis/bad-bound', `the measurement ${quoted(this.name)} is held against ${bound}`, 'Give a finite number.')]),
    ];
  }
}
