import { Duration } from 'cdk8s';
import { Watched } from './watched';
import { WorkloadAlert } from './workload-alert';
import { KubeObject } from '../../kube/kube-object';
import { PromRule, renderPrometheusRule } from '../../kube/prometheus-rule';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { longestInterval } from '../../values/cron';
import { flaw, Flaw } from '../../values/flaw';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** How much patience there is with runs. */
export interface RunAlertsProps {
  /**
   * How long ago the last run may have succeeded; whole seconds.
   * @default - twice the longest time between two runs, and the hour that one may be late: one may fail, and not two (a choice)
   */
  readonly after?: Duration;
}

/** How late a run may start, in seconds. */
const LATE = 3600;
const DAY = 24 * 3600;

/**
 * Has people told when a GoCronJob does not do its work: a backup, a drill, a clean-up.
 *
 * Becomes a PrometheusRule (`monitoring.coreos.com/v1`) of the Prometheus operator. What
 * it asks comes from kube-state-metrics; where that tells nothing of the CronJob, or the
 * CronJob is gone, the alert is raised as well.
 *
 * @example
 * new GoCronJob(chart, 'clean-carts', {
 *   image: Image.of('registry.example.com/shop/carts:2.1.0'),
 *   schedule: Schedule.daily(3),
 *   traits: [new RunAlerts()],
 * });
 */
export class RunAlerts extends Trait {
  /** the trait's id */
  public static readonly ID = 'run-alerts';
  public readonly traitId = RunAlerts.ID;

  /** @param props what differs from the defaults */
  public constructor(private readonly props: RunAlertsProps = {}) {
    super();
  }

  public bind(host: ITraitHost): void {
    const flaws = [...this.afterFlaws(), ...(host.namespace !== undefined ? [] : [flaw('monitoring/no-namespace',
      `the chart names no namespace, so alerts could not tell ${host.name} from another of that name`, 'Give the chart one: new Chart(app, \'shop\', { namespace: \'shop\' }).')])];
    host.draft._check((s) => (s.get(Facts.CRON_JOB.at('schedule')) !== undefined ? [] : [flaw('monitoring/no-schedule',
      `${host.name} runs by no schedule, so nobody could say when it is late`, 'Give RunAlerts to a GoCronJob, a DatabaseBackup or a RestoreDrill.')]));
    if (!host.draft._report(flaws)) return;
    new KubeObject(host.scope, 'PrometheusRule', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      name: `${host.name}-runs`, // Monitoring's own has the plain name
      render: () => renderPrometheusRule(host._settled(), host._identity, host.platform.monitoring?.labels ?? {}, [
        { name: `${host.name}-runs`, rules: this.rules(new Watched(host, []), host._settled()) },
      ]),
    });
  }

  private rules(w: Watched, settled: Settled): PromRule[] {
    const seconds = this.props.after?.toSeconds() ?? 2 * (longestInterval(settled.get(Facts.CRON_JOB.at('schedule')) ?? '') ?? DAY) + LATE;
    const cronJob = w.of('cronjob');
    const succeeded = `kube_cronjob_status_last_successful_time{${cronJob}}`;
    const created = `kube_cronjob_created{${cronJob}}`;
    const job = `namespace="${w.namespace}"`;
    const failed = `kube_job_created{${job}} and on (namespace, job_name) kube_job_owner{${job},owner_kind="CronJob",owner_name="${w.name}"} == 1`
      + ` and on (namespace, job_name) kube_job_failed{${job},condition="true"} == 1`;
    return [
      ...w.alert(WorkloadAlert.RUN_OVERDUE, {
        expr: `time() - ${succeeded} > ${seconds} or (time() - ${created} > ${seconds} unless on (namespace, cronjob) ${succeeded}) or absent(${created})`,
        for: '15m',
        severity: 'critical',
        summary: `${w.name} has not succeeded for too long`,
        description: `No run of ${w.name} has succeeded within ${Duration.seconds(seconds).toHumanString()}, or nothing is known of it.`,
      }),
      ...w.alert(WorkloadAlert.RUN_FAILED, {
        expr: `(${failed}) > on (namespace) group_left () (${succeeded} or on (namespace) 0 * ${created})`,
        severity: 'warning',
        summary: `${w.name} failed`,
        description: `The Job {{ $labels.job_name }} of ${w.name} failed, and no run has succeeded since.`,
      }),
    ];
  }

  private afterFlaws(): Flaw[] {
    const seconds = this.props.after?.toSeconds({ integral: false }) ?? 1;
    return Number.isInteger(seconds) && seconds >= 1 ? [] : [flaw('monitoring/bad-patience', `the last success may be ${seconds} s ago; it takes whole seconds from 1 on`, 'Give hours or days, such as Duration.days(2).')];
  }
}
