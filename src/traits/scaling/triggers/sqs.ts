import { backlogTarget, metadataOf, neededFlaws, TriggerSpec, urlFlaws } from './trigger-spec';
import { Backlog } from '../../../values/backlog';
import { flaw, quoted } from '../../../values/flaw';

/** The length of an Amazon SQS queue, messages in flight included. */
export interface SqsTriggerProps {
  /** The queue's URL. */
  readonly queueUrl: string;
  /** The region, such as `eu-west-1`. */
  readonly region: string;
  /** How many messages may wait per pod. */
  readonly backlog: Backlog;
  /**
   * The ARN of the role that KEDA takes to read the queue's length.
   * @default - the role of KEDA's own operator
   */
  readonly roleArn?: string;
}

/** @internal */
export function sqsTrigger({ queueUrl, region, backlog, roleArn }: SqsTriggerProps): TriggerSpec {
  return {
    type: 'aws-sqs-queue',
    subject: `${queueUrl.replace(/^https?:\/\/[^/]+\//, '')} ${region}`,
    metadata: metadataOf({ queueURL: queueUrl, awsRegion: region }),
    targetField: 'queueLength',
    ...backlogTarget(backlog),
    metricType: 'AverageValue',
    podIdentity: { provider: 'aws', ...(roleArn === undefined ? {} : { roleArn }) },
    wakes: true,
    flaws: [
      ...urlFlaws('aws-sqs-queue', queueUrl, ['https', 'http']),
      ...neededFlaws('aws-sqs-queue', { region }),
      ...backlog._flaws,
      ...(roleArn === undefined || /^arn:[a-z-]+:iam::[0-9]{12}:role\/.+$/.test(roleArn) ? [] : [flaw('scaling/bad-role', `${quoted(roleArn)} is not the ARN of a role`, 'Write "arn:aws:iam::123456789012:role/name".')]),
    ],
  };
}
