/** What shares requests between two versions. @internal */
export type Router = 'istio' | 'gatewayApi';

/**
 * What shares requests between the old and the new version of a service, by weight.
 *
 * Without one, shares follow from the number of pods: one new pod of ten gets a tenth.
 *
 * @example
 * ProgressiveDelivery.argoRollouts({ router: TrafficRouter.gatewayApi() });
 */
export class TrafficRouter {
  /** The sidecars of an Istio mesh: requests between services are shared by a VirtualService. */
  public static istio(): TrafficRouter {
    return new TrafficRouter('istio');
  }

  /**
   * The Gateway of the platform's edge: requests that come through it are shared by their routes.
   *
   * Calls between services do not pass it; they stay with the old version until the end.
   */
  public static gatewayApi(): TrafficRouter {
    return new TrafficRouter('gatewayApi');
  }

  private constructor(
    /** @internal */
    public readonly _kind: Router,
  ) {}

  public toString(): string {
    return this._kind === 'istio' ? 'Istio' : 'the Gateway';
  }
}
