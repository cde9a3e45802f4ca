import { backlogTarget, endpointFlaws, metadataOf, neededFlaws, pairFlaws, TriggerSpec } from './trigger-spec';
import { Backlog } from '../../../values/backlog';
import { Flaw, flaw } from '../../../values/flaw';
import { SecretKey } from '../../../values/secret-key';

/** A Redis or Valkey server. */
export interface RedisServerProps {
  /** The server as `host:port`. */
  readonly address: string;
  /** How many messages may wait per pod. */
  readonly backlog: Backlog;
  /**
   * The number of the database.
   * @default 0, where a client is that selects none (Redis' and KEDA's default)
   */
  readonly database?: number;
  /**
   * Whether the server is spoken to over TLS.
   * @default false, as Redis listens without TLS unless configured (KEDA's default)
   */
  readonly tls?: boolean;
  /**
   * The user, by reference.
   * @default - the server's default user
   */
  readonly username?: SecretKey;
  /**
   * The password, by reference.
   * @default - none
   */
  readonly password?: SecretKey;
}

/** What a consumer group of a Redis stream has not read yet; from Redis 7 on. */
export interface RedisStreamTriggerProps extends RedisServerProps {
  /** The stream's key. */
  readonly streamName: string;
  /** The consumer group of the pods. */
  readonly consumerGroup: string;
}

/** The length of a Redis list. */
export interface RedisListTriggerProps extends RedisServerProps {
  /** The list's key. */
  readonly list: string;
}

/** Only the lag says what waits while nobody reads: pending entries are those that somebody has read. @internal */
export function redisStreamTrigger(props: RedisStreamTriggerProps): TriggerSpec {
  const { streamName, consumerGroup } = props;
  return {
    type: 'redis-streams',
    subject: `${streamName} ${consumerGroup}`,
    metadata: { ...serverMetadata(props), stream: streamName, consumerGroup, activationLagCount: '0' },
    targetField: 'lagCount',
    ...common(props),
    flaws: [...serverFlaws('redis-streams', props), ...neededFlaws('redis-streams', { streamName, consumerGroup })],
  };
}

/** @internal */
export function redisListTrigger(props: RedisListTriggerProps): TriggerSpec {
  return {
    type: 'redis',
    subject: props.list,
    metadata: { ...serverMetadata(props), listName: props.list },
    targetField: 'listLength',
    ...common(props),
    flaws: [...serverFlaws('redis', props), ...neededFlaws('redis', { list: props.list })],
  };
}

function common({ backlog, username, password }: RedisServerProps) {
  return { ...backlogTarget(backlog), metricType: 'AverageValue' as const, secrets: { username, password }, wakes: true };
}

function serverMetadata({ address, database, tls }: RedisServerProps) {
  return metadataOf({ address, databaseIndex: database ?? 0, enableTLS: tls ? true : undefined });
}

function serverFlaws(type: string, { address, database = 0, backlog, username, password }: RedisServerProps): Flaw[] {
  return [
    ...endpointFlaws(type, [address]),
    ...(Number.isInteger(database) && database >= 0 ? [] : [flaw('scaling/bad-database', `the ${type} trigger's database is ${database}`, 'Give a whole number from 0 on.')]),
    ...backlog._flaws,
    ...pairFlaws(type, username, password),
  ];
}
