import { backlogTarget, metadataOf, neededFlaws, pairFlaws, TriggerSpec, urlFlaws } from './trigger-spec';
import { Backlog } from '../../../values/backlog';
import { SecretKey } from '../../../values/secret-key';

/** The length of a RabbitMQ queue. */
export interface RabbitMqTriggerProps {
  /**
   * The broker without a user: `amqp://host:5672/vhost`, or its management API,
   * `http://host:15672/vhost`. Only over http are messages counted that are delivered and not yet acknowledged.
   */
  readonly address: string;
  /** The queue. */
  readonly queue: string;
  /** How many messages may wait per pod. */
  readonly backlog: Backlog;
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
export function rabbitMqTrigger({ address, queue, backlog, username, password }: RabbitMqTriggerProps): TriggerSpec {
  return {
    type: 'rabbitmq',
    subject: queue,
    metadata: metadataOf({ host: address, protocol: 'auto', mode: 'QueueLength', queueName: queue }),
    targetField: 'value',
    ...backlogTarget(backlog),
    metricType: 'AverageValue',
    secrets: { username, password },
    wakes: true,
    flaws: [
      ...urlFlaws('rabbitmq', address, ['amqp', 'amqps', 'http', 'https']),
      ...neededFlaws('rabbitmq', { queue }),
      ...backlog._flaws,
      ...pairFlaws('rabbitmq', username, password),
    ],
  };
}
