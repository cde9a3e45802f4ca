import { Watched } from './watched';
import { WorkloadAlert } from './workload-alert';
import { PromRule } from '../../kube/prometheus-rule';

/** What Go holds, as GOMEMLIMIT counts it. @internal */
export function goMemoryHeld(own: string): string {
  return `go_memstats_sys_bytes{${own}} - go_memstats_heap_released_bytes{${own}}`;
}

/** The share of the CPU that garbage collection takes; a program has to export it. @internal */
export function goGcShare(own: string, window: string): string {
  return `rate(go_cpu_classes_gc_total_cpu_seconds_total{${own}}[${window}]) / rate(go_cpu_classes_total_cpu_seconds_total{${own}}[${window}])`;
}

/** About the Go runtime, by what client_golang 1.20 and newer tells of it. @internal */
export function goAlerts(w: Watched): PromRule[] {
  if (!w.isGo) return [];
  return [
    ...w.alert(WorkloadAlert.GO_MEMORY_NEAR_LIMIT, {
      expr: `(${goMemoryHeld(w.own)}) / go_gc_gomemlimit_bytes{${w.own}} > 0.95`,
      for: '10m',
      severity: 'warning',
      summary: `${w.name} is close to its memory limit`,
      description: 'The Go runtime of {{ $labels.pod }} holds {{ $value | humanizePercentage }} of GOMEMLIMIT. It collects garbage more and more often to stay below.',
    }),
    ...unlimited(w),
    ...tooManyThreads(w),
    // The runtime lets it take half at most; a quarter is felt.
    ...w.alert(WorkloadAlert.GO_GC_THRASHING, {
      expr: `${goGcShare(w.own, '5m')} > 0.25`,
      for: '10m',
      severity: 'warning',
      summary: `${w.name} does little but collect garbage`,
      description: 'Garbage collection takes {{ $value | humanizePercentage }} of the CPU of {{ $labels.pod }}.',
    }),
    ...w.alert(WorkloadAlert.GOROUTINES_GROWING, {
      expr: `go_goroutines{${w.own}} > 10000 and go_goroutines{${w.own}} > 5 * avg_over_time(go_goroutines{${w.own}}[1d] offset 1h)`,
      for: '30m',
      severity: 'warning',
      summary: `${w.name} has ever more goroutines`,
      description: '{{ $labels.pod }} has {{ $value }} goroutines, more than five times its average of a day. Some may wait for something that never comes.',
    }),
  ];
}

/** Go says math.MaxInt64 for none. */
function unlimited(w: Watched): PromRule[] {
  return !w.hasGoMemoryLimit ? [] : w.alert(WorkloadAlert.GO_MEMORY_UNLIMITED, {
    expr: `go_gc_gomemlimit_bytes{${w.own}} > 1e15`,
    for: '15m',
    severity: 'warning',
    summary: `${w.name} keeps to no memory limit`,
    description: 'The Go runtime of {{ $labels.pod }} has no GOMEMLIMIT, though the environment gives one. The kernel kills it where Go would have collected garbage.',
  });
}

/** Against what was said, or against the limit that Go 1.25 and newer read: rounded up, at least 2. */
function tooManyThreads(w: Watched): PromRule[] {
  const said = w.goMaxProcs;
  if (said === undefined) return [];
  const most = said === 'cpuLimit'
    ? `on (namespace, pod) group_left () clamp_min(ceil(max by (namespace, pod) (kube_pod_container_resource_limits{${w.container},resource="cpu"})), 2)` : said;
  return w.alert(WorkloadAlert.GO_MAX_PROCS_MISMATCH, {
    expr: `go_sched_gomaxprocs_threads{${w.own}} > ${most}`,
    for: '15m',
    severity: 'warning',
    summary: `${w.name} runs more threads than it may use`,
    description: `Go runs {{ $value }} threads at once in {{ $labels.pod }}, more than ${said === 'cpuLimit' ? 'its CPU limit allows' : `the ${said} of GOMAXPROCS`}. They take CPU from each other, or are stopped together.`,
  });
}
