import { Duration } from 'cdk8s';
import { MonitoringProps } from './monitoring-props';
import { KubeObject } from '../../kube/kube-object';
import { PodMonitorSpec, renderPodMonitor } from '../../kube/pod-monitor';
import { renderMetricsService } from '../../kube/service';
import { renderServiceMonitor } from '../../kube/service-monitor';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { MonitorKind } from '../../platform/monitor-kind';
import { Flaw, flaw, quoted } from '../../values/flaw';
import { NetworkPeer } from '../../values/network-peer';
import { Port } from '../../values/port';
import { ITraitHost } from '../trait-host';

/** Has the metrics of one workload read: the monitor, what it finds them by, and the way in. @internal */
export class Scrape {
  private readonly spec: PodMonitorSpec;

  constructor(private readonly host: ITraitHost, props: MonitoringProps) {
    const { port = 'admin', path = '/metrics', sampleLimit = 5000 } = props;
    const intervalSeconds = secondsOf(props.interval ?? Duration.seconds(30));
    const timeoutSeconds = props.timeout === undefined ? Math.min(10, intervalSeconds) : secondsOf(props.timeout);
    this.spec = { labels: host.platform.monitoring?.labels ?? {}, port, path, intervalSeconds, timeoutSeconds, sampleLimit };
  }

  /** What is wrong whatever the pods are. */
  public get flaws(): Flaw[] {
    const { path, intervalSeconds, timeoutSeconds, sampleLimit } = this.spec;
    const service = serviceOf(this.host);
    return [
      ...scrapeFlaws(path, intervalSeconds, timeoutSeconds, sampleLimit),
      ...(this.byService && service.length > 63 ? [flaw('monitoring/name-too-long', `the Service for metrics would be called ${quoted(service)}, which is ${service.length} characters; it takes 63`,
        'Use a name of at most 55 characters.')] : []),
    ];
  }

  /** What is wrong with the port, once all are known. */
  public portFlaws(settled: Settled): Flaw[] {
    return portFlaws(settled, this.spec.port);
  }

  public write(): void {
    const { host, spec } = this;
    letIn(host, spec.port);
    if (this.byService) {
      new KubeObject(host.scope, 'MetricsService', {
        apiVersion: 'v1',
        kind: 'Service',
        name: serviceOf(host),
        // A port that is not there has been refused by then.
        render: () => renderMetricsService(host._settled(), host._identity, portsOf(host._settled()).find(({ name }) => name === spec.port) ?? Port.tcp(spec.port, 0)),
      });
    }
    new KubeObject(host.scope, this.byService ? 'ServiceMonitor' : 'PodMonitor', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: this.byService ? 'ServiceMonitor' : 'PodMonitor',
      name: host.name,
      render: () => (this.byService ? renderServiceMonitor : renderPodMonitor)(host._settled(), host._identity, spec),
    });
  }

  private get byService(): boolean {
    return this.host.platform.monitoring?.monitors === MonitorKind.SERVICE_MONITOR;
  }
}

function serviceOf(host: ITraitHost): string {
  return `${host.name}-metrics`;
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
