import { Duration } from 'cdk8s';
import { Autoscaling } from './autoscaling';
import { boundsFlaws, checkOwner, checkRequests } from './scaling-checks';
import { behaviorOf, paceFlaws, ScalingPace } from './scaling-pace';
import { ScalingTrigger } from './scaling-trigger';
import { KubeObject } from '../../kube/kube-object';
import { renderScaledObject, renderTriggerAuthentication, ScaledTrigger } from '../../kube/scaled-object';
import { Facts } from '../../model/facts';
import { flaw, Flaw } from '../../values/flaw';
import { SecretKey } from '../../values/secret-key';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** What KEDA scales by, and between what bounds. */
export interface EventScalingProps extends ScalingPace {
  /** What is looked at; the trigger that asks for the most pods wins. At least one. */
  readonly triggers: ScalingTrigger[];
  /**
   * The fewest pods; 0 where there may be none while there is no work.
   * @default 2, so that one works while the other is replaced (a choice; KEDA's default is 0)
   */
  readonly minReplicas?: number;
  /**
   * The most pods, at least `minReplicas`.
   * @default 10, or `minReplicas` if that is more: it bounds the bill and the connections to a database (a choice; KEDA's default is 100)
   */
  readonly maxReplicas?: number;
  /**
   * With `minReplicas: 0`, how long there must be no work before the last pod goes; whole seconds.
   * @default Duration.minutes(5), long enough for the next message to find a pod (KEDA's default)
   */
  readonly zeroAfter?: Duration;
}

/**
 * Lets work that waits decide how many pods run: messages in a queue, a query, the hour.
 *
 * Becomes a ScaledObject of KEDA (`keda.sh/v1alpha1`), from which KEDA makes a
 * HorizontalPodAutoscaler, and a TriggerAuthentication where there are secrets.
 * It has Autoscaling's id and so replaces it: a number of pods has one owner. KEDA
 * must be in the cluster. KEDA asks the broker, not the pods: the broker must let in
 * KEDA's namespace.
 *
 * @example
 * checkout.addTraits(new EventScaling({
 *   minReplicas: 0,
 *   triggers: [ScalingTrigger.kafka({
 *     brokers: ['kafka.messaging.svc.cluster.local:9092'], consumerGroup: 'mailer', topic: 'orders',
 *     backlog: Backlog.within(Duration.seconds(30), Duration.millis(200)),
 *   })],
 * }));
 */
export class EventScaling extends Trait {
  /** the trait's id: Autoscaling's, so that only one of the two is left */
  public static readonly ID = Autoscaling.ID;
  public readonly traitId = EventScaling.ID;

  /** @param props what is scaled by */
  public constructor(private readonly props: EventScalingProps) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft } = host;
    const { triggers } = this.props;
    const min = this.props.minReplicas ?? 2;
    const max = this.props.maxReplicas ?? Math.max(10, min);
    const cooldown = (this.props.zeroAfter ?? Duration.minutes(5)).toSeconds({ integral: false });
    const flaws = [...boundsFlaws(min, max, 0), ...paceFlaws(this.props), ...this.zeroFlaws(min, cooldown), ...triggerFlaws(triggers, min, max)];
    if (!draft._report(flaws)) return;

    draft.releaseReplicas('KEDA', 'the work that waits decides');
    draft._put(Facts.MIN_PODS, min, min === 0 ? 'none while there is no work' : 'the autoscaler\'s minimum');
    for (const trigger of triggers) draft._add(Facts.SCALED_BY, trigger._key, trigger._spec.target, trigger._spec.why);
    draft._put(Facts.MAX_PODS, max, 'the autoscaler\'s maximum');
    draft._check(checkOwner);
    draft._check(checkRequests);
    const authentications = triggers.map((trigger, i) => this.authenticate(host, trigger, triggers.slice(0, i)));
    new KubeObject(host.scope, 'ScaledObject', {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      name: host.name,
      render: () => renderScaledObject(host._settled(), host._identity, {
        target: host._target,
        minReplicas: min,
        maxReplicas: max,
        cooldownSeconds: min === 0 ? cooldown : undefined,
        behavior: behaviorOf(this.props),
        triggers: triggers.map((trigger, i) => triggerOf(host, trigger, authentications[i])),
      }),
    });
  }

  /** What KEDA needs to look there, if anything; its name. */
  private authenticate(host: ITraitHost, { _spec: spec }: ScalingTrigger, before: ScalingTrigger[]): string | undefined {
    const secrets = secretsOf(spec.secrets);
    if (Object.keys(secrets).length === 0 && spec.podIdentity === undefined) return undefined;
    const nth = before.filter((other) => other._spec.type === spec.type).length + 1;
    const id = nth === 1 ? spec.type : `${spec.type}-${nth}`;
    new KubeObject(host.scope, `Authentication-${id}`, {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'TriggerAuthentication',
      name: `${host.name}-${id}`,
      render: () => renderTriggerAuthentication(host._settled(), host._identity, secrets, spec.podIdentity),
    });
    return `${host.name}-${id}`;
  }

  private zeroFlaws(min: number, cooldown: number): Flaw[] {
    if (!Number.isInteger(cooldown) || cooldown < 0 || cooldown >= 2 ** 31) return [flaw('scaling/bad-cooldown', `zeroAfter is ${cooldown}s`, 'Give whole seconds.')];
    return this.props.zeroAfter === undefined || min === 0 ? [] : [flaw('scaling/never-zero',
      `zeroAfter says when the last pod goes, and minReplicas is ${min}: it never does`, 'Leave it out, or set minReplicas to 0.')];
  }
}

