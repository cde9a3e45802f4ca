import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Dashboard } from '../kube/grafana/dashboard';
import { dashboardObject, renderDashboard } from '../kube/grafana/dashboard-object';
import { Panel } from '../kube/grafana/panel';
import { KubeObject } from '../kube/kube-object';
import { Problem } from '../model/problem';
import { Dashboards } from '../platform/dashboards';
import { objectLabels } from '../platform/object-labels';
import { Platform } from '../platform/platform';
import { REQUEST_ERRORS, REQUEST_P99, REQUEST_RATE } from '../traits/monitoring/request-rules';
import { Flaw, flaw } from '../values/flaw';
import { objectNameFlaws } from '../values/names';

/**
 * All services of a namespace on one dashboard, beside each other.
 *
 * Becomes a dashboard (ConfigMap or GrafanaDashboard, as the platform says) that shows what
 * the trait Monitoring records of each: rate, errors and duration of its requests. Services
 * that come later are on it without a change. The chart must name its namespace.
 *
 * @example
 * new ServiceOverview(chart, 'services');
 */
export class ServiceOverview extends Construct {
  /** @param scope a chart with a namespace, or a construct in one @param id the object's name; a ConfigMap's ends in `-dashboard` */
  public constructor(scope: Construct, id: string) {
    // A place of its own in the tree: a service may be called so, too.
    super(scope, `ServiceOverview ${id}`);
    const { namespace } = Chart.of(this);
    const way = (Platform.of(this).monitoring?.dashboards ?? Dashboards.sidecar())._way;
    const flaws = [...objectNameFlaws('dashboard', id), ...namespaceFlaws(id, namespace)];
    this.node.addValidation({ validate: () => flaws.map((f) => Problem._at(this.node.path, f).message) });
    if (namespace === undefined) return;
    new KubeObject(this, 'Default', { ...dashboardObject(way, id), render: () => renderDashboard(way, overview(namespace, id), objectLabels(this), {}) });
  }
}

function namespaceFlaws(id: string, namespace: string | undefined): Flaw[] {
  return namespace !== undefined ? [] : [flaw('overview/no-namespace', `the chart of the overview ${id} names no namespace, so nobody knows which services are on it`,
    'Name the chart\'s namespace: new Chart(app, \'shop\', { namespace: \'shop\' }).')];
}

/** What is recorded alike for all of them, whatever counts their requests. */
function overview(namespace: string, name: string): Dashboard {
  const of = `namespace="${namespace}"`;
  const byJob = (title: string, description: string, unit: string, record: string): Panel => ({ title, description, unit, queries: [{ expr: `sum by (job) (${record}{${of}})`, legend: '{{job}}' }] });
  return {
    namespace,
    name,
    title: `${namespace}: services`,
    rows: [
      {
        title: 'Requests',
        panels: [
          byJob('Requests per second', 'Of services whose Monitoring knows what counts their requests.', 'reqps', REQUEST_RATE),
          byJob('Failed requests', 'The share that fails by the service\'s own fault.', 'percentunit', REQUEST_ERRORS),
          byJob('Slowest of a hundred', 'What 99 of a hundred requests stay below.', 's', REQUEST_P99),
        ],
      },
      {
        title: 'What is wrong',
        panels: [
          { title: 'Alerts', description: 'Those that are raised, by workload.', unit: 'short', queries: [{ expr: `sum by (workload, alertname) (ALERTS{alertstate="firing",${of},workload!=""})`, legend: '{{workload}}: {{alertname}}' }] },
          { title: 'Restarts', description: 'Of containers, within an hour.', unit: 'short', queries: [{ expr: `sum by (container) (increase(kube_pod_container_status_restarts_total{${of}}[1h])) > 0`, legend: '{{container}}' }] },
          { title: 'Pods that are missing', description: 'Of Deployments.', unit: 'short', queries: [{ expr: `kube_deployment_spec_replicas{${of}} - kube_deployment_status_replicas_available{${of}} > 0`, legend: '{{deployment}}' }] },
        ],
      },
    ],
  };
}
