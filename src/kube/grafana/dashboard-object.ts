import { Dashboard, dashboardJson, dashboardUid } from './dashboard';
import { DashboardWay } from '../../platform/dashboards';
import { Rendered } from '../kube-object';

/** The object that carries a dashboard to Grafana. @internal */
export interface DashboardObject { readonly apiVersion: string; readonly kind: string; readonly name: string }

/** Which object that is; `-dashboard` tells a ConfigMap from the configuration. @internal */
export function dashboardObject(way: DashboardWay, name: string): DashboardObject {
  return way.kind === 'sidecar' ? { apiVersion: 'v1', kind: 'ConfigMap', name: `${name}-dashboard` } : { apiVersion: 'grafana.integreatly.org/v1beta1', kind: 'GrafanaDashboard', name };
}

/**
 * A ConfigMap for Grafana's sidecar, or a GrafanaDashboard for its operator.
 *
 * The sidecar writes all files into one directory, so the file's name has the namespace, too. Grafana is in
 * another namespace than its dashboards, which the operator has to be allowed.
 *
 * @internal
 */
export function renderDashboard(way: DashboardWay, dashboard: Dashboard, labels: { [key: string]: string }, annotations: { [key: string]: string }): Rendered {
  const json = dashboardJson(dashboard);
  const { folder } = way;
  return way.kind === 'sidecar' ? {
    labels: { ...labels, [way.label]: way.value },
    annotations: { ...annotations, ...(folder === undefined ? {} : { grafana_folder: folder }) },
    body: { data: { [`${dashboardUid(dashboard.namespace, dashboard.name)}.json`]: json } },
  } : {
    labels,
    annotations,
    body: { spec: { instanceSelector: { matchLabels: { ...way.instance } }, allowCrossNamespaceImport: true, ...(folder === undefined ? {} : { folder }), json } },
  };
}
