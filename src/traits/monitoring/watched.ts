import { WorkloadAlert } from './workload-alert';
import { PromRule } from '../../kube/prometheus-rule';
import { Facts } from '../../model/facts';
import { runbookOf } from '../../platform/monitoring-conventions';
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
 * kube-state-metrics are told by the main container, which has the workload's name.
 *
 * @internal
 */
export class Watched {
  constructor(private readonly host: ITraitHost, private readonly without: readonly WorkloadAlert[]) {}

  public get name(): string {
    return this.host.name;
  }

  /** the kind of the object that makes the pods */
  public get owner(): string {
    return this.host._target.kind;
  }

  /** labels of what the program tells itself */
  public get own(): string {
    return `namespace="${this.host.namespace}",job="${this.name}"`;
  }

  /** labels of what kube-state-metrics tells about its container */
  public get container(): string {
    return `namespace="${this.host.namespace}",container="${this.name}"`;
  }

  /** labels of what kube-state-metrics tells about the object that makes the pods */
  public of(label: string): string {
    const name = this.isCanary ? `${label}=~"${this.name}|${this.name}-primary"` : `${label}="${this.name}"`;
    return `namespace="${this.host.namespace}",${name}`;
  }

  /** whether it is built with Go: its memory limit is known then */
  public get isGo(): boolean {
    return this.host._settled().get(Facts.ENV.at('GOMEMLIMIT')) !== undefined;
  }

  /** whether there is always a pod */
  public get alwaysRuns(): boolean {
    const settled = this.host._settled();
    const replicas = settled.get(Facts.REPLICAS);
    const isStopped = replicas !== undefined && 'fixed' in replicas && replicas.fixed === 0;
    return !['Job', 'CronJob'].includes(this.owner) && settled.get(Facts.MIN_PODS) !== 0 && !isStopped;
  }

  /** Labels of a series that is recorded about it. */
  public get labels(): { [key: string]: string } {
    return { namespace: this.host.namespace!, job: this.name };
  }

  /** The alert, unless it is left out. */
  public alert(name: WorkloadAlert, text: AlertText): PromRule[] {
    if (this.without.includes(name)) return [];
    const { platform, namespace } = this.host;
    return [{
      alert: name,
      expr: text.expr,
      ...(text.for === undefined ? {} : { for: text.for }),
      labels: { severity: text.severity, namespace: namespace!, workload: this.name, ...(platform.owner === undefined ? {} : { owner: platform.owner }), ...text.labels },
      annotations: { summary: text.summary, description: text.description, runbook_url: runbookOf(platform.monitoring, name) },
    }];
  }

  /** Flagger lets a copy serve. */
  private get isCanary(): boolean {
    return this.host._settled().get(Facts.FLAGGER_CANARY) !== undefined;
  }
}
