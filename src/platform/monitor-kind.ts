/** Which monitors the Prometheus operator reads. */
export enum MonitorKind {
  /** PodMonitors: the metrics port is on no Service, and workers and jobs need none */
  POD_MONITOR = 'PodMonitor',
  /** ServiceMonitors only: each workload gets a Service for its metrics, `<name>-metrics`, without an address of its own */
  SERVICE_MONITOR = 'ServiceMonitor',
}
