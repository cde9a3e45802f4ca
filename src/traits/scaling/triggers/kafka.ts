import { backlogTarget, endpointFlaws, metadataOf, neededFlaws, TriggerSpec } from './trigger-spec';
import { Backlog } from '../../../values/backlog';
import { flaw } from '../../../values/flaw';
import { SecretKey } from '../../../values/secret-key';

/** How a client proves to Kafka who it is. */
export enum KafkaSasl {
  /** user and password in the clear; only over TLS */
  PLAIN = 'plaintext',
  /** SCRAM with SHA-256 */
  SCRAM_SHA_256 = 'scram_sha256',
  /** SCRAM with SHA-512 */
  SCRAM_SHA_512 = 'scram_sha512',
}

/** The lag of a consumer group on a Kafka topic. */
export interface KafkaTriggerProps {
  /** Brokers to begin with, as `host:port`. */
  readonly brokers: string[];
  /** The consumer group of the pods. */
  readonly consumerGroup: string;
  /** The topic that they read. */
  readonly topic: string;
  /** How much lag one pod may have. */
  readonly backlog: Backlog;
  /**
   * How many partitions the topic has. More pods than that would idle, so KEDA starts none; with the number, it is checked.
   * @default - not checked
   */
  readonly partitions?: number;
  /**
   * Whether the brokers are spoken to over TLS.
   * @default false, as brokers within the cluster mostly have none (KEDA's default)
   */
  readonly tls?: boolean;
  /**
   * How KEDA proves who it is.
   * @default - not at all
   */
  readonly sasl?: KafkaSasl;
  /**
   * The user, by reference.
   * @default - none
   */
  readonly username?: SecretKey;
  /**
   * The password, by reference.
   * @default - none
   */
  readonly password?: SecretKey;
}

/** @internal */
export function kafkaTrigger(props: KafkaTriggerProps): TriggerSpec {
  const { brokers, consumerGroup, topic, backlog, tls, sasl, username, password } = props;
  return {
    type: 'kafka',
    subject: `${consumerGroup} ${topic}`,
    metadata: metadataOf({
      bootstrapServers: brokers.join(','),
      consumerGroup,
      topic,
      offsetResetPolicy: 'latest',
      tls: tls ? 'enable' : undefined,
      sasl,
    }),
    targetField: 'lagThreshold',
    ...backlogTarget(backlog),
    metricType: 'AverageValue',
    secrets: { username, password },
    wakes: true,
    flaws: [
      ...endpointFlaws('kafka', brokers),
      ...neededFlaws('kafka', { consumerGroup, topic }),
      ...backlog._flaws,
      ...(new Set([sasl, username, password].map((part) => part === undefined)).size === 1 ? [] : [
        flaw('scaling/half-credentials', 'the kafka trigger has only some of sasl, username and password', 'Give all three, or none.'),
      ]),
      ...(sasl === KafkaSasl.PLAIN && !tls ? [flaw('scaling/password-in-clear', 'the kafka trigger would send its password without TLS', 'Set tls, or use SCRAM.')] : []),
    ],
  };
}
