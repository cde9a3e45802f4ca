import { ILink } from './link';

/**
 * A resource that workloads depend on, such as a database: `checkout.uses(orders)`.
 *
 * Implement it for a resource of your own: write address and credentials into the
 * client's draft, and open the way there.
 */
export interface IUsable {
  /** Gives the client all it needs to connect. @param link the client */
  acceptUse(link: ILink): void;
}
