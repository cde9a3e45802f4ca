import { Address } from './address';
import { ILink } from './link';

/**
 * Something that answers requests: `frontend.calls(checkout)`.
 */
export interface IReachable {
  /** the name that the caller's variable is made from */
  readonly name: string;
  /**
   * Lets the link's client in, and lets the client out to here.
   *
   * @param link the caller
   * @param portName which port; may be left out where there is but one
   * @returns where to call; nothing if it cannot be called, which is then reported
   */
  acceptCall(link: ILink, portName?: string): Address | undefined;
}
