import { Construct } from 'constructs';
import { workerPath } from './golden-path';
import { writePlatformFacts } from './platform-facts';
import { GoProgramProps, writeProgram } from './program';
import { Workload } from './workload';
import { KubeObject } from '../kube/kube-object';
import { podOwner, renderPodOwner } from '../kube/pod-owner';
import { Rank } from '../model/rank';
import { Availability } from '../traits/availability';
import { Configuration } from '../traits/configuration/configuration';
import { Isolation } from '../traits/isolation';
import { Identity } from '../traits/rights/identity';
import { Rollout } from '../traits/rollout';
import { Autoscaling } from '../traits/scaling/autoscaling';
import { NetworkPeer } from '../values/network-peer';

/** What a worker says about itself. */
export interface GoWorkerProps extends GoProgramProps {
  /**
   * A fixed number of pods; load then decides nothing and there is no autoscaler.
   * @default - load decides, as Autoscaling says
   */
  readonly replicas?: number;
}

/**
 * A Go program that takes work from somewhere, such as messages from a queue, and that nobody calls.
 *
 * Becomes a Deployment without a Service, plus what its traits add: the same as for a
 * GoMicroservice. Health and metrics are on the admin port. On SIGTERM it takes no more
 * messages and has `SHUTDOWN_TIMEOUT` to finish those in hand; nothing waits before that, as no
 * proxy must learn that it leaves. It scales by CPU, or with EventScaling by what waits.
 *
 * @example
 * const mailer = new GoWorker(chart, 'mailer', {
 *   image: Image.of('registry.example.com/shop/mailer:1.0.0'),
 *   traits: [new GracefulDrain({ timeout: Duration.minutes(2) })],
 * });
 */
export class GoWorker extends Workload {
  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 63 characters @param props what it is */
  public constructor(scope: Construct, id: string, props: GoWorkerProps) {
    super(scope, id, 63, 'the label that selects its pods holds no more');
    this._keep(props.keeps);
    writePlatformFacts(this._draftOf('the platform', Rank.PLATFORM), this.platform);
    writeProgram(this.draft, props);
    if (props.replicas !== undefined) this.draft.fixReplicas(props.replicas);

    this._reservePlaces(Identity.ID, Configuration.ID);
    new KubeObject(this, 'Default', {
      ...podOwner(this._settled),
      name: this.name,
      render: () => renderPodOwner(this._settled(), this._identity, this.platform),
    });
    this._reservePlaces(Rollout.ID, Autoscaling.ID, Availability.ID, Isolation.ID);
    const nobodyScales = props.replicas !== undefined || this.platform._isLocal;
    this._bindTraits(workerPath(props.goVersion), props, nobodyScales ? [Autoscaling.ID] : []);
  }

  /** @internal */
  public get _isProgram(): boolean {
    return true;
  }

  /** @internal */
  public get _isScaled(): boolean {
    return true;
  }

  /** Lets this worker connect to somebody who is not a workload of this app, such as a message broker. @param peer whom @param port the port number there */
  public addCallee(peer: NetworkPeer, port: number): void {
    this.draft.addEgress(peer, port, 'let out by addCallee');
  }
}
