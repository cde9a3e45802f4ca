/** How collectors are spread over the cluster, and who makes their pods. */
export enum CollectorMode {
  /** some pods behind one Service, as many as there is load: the gateway that every program sends to */
  DEPLOYMENT = 'deployment',
  /** one pod on every node; programs reach the one on their own node */
  DAEMON_SET = 'daemonset',
  /** an `OpenTelemetryCollector` (`opentelemetry.io/v1beta1`), of which the OpenTelemetry operator makes a Deployment */
  OPERATOR = 'operator',
}
