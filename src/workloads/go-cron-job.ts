import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { BatchProps, BatchWorkload } from './batch-workload';
import { renderCronJob } from '../kube/cron-job';
import { KubeObject } from '../kube/kube-object';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { ConcurrencyPolicy } from '../values/concurrency-policy';
import { flaw, Flaw } from '../values/flaw';
import { Schedule, timeZoneFlaws } from '../values/schedule';

/** What a job says about itself that runs again and again. */
export interface GoCronJobProps extends BatchProps {
  /** When it runs. */
  readonly schedule: Schedule;
  /**
   * Whose clock the schedule goes by: a name of the IANA database.
   * @default 'Etc/UTC', which knows no summer time: no run is left out or comes twice (a choice; the API's default is the controller's clock)
   */
  readonly timeZone?: string;
  /**
   * What happens when a run is due and the one before is still under way.
   * @default - ConcurrencyPolicy.FORBID, and the deadline must be below the interval, so that no run is left out (a choice; the API's default is Allow)
   */
  readonly concurrency?: ConcurrencyPolicy;
  /**
   * How late a run may start, such as after an outage of the control plane; whole seconds, at
   * least 10, as the controller looks every 10 s. What is later is left out.
   * @default - an hour, at most the interval: a late run is better than none, two at once are not
   */
  readonly startingDeadline?: Duration;
  /**
   * How many Jobs that succeeded are kept, with their pods and logs.
   * @default 3, what was fine is looked at to compare (the API's default)
   */
  readonly successfulJobsHistory?: number;
  /**
   * How many Jobs that failed are kept, with their pods and logs.
   * @default 1, the last failure is the one that is looked at (the API's default)
   */
  readonly failedJobsHistory?: number;
}

/** Between two looks of the controller. */
const CONTROLLER_PERIOD = 10;
const HOUR = 3600;

/**
 * A Go program that runs to its end, again and again.
 *
 * Becomes a CronJob, plus what its traits add: by default a service account,
 * configuration, a network policy and a locked-down security context. A run that is
 * due while another is under way is left out; the deadline of a run is checked against
 * the interval.
 *
 * @example
 * new GoCronJob(chart, 'clean-carts', {
 *   image: Image.of('registry.example.com/shop/carts:2.1.0'),
 *   args: ['clean', '--older-than=720h'],
 *   schedule: Schedule.daily(3, 30),
 *   timeZone: 'Europe/Zurich',
 * });
 */
export class GoCronJob extends BatchWorkload {
  /** when it runs */
  public readonly schedule: Schedule;

  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 52 characters @param props what it is */
  public constructor(scope: Construct, id: string, props: GoCronJobProps) {
    super(scope, id, props);
    this.schedule = props.schedule;
    this.writeSchedule(props);

    new KubeObject(this, 'Default', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      name: this.name,
      render: () => renderCronJob(this._settled(), this._identity, this.platform),
    });
    this._bindJobPath(props);
  }

  private writeSchedule(props: GoCronJobProps): void {
    const { draft } = this;
    const { schedule, timeZone = 'Etc/UTC' } = props;
    const say = (field: string, given: any, byDefault: any, why: string) => this._say(Facts.CRON_JOB, field, given, byDefault, why);
    if (draft._report(schedule._flaws)) say('schedule', schedule.toString(), undefined, '');
    if (draft._report(timeZoneFlaws(timeZone))) say('timeZone', props.timeZone, timeZone, 'it knows no summer time');
    say('concurrencyPolicy', props.concurrency, ConcurrencyPolicy.FORBID, 'runs that overlap work on the same data');
    say('suspend', props.suspend, false, 'it runs when it is due');
    this._sayCount(Facts.CRON_JOB, 'successfulJobsHistoryLimit', props.successfulJobsHistory, 3, 'the API\'s default');
    this._sayCount(Facts.CRON_JOB, 'failedJobsHistoryLimit', props.failedJobsHistory, 1, 'the API\'s default');
    const interval = Math.max(CONTROLLER_PERIOD, schedule._interval ?? HOUR);
    this._saySeconds(Facts.CRON_JOB, 'startingDeadlineSeconds', props.startingDeadline, CONTROLLER_PERIOD, Math.min(HOUR, interval), 'a late run is better than none');

    this._saySeconds(Facts.JOB, 'activeDeadlineSeconds', props.activeDeadline, 1, Math.min(HOUR, interval), 'what hangs is noticed, before the next run is due');
    this._say(Facts.JOB, 'suspend', undefined, false, 'its CronJob says when');
    if (props.concurrency === undefined) draft._check((s) => overlapFlaws(s, schedule));
  }
}

function overlapFlaws(settled: Settled, schedule: Schedule): Flaw[] {
  const deadline = settled.get(Facts.JOB.at('activeDeadlineSeconds'));
  const interval = schedule._interval;
  return deadline === undefined || interval === undefined || deadline <= Math.max(CONTROLLER_PERIOD, interval) ? [] : [flaw('job/may-overlap',
    `a run may take ${deadline} s, and "${schedule}" has the next one due after ${interval} s; it would be left out`,
    'Give a shorter activeDeadline, run it less often, or say that runs may be left out: concurrency: ConcurrencyPolicy.FORBID.')];
}
