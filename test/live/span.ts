/** One span, as a collector gets or gives it. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  /** empty for the first span of a trace */
  readonly parentSpanId: string;
  readonly name: string;
  /** `service.name` of who made it */
  readonly service: string;
  readonly attributes: { readonly [key: string]: string };
}