function triggerFlaws(triggers: ScalingTrigger[], min: number, max: number): Flaw[] {
  if (triggers.length === 0) return [flaw('scaling/no-triggers', 'there is nothing to scale by', 'Name at least one trigger.')];
  const keys = triggers.map((trigger) => trigger._key);
  const twice = [...new Set(keys.filter((key, i) => keys.indexOf(key) !== i))];
  return [
    ...triggers.flatMap(({ _spec: spec }) => [...spec.flaws, ...Object.values(secretsOf(spec.secrets)).flatMap((key) => key._flaws)]),
    ...twice.map((key) => flaw('scaling/trigger-twice', `KEDA would look at ${key} twice`, 'Name each trigger once.')),
    ...(min > 0 || triggers.some((trigger) => trigger._spec.wakes) ? [] : [flaw('scaling/cannot-wake',
      'minReplicas is 0, and CPU is all that is looked at; without a pod there is none, so none would ever start', 'Add a trigger that sees the work itself, or keep at least one pod.')]),
    ...triggers.flatMap((trigger) => [...hoursFlaws(trigger, min, max), ...mostFlaws(trigger, max)]),
  ];
}

function hoursFlaws({ _spec: { type, target } }: ScalingTrigger, min: number, max: number): Flaw[] {
  return type !== 'cron' || (Number.isInteger(target.amount) && target.amount > min && target.amount <= max) ? [] : [flaw('scaling/hours-change-nothing',
    `the cron trigger wants ${target.text}, and there are ${min} to ${max}`, 'Give more than minReplicas, and at most maxReplicas.')];
}

function mostFlaws({ _key: key, _mostPods: most }: ScalingTrigger, max: number): Flaw[] {
  if (most === undefined) return [];
  if (!Number.isInteger(most) || most < 1) return [flaw('scaling/bad-partitions', `the topic has ${most} partitions`, 'Give a whole number from 1 on.')];
  return max <= most ? [] : [flaw('scaling/more-pods-than-partitions',
    `maxReplicas is ${max}, and ${key} has ${most} partitions; of a consumer group, so many pods have work`, `Set maxReplicas to ${most}, or add partitions.`)];
}

function triggerOf(host: ITraitHost, trigger: ScalingTrigger, authentication: string | undefined): ScaledTrigger {
  const { type, metadata, metricType, targetField } = trigger._spec;
  const target = host._settled().get(Facts.SCALED_BY.at(trigger._key));
  return {
    type,
    metricType,
    metadata: {
      ...metadata,
      ...(targetField === undefined || target === undefined ? {} : { [targetField]: String(target.amount) }),
      ...(type === 'cpu' ? { containerName: host._identity.container } : {}),
    },
    authentication,
  };
}

function secretsOf(secrets: { readonly [parameter: string]: SecretKey | undefined } = {}): { [parameter: string]: SecretKey } {
  return Object.fromEntries(Object.entries(secrets).filter((entry): entry is [string, SecretKey] => entry[1] !== undefined));
}
