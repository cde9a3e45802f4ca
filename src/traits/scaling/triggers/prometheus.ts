import { createHash } from 'crypto';
import { metadataOf, neededFlaws, pairFlaws, TriggerSpec, urlFlaws } from './trigger-spec';
import { flaw } from '../../../values/flaw';
import { SecretKey } from '../../../values/secret-key';

/** The result of a Prometheus query. */
export interface PrometheusTriggerProps {
  /** The server's URL, such as `http://prometheus.monitoring.svc.cluster.local:9090`. */
  readonly server: string;
  /** A query with one value as its result: the load of all pods together. */
  readonly query: string;
  /** How much of it one pod is to carry, above 0. */
  readonly perPod: number;
  /**
   * A bearer token, by reference.
   * @default - none
   */
  readonly bearerToken?: SecretKey;
  /**
   * The user of basic authentication, by reference.
   * @default - none
   */
  readonly username?: SecretKey;
  /**
   * The password of basic authentication, by reference.
   * @default - none
   */
  readonly password?: SecretKey;
}

/** @internal */
export function prometheusTrigger(props: PrometheusTriggerProps): TriggerSpec {
  const { server, query, perPod, bearerToken, username, password } = props;
  return {
    type: 'prometheus',
    subject: query.length <= 40 ? query : `${query.slice(0, 30)}… ${createHash('sha256').update(query).digest('hex').slice(0, 8)}`,
    metadata: metadataOf({
      serverAddress: server,
      query,
      authModes: bearerToken ? 'bearer' : username ? 'basic' : undefined,
      // Without data the answer is unknown, not zero: the pods stay as they are.
      ignoreNullValues: false,
    }),
    targetField: 'threshold',
    target: { amount: perPod, text: `${perPod} per pod` },
    why: 'as given',
    metricType: 'AverageValue',
    secrets: { bearerToken, username, password },
    wakes: true,
    flaws: [
      ...urlFlaws('prometheus', server, ['http', 'https']),
      ...neededFlaws('prometheus', { query }),
      ...(Number.isFinite(perPod) && perPod > 0 && perPod < 1e15 && !/e/.test(String(perPod)) ? [] : [flaw('scaling/bad-target', `each pod is to carry ${perPod} of the prometheus trigger's query`, 'Give a number above 0, such as 200 or 0.5.')]),
      ...pairFlaws('prometheus', username, password),
      ...(bearerToken && (username ?? password) ? [flaw('scaling/two-credentials', 'the prometheus trigger has a bearer token and a user', 'Keep one of the two.')] : []),
    ],
  };
}
