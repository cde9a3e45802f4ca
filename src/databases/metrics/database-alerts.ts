import { DatabaseExporter } from './database-exporter';
import { KubeObject } from '../../kube/kube-object';
import { PromRule, renderPrometheusRule } from '../../kube/prometheus-rule';
import { Watched } from '../../traits/monitoring/watched';
import { WorkloadAlert } from '../../traits/monitoring/workload-alert';
import { Trait } from '../../traits/trait';
import { ITraitHost } from '../../traits/trait-host';

/**
 * Has people told that a database does not answer, or is about to be full.
 *
 * Becomes a PrometheusRule beside that of Monitoring, which has the alerts about pods.
 *
 * @internal
 */
export class DatabaseAlerts extends Trait {
  public readonly traitId = 'database-alerts';

  public constructor(private readonly exporter: DatabaseExporter) {
    super();
  }

  public bind(host: ITraitHost): void {
    // Monitoring says what is wrong then.
    if (host.namespace === undefined) return;
    const watched = new Watched(host, []);
    new KubeObject(host.scope, 'DatabaseRule', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      name: `${host.name}-database`,
      render: () => renderPrometheusRule(host._settled(), host._identity, host.platform.monitoring?.labels ?? {},
        [{ name: `${host.name}-database`, rules: this.rules(watched) }]),
    });
  }

  private rules(w: Watched): PromRule[] {
    const { up, connectionsUsed } = this.exporter;
    const volume = `namespace="${w.namespace}",persistentvolumeclaim=~"data-${w.name}-[0-9]+"`;
    return [
      ...w.alert(WorkloadAlert.DATABASE_DOWN, {
        expr: `${up}{${w.own}} == 0`,
        for: '2m',
        severity: 'critical',
        summary: `${w.name} does not answer`,
        description: 'The server in {{ $labels.pod }} has not answered its exporter for two minutes. Whoever uses it waits, or fails.',
      }),
      ...w.alert(WorkloadAlert.DATABASE_CONNECTIONS_USED, {
        expr: `${connectionsUsed.replace(/\$own/g, w.own)} > 0.9`,
        for: '10m',
        severity: 'warning',
        summary: `${w.name} has few connections left`,
        description: '{{ $value | humanizePercentage }} of the connections are taken. When none is left, clients are turned away.',
      }),
      ...w.alert(WorkloadAlert.DATABASE_VOLUME_FULL, {
        expr: `kubelet_volume_stats_available_bytes{${volume}} / kubelet_volume_stats_capacity_bytes{${volume}} < 0.15`,
        for: '15m',
        severity: 'critical',
        summary: `the volume of ${w.name} is almost full`,
        description: '{{ $value | humanizePercentage }} of {{ $labels.persistentvolumeclaim }} are free. When nothing is, the server takes no more writes, and may stop.',
      }),
    ];
  }
}
