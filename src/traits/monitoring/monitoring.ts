import { Duration } from 'cdk8s';
import { goAlerts, podAlerts } from './pod-alerts';
import { requestRules } from './request-rules';
import { sloRules } from './slo-rules';
import { Watched } from './watched';
import { WorkloadAlert } from './workload-alert';
import { KubeObject } from '../../kube/kube-object';
import { renderPodMonitor } from '../../kube/pod-monitor';
import { PromRuleGroup, renderPrometheusRule } from '../../kube/prometheus-rule';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { Flaw, flaw, quoted } from '../../values/flaw';
import { NetworkPeer } from '../../values/network-peer';
import { Percent } from '../../values/percent';
import { Port } from '../../values/port';
import { RequestSeries } from '../../values/request-series';
import { Slo } from '../../values/slo';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** Where metrics are, what they tell, and who is told of it. */
export interface MonitoringProps {
  /**
   * The name of the port that metrics are served on.
   * @default 'admin', which HealthChecks opens for health and metrics (the golden path)
   */
  readonly port?: string;
  /**
   * The path that metrics are served on.
   * @default '/metrics', where a scraper looks if nothing is said (Prometheus' default)
   */
  readonly path?: string;
  /**
   * How often they are read; whole seconds, at least 1.
   * @default Duration.seconds(30), a rate over 5 minutes then has ten points (the Prometheus operator's default)
   */
  readonly interval?: Duration;
  /**
   * How long the program may take to answer; whole seconds, at most `interval`.
   * @default Duration.seconds(10), or `interval` if that is less: a program that takes longer is not well (Prometheus' default)
   */
  readonly timeout?: Duration;
  /**
   * The most series a pod may have, 1 or more; with more, Prometheus takes none of them. It bounds what a label with user input can cost.
   * @default 5000, several times what a Go service has with the usual histograms (a choice)
   */
  readonly sampleLimit?: number;
  /**
   * How the program counts its requests. Rate, errors and duration are recorded then, and there are alerts about them.
   * @default - nothing about requests
   */
  readonly requests?: RequestSeries;
  /**
   * What users may expect. Alerts tell of error budgets that are used up too fast.
   * @default - none
   */
  readonly slos?: Slo[];
  /**
   * The share of requests that may fail without an alert, 1 to 99 %. An SLO of availability takes its place.
   * @default Percent.of(5), more is felt by users and is not one bad client; an SLO says it better (a choice)
   */
  readonly errorRatio?: Percent;
  /**
   * How long one request of a hundred may take without an alert. An SLO of latency takes its place.
   * @default Duration.seconds(1), after which people lose the thread; an SLO says it better (Nielsen: response times)
   */
  readonly latency?: Duration;
  /**
   * Alerts to leave out.
   * @default - none
   */
  readonly without?: WorkloadAlert[];
}

