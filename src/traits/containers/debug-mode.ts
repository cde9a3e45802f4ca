import { Duration } from 'cdk8s';
import { Facts } from '../../model/facts';
import { Environment } from '../../platform/environment';
import { flaw } from '../../values/flaw';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** What debugging needs. */
export interface DebugModeProps {
  /**
   * Whether it may be on where the platform is for production.
   * @default false, debugging opens what hardening closes (a choice)
   */
  readonly inProduction?: boolean;
  /**
   * How long a pod may take to stop, so that it can be looked at meanwhile; whole seconds.
   * @default Duration.minutes(5), long enough to attach and look (a choice)
   */
  readonly grace?: Duration;
}

/**
 * Makes pods easy to look into.
 *
 * Becomes one process namespace for all containers, so that an ephemeral container
 * (`kubectl debug`) sees the program's processes and files, a long grace period, and
 * `LOG_LEVEL=debug`. Profiles are there without it: GoRuntime serves them on the pod's
 * own loopback. The program no longer has process id 1 then.
 *
 * @example
 * checkout.addTraits(new DebugMode({ inProduction: true }));
 */
export class DebugMode extends Trait {
  /** the trait's id */
  public static readonly ID = 'debug-mode';
  public readonly traitId = DebugMode.ID;

  /** @param props what differs from the defaults */
  public constructor(private readonly props: DebugModeProps = {}) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft, platform } = host;
    if (platform.environment === Environment.PRODUCTION && !this.props.inProduction) {
      draft._report([flaw('debug/in-production', 'DebugMode is on, and the platform is for production: whoever reaches one container reaches all, and stopping takes long',
        'Leave it out there, or say that you mean it: new DebugMode({ inProduction: true }).')]);
    }
    draft._add(Facts.POD_SETTING, 'shareProcessNamespace', true, 'kubectl debug then sees the program');
    draft._putSeconds(Facts.GRACE, this.props.grace ?? Duration.minutes(5), 30, 'time to look at a pod that stops');
    draft._addEnv('LOG_LEVEL', { kind: 'text', text: 'debug', config: true }, 'what a developer wants to read');
  }
}
