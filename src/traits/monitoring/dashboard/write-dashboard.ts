import { Dashboard } from '../../../kube/grafana/dashboard';
import { dashboardObject, renderDashboard } from '../../../kube/grafana/dashboard-object';
import { KubeObject } from '../../../kube/kube-object';
import { podLabels } from '../../../kube/pod-template';
import { Facts } from '../../../model/facts';
import { Dashboards } from '../../../platform/dashboards';
import { ITraitHost } from '../../trait-host';

/** Makes the object that carries a workload's dashboard to Grafana. @internal */
export function writeDashboard(host: ITraitHost, dashboard: () => Dashboard): void {
  const way = (host.platform.monitoring?.dashboards ?? Dashboards.sidecar())._way;
  new KubeObject(host.scope, 'Dashboard', {
    ...dashboardObject(way, host.name),
    render: () => renderDashboard(way, dashboard(), podLabels(host._settled(), host._identity), host._settled().record(Facts.ANNOTATION)),
  });
}
