import { TrafficRouter } from './traffic-router';
import { Flaw, flaw, quoted } from '../values/flaw';

/** What the controller of canary and blue-green releases is given. */
export interface ProgressiveDeliveryProps {
  /**
   * What shares requests between two versions by weight.
   * @default - Argo Rollouts: by the number of pods; Flagger: blue-green only, as a canary needs a router there
   */
  readonly router?: TrafficRouter;
  /**
   * The base URL of the Prometheus that analyses ask.
   * @default - `http://prometheus-operated.<monitoring namespace>.svc.<cluster domain>:9090`, the Service that the Prometheus operator makes
   */
  readonly prometheus?: string;
}

/** @internal */
export type Carrier = 'Argo Rollouts' | 'Flagger';

/**
 * Who carries out canary and blue-green releases in a cluster.
 *
 * @example
 * new Platform({ progressiveDelivery: ProgressiveDelivery.argoRollouts() }).applyTo(app);
 */
export class ProgressiveDelivery {
  /** Argo Rollouts, 1.8 or newer. A workload becomes a Rollout in place of its Deployment. @param props what differs from the defaults */
  public static argoRollouts(props: ProgressiveDeliveryProps = {}): ProgressiveDelivery {
    return new ProgressiveDelivery('Argo Rollouts', props);
  }

  /** Flagger, 1.40 or newer. A workload keeps its Deployment, and Flagger makes its Services. @param props what differs from the defaults */
  public static flagger(props: ProgressiveDeliveryProps = {}): ProgressiveDelivery {
    return new ProgressiveDelivery('Flagger', props);
  }

  private constructor(
    /** @internal */
    public readonly _carrier: Carrier,
    private readonly props: ProgressiveDeliveryProps,
  ) {}

  /** @internal */
  public get _router(): TrafficRouter | undefined {
    return this.props.router;
  }

  /** Where analyses ask. @internal */
  public _prometheusIn(monitoringNamespace: string, clusterDomain: string): string {
    return this.props.prometheus ?? `http://prometheus-operated.${monitoringNamespace}.svc.${clusterDomain}:9090`;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const url = this.props.prometheus;
    return [
      ...(url === undefined || /^https?:\/\/[^/\s:]+(:[0-9]+)?(\/\S*)?$/.test(url) ? [] : [flaw('platform/bad-prometheus',
        `${quoted(url)} is not a URL`, 'Write Prometheus\' base URL, such as "http://prometheus.monitoring.svc.cluster.local:9090".')]),
    ];
  }

  public toString(): string {
    return this._carrier;
  }
}
