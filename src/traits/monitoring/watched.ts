import { WorkloadAlert } from './workload-alert';
import { PromRule } from '../../kube/prometheus-rule';
import { EnvSource, Facts } from '../../model/facts';
import { runbookOf } from '../../platform/monitoring-conventions';
import { SloBackend } from '../../platform/slo-backend';
import { CallSeries } from '../../values/call-series';
import { RequestSeries } from '../../values/request-series';
import { ITraitHost } from '../trait-host';

/** An alert in short; what all alerts share is added. @internal */
export interface AlertText {
  readonly expr: string;
  /** how long it has to be so */
  readonly for?: string;
  readonly severity: 'critical' | 'warning';
  readonly summary: string;
  readonly description: string;
  readonly labels?: { readonly [key: string]: string };
}

/**
 * The workload as Prometheus knows it.
 *
 * Its own series have the labels that our PodMonitor gives them; those of
 * kube-state-metrics are told by the main container.
 *
 * @internal
 */
export class Watched {
  constructor(private readonly host: ITraitHost, private readonly without: readonly WorkloadAlert[]) {}

  public get name(): string {
    return this.host.name;
  }

  /** what it is in; without a namespace there is no monitoring */
  public get namespace(): string {
    return this.host.namespace!;
  }

  /** the kind of the object that makes the pods */
  public get owner(): string {
    return this.host._target.kind;
  }

  /** labels of what the program tells itself, and of what is recorded about it */
  public get own(): string {
    return `namespace="${this.namespace}",job="${this.name}"`;
  }

  /** labels of the requests to it */
  public ofRequests(requests: RequestSeries): string {
    return requests._of(this.namespace, this.names);
  }

  /** labels of the calls that it makes */
  public ofCalls(calls: CallSeries): string {
    return calls._of(this.namespace, this.names);
  }

  /** labels of what is told about its container by kube-state-metrics, and by the kubelet */
  public get container(): string {
    return `namespace="${this.namespace}",container="${this.host._identity.container}"`;
  }

  /** labels of what kube-state-metrics tells about the object that makes the pods */
  public of(label: string): string {
    const { names } = this;
    return `namespace="${this.namespace}",${names.length === 1 ? `${label}="${this.name}"` : `${label}=~"${names.join('|')}"`}`;
  }

  /** whether it is built with Go: only then do we tell the runtime something */
  public get isGo(): boolean {
    return this.env('GOMEMLIMIT') !== undefined || this.env('GOTRACEBACK') !== undefined;
  }

  /** whether Go is told how much memory it may take */
  public get hasGoMemoryLimit(): boolean {
    const limit = this.env('GOMEMLIMIT');
    return limit !== undefined && !(limit.kind === 'text' && limit.text === 'off');
  }

  /** how many threads Go is told to run at once, or where it reads that itself; undefined if nobody knows */
  public get goMaxProcs(): string | undefined {
    const said = this.env('GOMAXPROCS');
    if (said !== undefined) return said.kind === 'text' && /^[1-9][0-9]*$/.test(said.text) ? said.text : undefined;
    return this.host._settled().get(Facts.CPU_LIMIT) === undefined ? undefined : 'cpuLimit';
  }

  /** whether a HorizontalPodAutoscaler of its name decides how many pods there are; KEDA makes one, too */
  public get isAutoscaled(): boolean {
    const replicas = this.host._settled().get(Facts.REPLICAS);
    return replicas !== undefined && 'owner' in replicas && ['HorizontalPodAutoscaler', 'KEDA'].includes(replicas.owner);
  }

  /** whether there is always a pod */
  public get alwaysRuns(): boolean {
    const settled = this.host._settled();
    const replicas = settled.get(Facts.REPLICAS);
    const isStopped = replicas !== undefined && 'fixed' in replicas && replicas.fixed === 0;
    return !['Job', 'CronJob'].includes(this.owner) && settled.get(Facts.MIN_PODS) !== 0 && !isStopped;
  }

  /** who turns objectives into rules */
  public get sloBackend(): SloBackend {
    return this.host.platform.monitoring?.sloBackend ?? SloBackend.PROMETHEUS_RULES;
  }

  /** Labels that every alert about it has. */
  public get alertLabels(): { [key: string]: string } {
    const { owner } = this.host.platform;
    return { namespace: this.namespace, workload: this.name, ...(owner === undefined ? {} : { owner }) };
  }

  /** Whether an alert is left out. */
  public isWithout(name: WorkloadAlert): boolean {
    return this.without.includes(name);
  }

  /** Where it is said what to do about an alert. */
  public runbookOf(name: WorkloadAlert): string {
    return runbookOf(this.host.platform.monitoring, name);
  }

  /** Labels of a series that is recorded about it. */
  public get labels(): { [key: string]: string } {
    return { namespace: this.namespace, job: this.name };
  }

  /** The alert, unless it is left out. */
  public alert(name: WorkloadAlert, text: AlertText): PromRule[] {
    if (this.isWithout(name)) return [];
    return [{
      alert: name,
      expr: text.expr,
      ...(text.for === undefined ? {} : { for: text.for }),
      labels: { severity: text.severity, ...this.alertLabels, ...text.labels },
      annotations: { summary: text.summary, description: text.description, runbook_url: this.runbookOf(name) },
    }];
  }

  /** Its own, and that of the copy that Flagger lets serve. */
  private get names(): string[] {
    return this.host._settled().get(Facts.FLAGGER_CANARY) === undefined ? [this.name] : [this.name, `${this.name}-primary`];
  }

  private env(name: string): EnvSource | undefined {
    return this.host._settled().get(Facts.ENV.at(name));
  }
}
