import { Duration } from 'cdk8s';
import { WorkloadAlert } from './workload-alert';
import { CallSeries } from '../../values/call-series';
import { Percent } from '../../values/percent';
import { RequestSeries } from '../../values/request-series';
import { Slo } from '../../values/slo';

/** Where metrics are, what they tell, and who is told of it. */
export interface MonitoringProps {
  /**
   * The name of the port that metrics are served on.
   * @default 'admin', which HealthChecks opens for health and metrics (the golden path)
   */
  readonly port?: string;
  /**
   * The path that metrics are served on.
   * @default '/metrics', where a scraper looks if nothing is said (Prometheus' default)
   */
  readonly path?: string;
  /**
   * How often they are read; whole seconds, at least 1.
   * @default Duration.seconds(30), a rate over 5 minutes then has ten points (the Prometheus operator's default)
   */
  readonly interval?: Duration;
  /**
   * How long the program may take to answer; whole seconds, at most `interval`.
   * @default Duration.seconds(10), or `interval` if that is less: a program that takes longer is not well (Prometheus' default)
   */
  readonly timeout?: Duration;
  /**
   * The most series a pod may have, 1 or more; with more, Prometheus takes none of them. It bounds what a label with user input can cost.
   * @default 5000, several times what a Go service has with the usual histograms (a choice)
   */
  readonly sampleLimit?: number;
  /**
   * How the program counts its requests. Rate, errors and duration are recorded then, and there are alerts about them.
   * @default - nothing about requests
   */
  readonly requests?: RequestSeries;
  /**
   * What users may expect. Alerts tell of error budgets that are used up too fast.
   * @default - none
   */
  readonly slos?: Slo[];
  /**
   * The share of requests that may fail without an alert, 1 to 99 %. An SLO of availability takes its place.
   * @default Percent.of(5), more is felt by users and is not one bad client; an SLO says it better (a choice)
   */
  readonly errorRatio?: Percent;
  /**
   * How long one request of a hundred may take without an alert. An SLO of latency takes its place.
   * @default Duration.seconds(1), after which people lose the thread; an SLO says it better (Nielsen: response times)
   */
  readonly latency?: Duration;
  /**
   * How the program counts its own calls. Each callee's rate, errors and duration are recorded then, as this caller sees them.
   * @default - nothing about calls
   */
  readonly calls?: CallSeries[];
  /**
   * The share of calls to one callee that may fail without an alert, 1 to 99 %.
   * @default Percent.of(10), twice `errorRatio`: the callee's own alert comes first, and this one where it has none (a choice)
   */
  readonly callErrorRatio?: Percent;
  /**
   * Whether Grafana gets a dashboard: requests, calls, objectives, the Go runtime, and pods.
   * @default - there is one where the platform says how dashboards get into Grafana: `monitoring.dashboards`
   */
  readonly dashboard?: boolean;
  /**
   * Alerts to leave out.
   * @default - none
   */
  readonly without?: WorkloadAlert[];
}
