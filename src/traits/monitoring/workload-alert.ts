/** The alerts that Monitoring raises, by the name that Alertmanager shows. */
export enum WorkloadAlert {
  /** for ten minutes no pod could be scraped; no other alert about its metrics could be raised either */
  METRICS_MISSING = 'MetricsMissing',
  /** for a quarter of an hour fewer pods are available than wanted */
  PODS_UNAVAILABLE = 'PodsUnavailable',
  /** a container was restarted more than three times within an hour */
  CONTAINER_RESTARTING = 'ContainerRestarting',
  /** a container took more memory than its limit, and was killed */
  OUT_OF_MEMORY = 'OutOfMemory',
  /** for ten minutes the Go runtime has held more than 95 % of GOMEMLIMIT */
  GO_MEMORY_NEAR_LIMIT = 'GoMemoryNearLimit',
  /** more than 10000 goroutines, and five times as many as on average of a day */
  GOROUTINES_GROWING = 'GoroutinesGrowing',
  /** more requests fail than `errorRatio`; left out where there is an SLO of availability */
  REQUEST_ERRORS = 'RequestErrors',
  /** one request of a hundred takes longer than `latency`; left out where there is an SLO of latency */
  REQUEST_LATENCY = 'RequestLatency',
  /** less than a tenth of the requests of the same hour a week ago */
  REQUESTS_DROPPED = 'RequestsDropped',
  /** an SLO's error budget is used up too fast */
  ERROR_BUDGET_BURN = 'ErrorBudgetBurn',
}
