/** What programs tell about themselves. */
export enum TelemetrySignal {
  /** what happened for one request, in every service that it passed through */
  TRACES = 'traces',
  /** numbers over time */
  METRICS = 'metrics',
  /** lines of text with attributes */
  LOGS = 'logs',
}
