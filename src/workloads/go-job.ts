import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { BatchProps, BatchWorkload } from './batch-workload';
import { deliveryAnnotations, JobDelivery } from './job-delivery';
import { jobName, renderJob } from '../kube/job';
import { KubeObject } from '../kube/kube-object';
import { Facts } from '../model/facts';
import { perRevision } from '../model/revision';
import { flaw } from '../values/flaw';

/** What a job says about itself. */
export interface GoJobProps extends BatchProps {
  /**
   * How a changed job gets into the cluster.
   * @default JobDelivery.NEW_NAME, it works with every way of applying, as a Job's template cannot be changed (kubernetes.io: Jobs)
   */
  readonly delivery?: JobDelivery;
  /**
   * How long the finished Job stays; whole seconds. For clusters that no GitOps tool writes
   * to: Argo CD and Flux take the deletion for a loss, make the Job again, and it runs again.
   * @default - it stays until it is pruned or deleted
   */
  readonly ttlAfterFinished?: Duration;
}

/**
 * A Go program that runs once, to its end.
 *
 * Becomes a Job, plus what its traits add: by default a service account, configuration,
 * a network policy and a locked-down security context. Its name ends in a hash of what
 * it runs: a changed job is a new Job, so no apply is ever refused, and an unchanged one
 * does not run again. What runs it again is a change of image, configuration or labels,
 * so the work must bear being done twice.
 *
 * @example
 * const report = new GoJob(chart, 'yearly-report', {
 *   image: Image.of('registry.example.com/shop/report:1.4.0'),
 *   completions: Completions.indexed(12, { parallelism: 4 }),
 * });
 * report.uses(orders);
 */
export class GoJob extends BatchWorkload {
  /** how a changed job gets into the cluster */
  public readonly delivery: JobDelivery;

  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 52 characters @param props what it is */
  public constructor(scope: Construct, id: string, props: GoJobProps) {
    super(scope, id, props);
    this.delivery = props.delivery ?? JobDelivery.NEW_NAME;
    const ttl = props.ttlAfterFinished;
    this._saySeconds(Facts.JOB, 'ttlSecondsAfterFinished', ttl, 0);
    this._saySeconds(Facts.JOB, 'activeDeadlineSeconds', props.activeDeadline, 1, 3600, 'what hangs is noticed');
    this._say(Facts.JOB, 'suspend', props.suspend, false, 'it runs when it is applied');
    if (ttl && this.delivery === JobDelivery.FLUX_FORCE) {
      this.draft._report([flaw('job/runs-again', `the Job is deleted ${ttl.toHumanString()} after it has finished; Flux makes it again, and it runs again`, 'Leave ttlAfterFinished out.')]);
    }

    const rendered = perRevision(() => renderJob(this._settled(), this._identity, this.platform, deliveryAnnotations(this.delivery, ttl !== undefined)));
    new KubeObject(this, 'Default', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      name: this.delivery === JobDelivery.NEW_NAME ? () => jobName(this._identity, rendered().body.spec) : this.name,
      render: rendered,
    });
    this._bindJobPath(props);
  }
}
