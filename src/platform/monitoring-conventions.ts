import { Dashboards } from './dashboards';
import { MonitorKind } from './monitor-kind';
import { SloBackend } from './slo-backend';
import { Flaw, flaw, quoted } from '../values/flaw';
import { labelValueFlaws, metadataKeyFlaws } from '../values/names';

/** What the monitoring of a cluster or a company expects. */
export interface MonitoringConventions {
  /**
   * Labels by which the Prometheus operator selects monitors and rules; kube-prometheus-stack selects `release: <its Helm release>` by default.
   * @default - none, for an operator that selects all
   */
  readonly labels?: { [key: string]: string };
  /**
   * What the link to an alert's runbook begins with; the alert's name in lower case follows, as in `https://wiki.example.com/alerts/podsunavailable`.
   * @default - this library's page about its alerts
   */
  readonly runbooks?: string;
  /**
   * Which monitors the operator reads.
   * @default MonitorKind.POD_MONITOR, as it needs no Service (a choice)
   */
  readonly monitors?: MonitorKind;
  /**
   * Who turns objectives into rules.
   * @default SloBackend.PROMETHEUS_RULES, as it needs no further controller (a choice)
   */
  readonly sloBackend?: SloBackend;
  /**
   * How dashboards get into Grafana. Every workload with Monitoring then has one.
   * @default - no dashboards; where a workload asks for one, a ConfigMap for kube-prometheus-stack's sidecar
   */
  readonly dashboards?: Dashboards;
}

const OUR_PAGE = 'https://github.com/cdk8s-gopher/cdk8s-gopher/blob/main/docs/howto/alerts.md#';

/** @internal */
export function runbookOf(conventions: MonitoringConventions | undefined, alert: string): string {
  return `${conventions?.runbooks ?? OUR_PAGE}${alert.toLowerCase()}`;
}

/** @internal */
export function monitoringFlaws({ labels = {}, runbooks, dashboards }: MonitoringConventions): Flaw[] {
  return [
    ...Object.entries(labels).flatMap(([key, value]) => [...metadataKeyFlaws('label', key), ...labelValueFlaws(key, value)]),
    ...(dashboards?._flaws ?? []),
    ...(runbooks === undefined || /^https?:\/\/[^\s/{}]+\/[^\s{}]*[/#=]$/.test(runbooks) ? [] : [flaw('platform/bad-runbooks',
      `${quoted(runbooks)} is not what links to runbooks can begin with`, 'Write a URL that ends in "/", "#" or "=", such as "https://wiki.example.com/alerts/".')]),
  ];
}
