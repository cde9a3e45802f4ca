import { WINDOW } from './request-panels';
import { Panel, PanelQuery } from '../../../kube/grafana/panel';
import { Watched } from '../watched';

/** How many pods there are and ought to be, and what their main container takes of what it may. @internal */
export function podPanels(w: Watched): Panel[] {
  const { container } = w;
  const allowed = (what: string, resource: string, legend: string): PanelQuery => ({ expr: `max(kube_pod_container_resource_${what}{${container},resource="${resource}"})`, legend });
  return [
    { title: 'Pods', description: 'How many there are and ought to be. While a new version comes, not all are updated.', unit: 'short', queries: [...pods(w), ...bounds(w)] },
    {
      title: 'CPU of the container',
      description: 'Cores in use, and what is requested and allowed of each pod.',
      unit: 'short',
      queries: [
        { expr: `sum by (pod) (rate(container_cpu_usage_seconds_total{${container}}[${WINDOW}]))`, legend: '{{pod}}' },
        allowed('requests', 'cpu', 'request'),
        allowed('limits', 'cpu', 'limit'),
      ],
    },
    {
      title: 'Memory of the container',
      description: 'What the kernel counts; at the limit it kills the program.',
      unit: 'bytes',
      queries: [{ expr: `sum by (pod) (container_memory_working_set_bytes{${container}})`, legend: '{{pod}}' }, allowed('limits', 'memory', 'limit')],
    },
    {
      title: 'Restarts',
      description: 'Within an hour.',
      unit: 'short',
      queries: [{ expr: `sum by (pod) (increase(kube_pod_container_status_restarts_total{${container}}[1h]))`, legend: '{{pod}}' }],
    },
    {
      title: 'Stopped by the CPU limit',
      description: 'The share of time slices. Empty where there is no CPU limit.',
      unit: 'percentunit',
      queries: [{
        expr: `sum by (pod) (increase(container_cpu_cfs_throttled_periods_total{${container}}[${WINDOW}])) / sum by (pod) (increase(container_cpu_cfs_periods_total{${container}}[${WINDOW}]))`,
        legend: '{{pod}}',
      }],
    },
    {
      title: 'Alerts',
      description: 'Those about this workload that are raised.',
      unit: 'short',
      queries: [{ expr: `sum by (alertname, severity) (ALERTS{alertstate="firing",namespace="${w.namespace}",workload="${w.name}"})`, legend: '{{alertname}} ({{severity}})' }],
    },
  ];
}

function pods(w: Watched): PanelQuery[] {
  const sums = (of: string, series: { readonly [legend: string]: string }) => Object.entries(series).map(([legend, name]) => ({ expr: `sum(${name}{${of}})`, legend }));
  switch (w.owner) {
    case 'Deployment': return sums(w.of('deployment'), {
      wanted: 'kube_deployment_spec_replicas', available: 'kube_deployment_status_replicas_available', updated: 'kube_deployment_status_replicas_updated',
    });
    case 'StatefulSet': return sums(w.of('statefulset'), {
      wanted: 'kube_statefulset_replicas', ready: 'kube_statefulset_status_replicas_ready', updated: 'kube_statefulset_status_replicas_updated',
    });
    case 'DaemonSet': return sums(w.of('daemonset'), {
      wanted: 'kube_daemonset_status_desired_number_scheduled', available: 'kube_daemonset_status_number_available', updated: 'kube_daemonset_status_updated_number_scheduled',
    });
    default: return [{ expr: `sum(kube_pod_container_status_ready{${w.container}})`, legend: 'ready' }];
  }
}

function bounds(w: Watched): PanelQuery[] {
  if (!w.isAutoscaled) return [];
  const of = w.of('horizontalpodautoscaler');
  return [
    { expr: `max(kube_horizontalpodautoscaler_spec_min_replicas{${of}})`, legend: 'fewest' },
    { expr: `max(kube_horizontalpodautoscaler_spec_max_replicas{${of}})`, legend: 'most' },
  ];
}
