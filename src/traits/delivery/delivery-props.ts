import { Duration } from 'cdk8s';
import { Analysis } from '../../values/analysis';
import { CanaryStep } from '../../values/canary-step';

/** What every way to bring out a new version may say. */
export interface DeliveryProps {
  /**
   * How long a new pod must stay ready to count; whole seconds.
   * @default - 10 s, long enough to crash; 30 s where gRPC clients balance by DNS (a choice; grpc-go looks names up every 30 s at most)
   */
  readonly minReady?: Duration;
  /**
   * How long a release may make no progress before it has failed; whole seconds. Argo Rollouts and Flagger then
   * take the new version back; a Deployment is only marked.
   * @default - 300 s, or two minutes for pulling the image more than a slow start takes (a choice; the API's default is 600 s)
   */
  readonly progressDeadline?: Duration;
  /**
   * How many old versions are kept to roll back to, 0 or more.
   * @default 5, enough to go back a day of releases; as Rollout has it (a choice; the API's default is 10)
   */
  readonly revisionHistory?: number;
}

/** How a new version gets its requests step by step. */
export interface CanaryProps extends DeliveryProps {
  /**
   * The way to all requests: shares that rise, and pauses between them.
   * @default - 5 %, 20 % and 50 %, with five minutes after each: five measurements before more users see it (a choice)
   */
  readonly steps?: CanaryStep[];
  /**
   * How the new version is judged; a bad one is taken back by itself.
   * @default - by its pods only: they must come up and stay ready
   */
  readonly analysis?: Analysis;
  /**
   * The hosts of the route that Flagger makes, where it shares requests by a Gateway.
   * @default - none; with Argo Rollouts the workload's exposures have them
   */
  readonly hosts?: string[];
}

/** How a new version takes over all requests at once. */
export interface BlueGreenProps extends DeliveryProps {
  /**
   * Whether it takes over by itself once its pods are ready; else a person says so: `kubectl argo rollouts promote <name>`.
   * @default true, a person who must press a button is a release that waits for the morning (Argo Rollouts' default)
   */
  readonly autoPromote?: boolean;
  /**
   * Whether there is a Service `<name>-preview` that leads to the new version before it takes over.
   * @default - if a person decides, who will want to look at it; Flagger always makes one, called `<name>-canary`
   */
  readonly previewService?: boolean;
  /**
   * How long the old pods stay after the switch, for a way back without a start; whole seconds.
   * @default Duration.seconds(30), shorter, and a proxy may still send to pods that are gone (Argo Rollouts' default)
   */
  readonly scaleDownDelay?: Duration;
  /**
   * How the new version is judged after the switch; a bad one is switched back by itself.
   * @default - by its pods only
   */
  readonly analysis?: Analysis;
}
