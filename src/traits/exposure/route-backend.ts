import { NetworkPeer } from '../../values/network-peer';

/**
 * Something that can get a share of the requests of a route.
 */
export interface IRouteBackend {
  /** the name of its Service */
  readonly name: string;
  /** the namespace of its Service, if known */
  readonly namespace?: string;
  /**
   * Lets the callers in.
   *
   * @param callers who sends the requests
   * @param who on whose behalf, for explain()
   * @param portName which port; may be left out where there is but one
   * @returns the port's number in the Service; nothing if there is no such port, which is then reported
   */
  acceptRequests(callers: NetworkPeer[], who: string, portName?: string): number | undefined;
}