/**
 * Has metrics read by Prometheus, and people told what is wrong.
 *
 * Becomes a PodMonitor and a PrometheusRule (`monitoring.coreos.com/v1`) of the
 * Prometheus operator, which must be in the cluster. The monitor asks a port that
 * the pods are known to have, and the NetworkPolicy lets it in. Every alert has a
 * severity, a summary, a description and a link to its runbook. Alerts about pods
 * need kube-state-metrics, with `honorLabels` as kube-prometheus-stack sets it.
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
    const { port = 'admin', path = '/metrics', sampleLimit = 5000 } = this.props;
    const intervalSeconds = secondsOf(this.props.interval ?? Duration.seconds(30));
    const timeoutSeconds = this.props.timeout === undefined ? Math.min(10, intervalSeconds) : secondsOf(this.props.timeout);
    draft._check((s) => portFlaws(s, port));
    if (!draft._report([...scrapeFlaws(path, intervalSeconds, timeoutSeconds, sampleLimit), ...this.ruleFlaws(host)])) return;

    letIn(host, port);
    const labels = platform.monitoring?.labels ?? {};
    new KubeObject(host.scope, 'PodMonitor', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      name: host.name,
      render: () => renderPodMonitor(host._settled(), host._identity, { labels, port, path, intervalSeconds, timeoutSeconds, sampleLimit }),
    });
    new KubeObject(host.scope, 'PrometheusRule', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      name: host.name,
      render: () => renderPrometheusRule(host._settled(), host._identity, labels, this.groups(host)),
    });
  }

  private groups(host: ITraitHost): PromRuleGroup[] {
    const { requests, slos = [], without = [], errorRatio = Percent.of(5), latency = Duration.seconds(1) } = this.props;
    const watched = new Watched(host, without);
    const groups = [{ name: `${host.name}-pods`, rules: [...podAlerts(watched), ...goAlerts(watched)] }];
    if (requests === undefined) return groups;
    return [
      ...groups,
      { name: `${host.name}-requests`, rules: requestRules(watched, requests, { errorRatio, latencySeconds: latency.toMilliseconds({ integral: false }) / 1000, slos }) },
      ...slos.map((slo) => ({ name: `${host.name}-slo-${slo._name}`, rules: sloRules(watched, requests, slo) })),
    ];
  }

  private ruleFlaws({ namespace, name }: ITraitHost): Flaw[] {
    const { requests, slos = [], errorRatio, latency } = this.props;
    const names = slos.map((slo) => slo._name);
    const twice = [...new Set(names.filter((n, i) => names.indexOf(n) !== i))];
    const latencySeconds = latency?.toMilliseconds({ integral: false });
    return [
      ...(namespace !== undefined ? [] : [flaw('monitoring/no-namespace',
        `the chart names no namespace, so alerts could not tell ${name} from another of that name`, 'Give the chart one: new Chart(app, \'shop\', { namespace: \'shop\' }).')]),
      ...(requests?._flaws ?? []),
      ...slos.flatMap((slo) => slo._flaws),
      ...twice.map((n) => flaw('slo/twice', `there are two SLOs named ${n}`, 'Say each once.')),
      ...(errorRatio?._flawsWithin('errorRatio', 1, 99) ?? []),
      ...(latencySeconds === undefined || latencySeconds > 0 ? [] : [flaw('monitoring/bad-latency', `latency is ${latencySeconds} ms`, 'Give a duration above 0.')]),
      ...(requests !== undefined || (slos.length === 0 && errorRatio === undefined && latency === undefined) ? [] : [flaw('monitoring/no-requests',
        'something is said about requests, and not which series count them', 'Say it: { requests: RequestSeries.otelHttp() }.')]),
      ...(requests === undefined ? [] : slos.flatMap((slo) => (slo._seconds === undefined ? [] : requests._bucketFlaws(slo._name, slo._seconds)))),
      ...(requests === undefined || latency === undefined || requests._isTimed ? [] : [flaw('monitoring/no-histogram',
        `latency is said, and ${requests} has no histogram beside it`, 'Name the histogram: RequestSeries.of({ counter, histogram }).')]),
    ];
  }
}

/** Every port that the pods declare, by name. */
function portsOf(settled: Settled): Port[] {
  return [...settled.entries(Facts.PORT).map(([, port]) => port), ...settled.entries(Facts.CONTAINER).flatMap(([, container]) => container.ports)];
}

/** Opens the port to the scraper, unless HealthChecks has. */
function letIn({ draft, platform }: ITraitHost, portName: string): void {
  const peer = NetworkPeer.namespace(platform.monitoringNamespace);
  draft._deriveAt(Facts.INGRESS, 'metrics', (s) => {
    const port = portsOf(s).find(({ name }) => name === portName);
    return port === undefined || s.get(Facts.INGRESS.at(`${peer}:${port.number}/TCP`)) !== undefined ? undefined : { peer, port: port.number, protocols: ['TCP'] };
  }, 'metrics are scraped from there');
}

function portFlaws(settled: Settled, name: string): Flaw[] {
  const ports = portsOf(settled);
  const port = ports.find((candidate) => candidate.name === name);
  if (port === undefined) {
    return [flaw('monitoring/no-port', `metrics are to be read on the port ${quoted(name)}; the pods have: ${ports.map((p) => p.name).join(', ') || 'none'}. Prometheus would find nothing, and say nothing`,
      'Keep new HealthChecks(), which opens "admin", or name the port that serves metrics.')];
  }
  return port._transport === 'TCP' ? [] : [flaw('monitoring/not-http', `metrics are to be read on the port ${quoted(name)}, which speaks UDP`, 'Name a port that speaks HTTP.')];
}

function scrapeFlaws(path: string, interval: number, timeout: number, sampleLimit: number): Flaw[] {
  const isWhole = (seconds: number) => Number.isInteger(seconds) && seconds >= 1 && seconds < 2 ** 31;
  return [
    ...(/^\/[^\s?#]*$/.test(path) ? [] : [flaw('monitoring/bad-path', `metrics are to be read at ${quoted(path)}, which is not a path`, 'Write it from the root, such as "/metrics".')]),
    ...(isWhole(interval) && isWhole(timeout) ? [] : [flaw('monitoring/bad-interval', `metrics are to be read every ${interval}s, within ${timeout}s`, 'Give whole seconds, at least 1.')]),
    ...(timeout <= interval ? [] : [flaw('monitoring/timeout-above-interval',
      `metrics are read every ${interval}s, and the program may take ${timeout}s; the operator refuses that`, 'Give a timeout of at most the interval.')]),
    ...(Number.isSafeInteger(sampleLimit) && sampleLimit >= 1 ? [] : [flaw('monitoring/bad-sample-limit', `a pod may have ${sampleLimit} series`, 'Give a whole number from 1 on, such as 5000.')]),
  ];
}

function secondsOf(duration: Duration): number {
  return duration.toSeconds({ integral: false });
}
