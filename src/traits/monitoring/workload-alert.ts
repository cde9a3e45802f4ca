/** The alerts that Monitoring raises, by the name that Alertmanager shows. */
export enum WorkloadAlert {
  /** for ten minutes no pod could be scraped; no other alert about its metrics could be raised either */
  METRICS_MISSING = 'MetricsMissing',
  /** for a quarter of an hour fewer pods are available than wanted */
  PODS_UNAVAILABLE = 'PodsUnavailable',
  /** a new version does not become ready; the old one still answers */
  ROLLOUT_STUCK = 'RolloutStuck',
  /** for a quarter of an hour the autoscaler has had no more pods to add */
  AUTOSCALER_AT_MAXIMUM = 'AutoscalerAtMaximum',
  /** a container was restarted more than three times within an hour */
  CONTAINER_RESTARTING = 'ContainerRestarting',
  /** for ten minutes a container has ended again and again right after its start */
  CRASH_LOOPING = 'CrashLooping',
  /** a container took more memory than its limit, and was killed */
  OUT_OF_MEMORY = 'OutOfMemory',
  /** for a quarter of an hour a container has been stopped in a quarter of its time slices, as its CPU limit was used up */
  CPU_THROTTLED = 'CpuThrottled',
  /** for ten minutes the Go runtime has held more than 95 % of GOMEMLIMIT */
  GO_MEMORY_NEAR_LIMIT = 'GoMemoryNearLimit',
  /** the Go runtime keeps to no memory limit, though the container has one */
  GO_MEMORY_UNLIMITED = 'GoMemoryUnlimited',
  /** the Go runtime runs more threads at once than the container may use */
  GO_MAX_PROCS_MISMATCH = 'GoMaxProcsMismatch',
  /** for ten minutes garbage collection has taken a quarter of the CPU; only where the program exports CPU classes */
  GO_GC_THRASHING = 'GoGcThrashing',
  /** more than 10000 goroutines, and five times as many as on average of a day */
  GOROUTINES_GROWING = 'GoroutinesGrowing',
  /** more requests fail than `errorRatio`; left out where there is an SLO of availability */
  REQUEST_ERRORS = 'RequestErrors',
  /** one request of a hundred takes longer than `latency`; left out where there is an SLO of latency */
  REQUEST_LATENCY = 'RequestLatency',
  /** less than a tenth of the requests of the same hour a week ago */
  REQUESTS_DROPPED = 'RequestsDropped',
  /** more calls to one callee fail than `callErrorRatio` */
  CALL_ERRORS = 'CallErrors',
  /** an SLO's error budget is used up too fast */
  ERROR_BUDGET_BURN = 'ErrorBudgetBurn',
  /** for two minutes a database server has not answered its exporter; by a database's `metrics` */
  DATABASE_DOWN = 'DatabaseDown',
  /** for ten minutes more than 90 % of a database's connections have been taken; by a database's `metrics` */
  DATABASE_CONNECTIONS_USED = 'DatabaseConnectionsUsed',
  /** for a quarter of an hour less than 15 % of a database's volume have been free; by a database's `metrics` */
  DATABASE_VOLUME_FULL = 'DatabaseVolumeFull',
  /** no run has succeeded for too long, or nothing is known of any; by RunAlerts */
  RUN_OVERDUE = 'RunOverdue',
  /** a run failed, and none has succeeded since; by RunAlerts */
  RUN_FAILED = 'RunFailed',
}
