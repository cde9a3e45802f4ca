import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { FOR_SERVERS, jobPath } from './golden-path';
import { writePlatformFacts } from './platform-facts';
import { GoProgramProps, writeProgram } from './program';
import { Workload } from './workload';
import { JOB_NAME_SUFFIX } from '../kube/job';
import { Draft } from '../model/draft';
import { Facts } from '../model/facts';
import { Rank } from '../model/rank';
import { Settled } from '../model/settled';
import { MapSlot } from '../model/slot';
import { Feature } from '../platform/feature';
import { Configuration } from '../traits/configuration/configuration';
import { Isolation } from '../traits/isolation';
import { Identity } from '../traits/rights/identity';
import { ITrait } from '../traits/trait';
import { Completions } from '../values/completions';
import { flaw, Flaw } from '../values/flaw';

/** What a program says that runs to its end. */
export interface BatchProps extends GoProgramProps {
  /**
   * How long it may run, all tries together; whole seconds. It is then stopped and has failed.
   * @default - Duration.hours(1), or as often as a GoCronJob runs: what hangs is noticed (a choice; the API has none)
   */
  readonly activeDeadline?: Duration;
  /**
   * How often a failed pod is replaced, 0 to 2147483647; the wait doubles from 10 s to 6 minutes.
   * Pods that were evicted or preempted do not count.
   * @default 6, the waits between them add up to ten minutes: an outage of a database (the API's default)
   */
  readonly backoffLimit?: number;
  /**
   * Exit codes, 1 to 255, that say that another try is of no use: the job has then failed at
   * once, or with `backoffLimitPerIndex` that part of it.
   * @default - [42], which no Go program uses by accident: 1 is log.Fatal, 2 a panic, 137 and 143 a kill (kubernetes.io: pod failure policy, whose example it is)
   */
  readonly fatalExitCodes?: number[];
  /**
   * How many pods have to end well.
   * @default - Completions.single(), one pod does it (the API's default)
   */
  readonly completions?: Completions;
  /**
   * Whether it waits until somebody lets it run.
   * @default false, what is applied runs (the API's default)
   */
  readonly suspend?: boolean;
}

/** A label's value and a host name hold as many. */
const LABEL_LENGTH = 63;
/** The Job controller sets it on the pods. */
const JOB_NAME_LABEL = 'batch.kubernetes.io/job-name';

/**
 * A program that runs to its end.
 *
 * The base of GoJob and GoCronJob. SIGTERM comes when a node is drained, at the
 * deadline, and when the job is deleted: the program has `SHUTDOWN_TIMEOUT` to save
 * what it has done, and is started again elsewhere.
 */
export abstract class BatchWorkload extends Workload {
  /** our defaults: traits and props may say otherwise @internal */
  protected readonly _ours: Draft;

  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 52 characters @param props what it is */
  protected constructor(scope: Construct, id: string, props: BatchProps) {
    super(scope, id, LABEL_LENGTH - JOB_NAME_SUFFIX, 'the Jobs carry it with 11 more characters, in a label of their pods');
    this._keep(props.keeps);
    writePlatformFacts(this._draftOf('the platform', Rank.PLATFORM), this.platform);
    writeProgram(this.draft, props);
    this._ours = this._draftOf('the defaults of a job', Rank.GOLDEN_PATH);
    this._ours.addEnvFromField('JOB_NAME', `metadata.labels['${JOB_NAME_LABEL}']`, 'tells runs apart in logs and telemetry');
    this.writeJob(props);
    this._reservePlaces(Identity.ID, Configuration.ID);
  }

  /** @internal */
  public get _isProgram(): boolean {
    return true;
  }

  /** Gives traits to this job; one whose id it has already is replaced. @param traits in any order; none that is for servers */
  public addTraits(...traits: ITrait[]): void {
    for (const trait of traits.filter((t) => this._declines(t.traitId))) {
      this.draft._report([flaw('job/trait-for-servers', `${trait.traitId} is for programs that answer requests; a job runs to its end`, 'Leave it out here.')]);
    }
    super.addTraits(...traits.filter((trait) => !this._declines(trait.traitId)));
  }

  /** Traits that `app.with` is not to give to it. @internal */
  public _declines(traitId: string): boolean {
    return FOR_SERVERS.includes(traitId);
  }

  /** @internal */
  protected _bindJobPath(props: BatchProps): void {
    this._reservePlaces(Isolation.ID);
    this._bindTraits(jobPath(props.goVersion), props);
  }

  /** Decides a field of the Job or CronJob: what was given, else our default. @internal */
  protected _say(map: MapSlot<any>, field: string, given: any, byDefault?: any, why: string = ''): void {
    if (given !== undefined) this.draft._add(map, field, given, '');
    else if (byDefault !== undefined) this._ours._add(map, field, byDefault, why);
  }

