import { Watched } from './watched';
import { WorkloadAlert } from './workload-alert';
import { PromRule } from '../../kube/prometheus-rule';

/** About pods and containers, as kube-state-metrics sees them, and about being scraped at all. @internal */
export function podAlerts(w: Watched): PromRule[] {
  return [...metricsMissing(w), ...podsUnavailable(w), ...restarts(w)];
}

/** About the Go runtime, by what client_golang 1.20 and newer tells of it. @internal */
export function goAlerts(w: Watched): PromRule[] {
  if (!w.isGo) return [];
  return [
    ...w.alert(WorkloadAlert.GO_MEMORY_NEAR_LIMIT, {
      expr: `(go_memstats_sys_bytes{${w.own}} - go_memstats_heap_released_bytes{${w.own}}) / go_gc_gomemlimit_bytes{${w.own}} > 0.95`,
      for: '10m',
      severity: 'warning',
      summary: `${w.name} is close to its memory limit`,
      description: 'The Go runtime of {{ $labels.pod }} holds {{ $value | humanizePercentage }} of GOMEMLIMIT. It collects garbage more and more often to stay below.',
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

/** Without a pod there is nothing to scrape. */
function metricsMissing(w: Watched): PromRule[] {
  return !w.alwaysRuns ? [] : w.alert(WorkloadAlert.METRICS_MISSING, {
    expr: `absent(up{${w.own}} == 1)`,
    for: '10m',
    severity: 'warning',
    summary: `${w.name} is not scraped`,
    description: `Prometheus reads metrics of no pod of ${w.name}. Until it does, no alert about them can be raised.`,
  });
}

function podsUnavailable(w: Watched): PromRule[] {
  const expr = unavailable(w);
  return expr === undefined ? [] : w.alert(WorkloadAlert.PODS_UNAVAILABLE, {
    expr,
    for: '15m',
    severity: 'warning',
    summary: `${w.name} has fewer pods than it should`,
    description: `{{ $value }} pods of ${w.name} have not been available for 15 minutes.`,
  });
}

/** How many pods are missing. kube-state-metrics does not know Rollouts, so their containers are counted. */
function unavailable(w: Watched): string | undefined {
  switch (w.owner) {
    case 'Deployment': return `kube_deployment_spec_replicas{${w.of('deployment')}} - kube_deployment_status_replicas_available{${w.of('deployment')}} > 0`;
    case 'StatefulSet': return `kube_statefulset_replicas{${w.of('statefulset')}} - kube_statefulset_status_replicas_ready{${w.of('statefulset')}} > 0`;
    case 'DaemonSet': return `kube_daemonset_status_number_unavailable{${w.of('daemonset')}} > 0`;
    case 'Rollout': return `sum(kube_pod_container_status_ready{${w.container}} == bool 0) > 0`;
    default: return undefined;
  }
}

function restarts(w: Watched): PromRule[] {
  return [
    ...w.alert(WorkloadAlert.CONTAINER_RESTARTING, {
      expr: `increase(kube_pod_container_status_restarts_total{${w.container}}[1h]) > 3`,
      severity: 'warning',
      summary: `${w.name} is restarted again and again`,
      description: 'The container of {{ $labels.pod }} was restarted {{ $value | humanize }} times within an hour.',
    }),
    ...w.alert(WorkloadAlert.OUT_OF_MEMORY, {
      expr: `increase(kube_pod_container_status_restarts_total{${w.container}}[15m]) > 0 and on (namespace, pod, container) `
        + `kube_pod_container_status_last_terminated_reason{${w.container},reason="OOMKilled"} == 1`,
      severity: 'warning',
      summary: `${w.name} ran out of memory`,
      description: 'The container of {{ $labels.pod }} took more memory than its limit, and was killed.',
    }),
  ];
}
