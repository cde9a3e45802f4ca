import { CronTriggerProps, cronTrigger } from './triggers/cron';
import { KafkaTriggerProps, kafkaTrigger } from './triggers/kafka';
import { NatsJetStreamTriggerProps, natsJetStreamTrigger } from './triggers/nats-jet-stream';
import { PrometheusTriggerProps, prometheusTrigger } from './triggers/prometheus';
import { RabbitMqTriggerProps, rabbitMqTrigger } from './triggers/rabbit-mq';
import { RedisListTriggerProps, redisListTrigger, RedisStreamTriggerProps, redisStreamTrigger } from './triggers/redis';
import { SqsTriggerProps, sqsTrigger } from './triggers/sqs';
import { TriggerSpec } from './triggers/trigger-spec';
import { Percent } from '../../values/percent';

/**
 * What KEDA looks at to decide how many pods run, and how much of it a pod is to carry.
 *
 * Of several triggers, the one that asks for the most pods wins.
 *
 * @example
 * ScalingTrigger.natsJetStream({
 *   monitoring: 'nats.messaging.svc.cluster.local:8222', streamName: 'ORDERS', consumer: 'mailer',
 *   backlog: Backlog.within(Duration.seconds(30), Duration.millis(200)),
 * })
 */
export class ScalingTrigger {
  /** CPU of the program's own container, as a share of its request; it cannot wake a workload without pods. @param target 1 to 1000 % */
  public static cpu(target: Percent): ScalingTrigger {
    return new ScalingTrigger({
      type: 'cpu',
      subject: 'cpu',
      metadata: {},
      targetField: 'value',
      target: { amount: target.value, text: `${target} of the cpu request`, resource: 'cpu' },
      why: 'as given',
      metricType: 'Utilization',
      wakes: false,
      flaws: target._flawsWithin('the CPU target', 1, 1000),
    });
  }

  /** At least so many pods at certain hours. @param props when and how many */
  public static cron(props: CronTriggerProps): ScalingTrigger {
    return new ScalingTrigger(cronTrigger(props));
  }

  /** The result of a Prometheus query. @param props which query, and how much of it per pod */
  public static prometheus(props: PrometheusTriggerProps): ScalingTrigger {
    return new ScalingTrigger(prometheusTrigger(props));
  }

  /** The lag of a consumer group on a Kafka topic. @param props which topic, and how much lag per pod */
  public static kafka(props: KafkaTriggerProps): ScalingTrigger {
    return new ScalingTrigger(kafkaTrigger(props), props.partitions);
  }

  /** What waits in a NATS JetStream stream for a durable consumer. @param props which stream, and how many messages per pod */
  public static natsJetStream(props: NatsJetStreamTriggerProps): ScalingTrigger {
    return new ScalingTrigger(natsJetStreamTrigger(props));
  }

  /** The length of a RabbitMQ queue. @param props which queue, and how many messages per pod */
  public static rabbitMq(props: RabbitMqTriggerProps): ScalingTrigger {
    return new ScalingTrigger(rabbitMqTrigger(props));
  }

  /** What a consumer group of a Redis stream has not read yet; from Redis 7 on. @param props which stream, and how many messages per pod */
  public static redisStream(props: RedisStreamTriggerProps): ScalingTrigger {
    return new ScalingTrigger(redisStreamTrigger(props));
  }

  /** The length of a Redis list. @param props which list, and how many messages per pod */
  public static redisList(props: RedisListTriggerProps): ScalingTrigger {
    return new ScalingTrigger(redisListTrigger(props));
  }

  /** The length of an Amazon SQS queue. @param props which queue, and how many messages per pod */
  public static sqs(props: SqsTriggerProps): ScalingTrigger {
    return new ScalingTrigger(sqsTrigger(props));
  }

  private constructor(
    /** @internal */
    public readonly _spec: TriggerSpec,
    /** the most pods that can have work at once @internal */
    public readonly _mostPods?: number,
  ) {}

  public toString(): string {
    return `${this._spec.type} ${this._spec.subject}: ${this._spec.target.text}`;
  }

  /** What tells it from other triggers of one workload. @internal */
  public get _key(): string {
    return this._spec.type === 'cpu' ? 'cpu' : `${this._spec.type} ${this._spec.subject}`;
  }
}