  /** As `_say`, for a number of things, 0 or more. @internal */
  protected _sayCount(map: MapSlot<any>, field: string, given: number | undefined, byDefault: number, why: string): void {
    const good = given === undefined || (Number.isInteger(given) && given >= 0 && given <= 2 ** 31 - 1);
    if (good) this._say(map, field, given, byDefault, why);
    else this.draft._report([flaw('job/bad-number', `${field} is ${given}; it takes a whole number from 0 on`, 'Give a whole number, such as 3.')]);
  }

  /** As `_say`, for whole seconds of at least `min`. @internal */
  protected _saySeconds(map: MapSlot<any>, field: string, given: Duration | undefined, min: number, byDefault?: number, why: string = ''): void {
    const seconds = given?.toSeconds({ integral: false });
    const good = seconds === undefined || (Number.isInteger(seconds) && seconds >= min && seconds <= 2 ** 31 - 1);
    if (good) this._say(map, field, seconds, byDefault, why);
    else this.draft._report([flaw('job/bad-duration', `${field} is ${seconds}; it takes whole seconds from ${min} on`, 'Give whole seconds.')]);
  }

  private writeJob(props: BatchProps): void {
    const { completions = Completions.single(), fatalExitCodes = [42] } = props;
    if (this.draft._report(completions._flaws)) {
      for (const [field, value] of Object.entries(completions._wire)) this._say(Facts.JOB, field, props.completions && value, value, 'one pod');
    }
    this._sayCount(Facts.JOB, 'backoffLimit', props.backoffLimit, 6, 'what it needs may still be starting');
    if (this.draft._report(exitCodeFlaws(fatalExitCodes))) {
      const policy = { rules: this.failureRules(fatalExitCodes, completions._wire.backoffLimitPerIndex !== undefined) };
      this._say(Facts.JOB, 'podFailurePolicy', undefined, policy, 'who was evicted has not failed');
    }
    if (this.platform.kubernetesVersion.isAtLeast(Feature.POD_REPLACEMENT)) {
      this._say(Facts.JOB, 'podReplacementPolicy', undefined, 'Failed', 'a pod is replaced when it has ended, so that no two do the same work');
    }
    this.draft._check((s) => [...this.versionFlaws(s), ...this.lengthFlaws(completions), ...endlessFlaws(s)]);
  }

  private failureRules(fatalExitCodes: number[], perIndex: boolean): any[] {
    const values = [...new Set(fatalExitCodes)].sort((a, b) => a - b);
    return [
      ...(values.length > 0 ? [{ action: perIndex ? 'FailIndex' : 'FailJob', onExitCodes: { containerName: this._identity.container, operator: 'In', values } }] : []),
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
    ];
  }

  private versionFlaws(settled: Settled): Flaw[] {
    const { kubernetesVersion } = this.platform;
    return ([['backoffLimitPerIndex', Feature.BACKOFF_PER_INDEX], ['successPolicy', Feature.SUCCESS_POLICY]] as const)
      .filter(([field, feature]) => settled.get(Facts.JOB.at(field)) !== undefined && !kubernetesVersion.isAtLeast(feature))
      .map(([field, feature]) => flaw('job/too-new', `${field} is given, which Kubernetes ${kubernetesVersion} does not have; it came with 1.${feature}`,
        'Leave it out, or raise the platform\'s kubernetesVersion.'));
  }

  private lengthFlaws(completions: Completions): Flaw[] {
    const most = LABEL_LENGTH - JOB_NAME_SUFFIX - completions._indexLength;
    return completions._indexLength === 0 || this.name.length <= most || this.name.length > LABEL_LENGTH - JOB_NAME_SUFFIX ? [] : [flaw('name/too-long',
      `"${this.name}" has ${this.name.length} characters, at most ${most} fit (the pods' host names carry it with 11 more characters and their index)`, 'Choose a shorter name.')];
  }
}

function endlessFlaws(settled: Settled): Flaw[] {
  return settled.entries(Facts.CONTAINER).filter(([, container]) => container.stage === 'sidecar').map(([name]) => flaw('job/never-ends',
    `the container ${name} runs beside the program and goes on after it: the job would never end`, 'Make it a native sidecar, which ends with the program.'));
}

function exitCodeFlaws(codes: number[]): Flaw[] {
  const bad = codes.filter((code) => !Number.isInteger(code) || code < 1 || code > 255);
  return bad.length === 0 ? [] : [flaw('job/bad-exit-code', `${bad.join(', ')} cannot be the exit code of a program that failed`, 'Give whole numbers from 1 to 255.')];
}
