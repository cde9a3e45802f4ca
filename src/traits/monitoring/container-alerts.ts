import { Watched } from './watched';
import { WorkloadAlert } from './workload-alert';
import { PromRule } from '../../kube/prometheus-rule';

/** About the main container, as kube-state-metrics and the kubelet's cAdvisor see it. @internal */
export function containerAlerts(w: Watched): PromRule[] {
  return [
    ...w.alert(WorkloadAlert.CONTAINER_RESTARTING, {
      expr: `increase(kube_pod_container_status_restarts_total{${w.container}}[1h]) > 3`,
      severity: 'warning',
      summary: `${w.name} is restarted again and again`,
      description: 'The container of {{ $labels.pod }} was restarted {{ $value | humanize }} times within an hour.',
    }),
    // The kubelet waits up to five minutes before it tries again, and the container runs for a moment each time.
    ...w.alert(WorkloadAlert.CRASH_LOOPING, {
      expr: `max_over_time(kube_pod_container_status_waiting_reason{${w.container},reason="CrashLoopBackOff"}[5m]) == 1`,
      for: '10m',
      severity: 'warning',
      summary: `${w.name} does not stay up`,
      description: 'The container of {{ $labels.pod }} ends right after its start, and is started less and less often.',
    }),
    ...w.alert(WorkloadAlert.OUT_OF_MEMORY, {
      expr: `increase(kube_pod_container_status_restarts_total{${w.container}}[15m]) > 0 and on (namespace, pod, container) `
        + `kube_pod_container_status_last_terminated_reason{${w.container},reason="OOMKilled"} == 1`,
      severity: 'warning',
      summary: `${w.name} ran out of memory`,
      description: 'The container of {{ $labels.pod }} took more memory than its limit, and was killed.',
    }),
    // Without a CPU limit there are no such series; a LimitRange can give one that nobody has written here.
    ...w.alert(WorkloadAlert.CPU_THROTTLED, {
      expr: `increase(container_cpu_cfs_throttled_periods_total{${w.container}}[5m]) / increase(container_cpu_cfs_periods_total{${w.container}}[5m]) > 0.25`,
      for: '15m',
      severity: 'warning',
      summary: `${w.name} is stopped by its CPU limit`,
      description: 'The container of {{ $labels.pod }} was stopped in {{ $value | humanizePercentage }} of its time slices. Requests wait for the next one.',
    }),
  ];
}
