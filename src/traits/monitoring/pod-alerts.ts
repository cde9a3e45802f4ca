import { Watched } from './watched';
import { WorkloadAlert } from './workload-alert';
import { PromRule } from '../../kube/prometheus-rule';

/** About pods, as kube-state-metrics sees them, and about being scraped at all. @internal */
export function podAlerts(w: Watched): PromRule[] {
  return [...metricsMissing(w), ...podsUnavailable(w), ...rolloutStuck(w), ...autoscalerAtMaximum(w)];
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

function rolloutStuck(w: Watched): PromRule[] {
  const stuck = stuckRollout(w);
  return stuck === undefined ? [] : w.alert(WorkloadAlert.ROLLOUT_STUCK, {
    ...stuck,
    severity: 'warning',
    summary: `A rollout of ${w.name} is stuck`,
    description: `The new version of ${w.name} does not become ready; what is left of the old one still runs.`,
  });
}

/** A Deployment says so itself, once its deadline has passed. Argo Rollouts takes a bad version back, and kube-state-metrics knows nothing of it. */
function stuckRollout(w: Watched): { readonly expr: string; readonly for?: string } | undefined {
  switch (w.owner) {
    case 'Deployment': return { expr: `kube_deployment_status_condition{${w.of('deployment')},condition="Progressing",status="false"} == 1` };
    case 'StatefulSet': return standstill(`kube_statefulset_status_replicas_updated{${w.of('statefulset')}}`, `kube_statefulset_replicas{${w.of('statefulset')}}`);
    case 'DaemonSet': return standstill(`kube_daemonset_status_updated_number_scheduled{${w.of('daemonset')}}`, `kube_daemonset_status_desired_number_scheduled{${w.of('daemonset')}}`);
    default: return undefined;
  }
}

function standstill(updated: string, wanted: string) {
  return { expr: `${updated} < ${wanted} and changes(${updated}[15m]) == 0`, for: '15m' };
}

/** Where both bounds are one number, nothing was to be decided. */
function autoscalerAtMaximum(w: Watched): PromRule[] {
  if (!w.isAutoscaled) return [];
  const of = w.of('horizontalpodautoscaler');
  const most = `kube_horizontalpodautoscaler_spec_max_replicas{${of}}`;
  return w.alert(WorkloadAlert.AUTOSCALER_AT_MAXIMUM, {
    expr: `kube_horizontalpodautoscaler_status_current_replicas{${of}} >= ${most} and ${most} > kube_horizontalpodautoscaler_spec_min_replicas{${of}}`,
    for: '15m',
    severity: 'warning',
    summary: `${w.name} cannot grow further`,
    description: `The autoscaler of ${w.name} has run all {{ $value }} pods that it may for 15 minutes. With more load each would get slower.`,
  });
}
