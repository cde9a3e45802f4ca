import { Duration } from 'cdk8s';
import { callRules } from './call-rules';
import { containerAlerts } from './container-alerts';
import { serviceDashboard } from './dashboard/service-dashboard';
import { writeDashboard } from './dashboard/write-dashboard';
import { goAlerts } from './go-alerts';
import { MonitoringProps } from './monitoring-props';
import { podAlerts } from './pod-alerts';
import { requestFlaws } from './request-flaws';
import { requestRules } from './request-rules';
import { Scrape } from './scrape';
import { writeServiceLevels } from './service-levels';
import { sloRules } from './slo-rules';
import { Watched } from './watched';
import { KubeObject } from '../../kube/kube-object';
import { PromRuleGroup, renderPrometheusRule } from '../../kube/prometheus-rule';
import { SloBackend } from '../../platform/slo-backend';
import { Flaw, flaw } from '../../values/flaw';
import { Percent } from '../../values/percent';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/**
 * Has metrics read by Prometheus, and people told what is wrong.
 *
 * Becomes a PodMonitor and a PrometheusRule (`monitoring.coreos.com/v1`) of the
 * Prometheus operator, which must be in the cluster. The monitor asks a port that
 * the pods are known to have, and the NetworkPolicy lets it in. Every alert has a
 * severity, a summary, a description and a link to its runbook. Alerts about pods
 * need kube-state-metrics, with `honorLabels` as kube-prometheus-stack sets it.
 * By the platform's `monitoring`: a Service and a ServiceMonitor instead, objectives
 * as sloth or pyrra read them, and a dashboard (ConfigMap or GrafanaDashboard).
 *
 * @example
 * checkout.addTraits(new Monitoring({ requests: RequestSeries.otelHttp(), slos: [Slo.availability({ target: Percent.of(99.9) })] }));
 */
export class Monitoring extends Trait {
  /** the trait's id */
  public static readonly ID = 'monitoring';
  public readonly traitId = Monitoring.ID;

  /** @param props what differs from the defaults */
  public constructor(private readonly props: MonitoringProps = {}) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft, platform } = host;
    const scrape = new Scrape(host, this.props);
    draft._check((s) => scrape.portFlaws(s));
    if (!draft._report([...scrape.flaws, ...this.ruleFlaws(host)])) return;

    scrape.write();
    const labels = platform.monitoring?.labels ?? {};
    new KubeObject(host.scope, 'PrometheusRule', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      name: host.name,
      render: () => renderPrometheusRule(host._settled(), host._identity, labels, this.groups(host)),
    });
    const { requests, slos = [], calls = [], dashboard = platform.monitoring?.dashboards !== undefined } = this.props;
    if (requests !== undefined) writeServiceLevels(host, this.watched(host), requests, slos);
    if (dashboard) writeDashboard(host, () => serviceDashboard(this.watched(host), { requests, calls, slos }));
  }

  private groups(host: ITraitHost): PromRuleGroup[] {
    const { requests, slos = [], calls = [], errorRatio = Percent.of(5), callErrorRatio = Percent.of(10), latency = Duration.seconds(1) } = this.props;
    const watched = this.watched(host);
    const limits = { errorRatio, latencySeconds: latency.toMilliseconds({ integral: false }) / 1000, slos };
    return [
      { name: `${host.name}-pods`, rules: [...podAlerts(watched), ...containerAlerts(watched), ...goAlerts(watched)] },
      ...(requests === undefined ? [] : [{ name: `${host.name}-requests`, rules: requestRules(watched, requests, limits) }]),
      { name: `${host.name}-calls`, rules: calls.flatMap((series) => callRules(watched, series, callErrorRatio)) },
      ...(requests === undefined || watched.sloBackend !== SloBackend.PROMETHEUS_RULES ? [] : slos.map((slo) => ({ name: `${host.name}-slo-${slo._name}`, rules: sloRules(watched, requests, slo) }))),
    ];
  }

  private watched(host: ITraitHost): Watched {
    return new Watched(host, this.props.without ?? []);
  }

  private ruleFlaws(host: ITraitHost): Flaw[] {
    return [
      ...(host.namespace !== undefined ? [] : [flaw('monitoring/no-namespace',
        `the chart names no namespace, so alerts could not tell ${host.name} from another of that name`, 'Give the chart one: new Chart(app, \'shop\', { namespace: \'shop\' }).')]),
      ...requestFlaws(this.props, host.platform.monitoring?.sloBackend),
    ];
  }
}
