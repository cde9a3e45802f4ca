import { backlogTarget, endpointFlaws, metadataOf, neededFlaws, TriggerSpec } from './trigger-spec';
import { Backlog } from '../../../values/backlog';

/** What waits in a NATS JetStream stream for a durable consumer. */
export interface NatsJetStreamTriggerProps {
  /** The server's monitoring endpoint as `host:port`, usually port 8222. */
  readonly monitoring: string;
  /** The stream. */
  readonly streamName: string;
  /** The durable consumer of the pods. */
  readonly consumer: string;
  /** How many messages may wait per pod. */
  readonly backlog: Backlog;
  /**
   * The NATS account.
   * @default '$G', the account of a server without accounts (NATS' documentation; KEDA demands one)
   */
  readonly account?: string;
  /**
   * Whether the monitoring endpoint is asked over HTTPS.
   * @default false, as NATS answers about itself over plain HTTP unless told otherwise (KEDA's default)
   */
  readonly https?: boolean;
}

/** @internal */
export function natsJetStreamTrigger(props: NatsJetStreamTriggerProps): TriggerSpec {
  const { monitoring, streamName, consumer, backlog, account = '$G', https } = props;
  return {
    type: 'nats-jetstream',
    subject: `${streamName} ${consumer}`,
    metadata: metadataOf({ natsServerMonitoringEndpoint: monitoring, account, stream: streamName, consumer, useHttps: https ? true : undefined }),
    targetField: 'lagThreshold',
    ...backlogTarget(backlog),
    metricType: 'AverageValue',
    wakes: true,
    flaws: [...endpointFlaws('nats-jetstream', [monitoring]), ...neededFlaws('nats-jetstream', { streamName, consumer, account }), ...backlog._flaws],
  };
}
