import { IConstruct } from 'constructs';
import { CallerSide } from './callee';
import { Draft } from '../model/draft';
import { NetworkPeer } from '../values/network-peer';

/**
 * The two ends of a declared relation, as the thing at the far end sees them.
 *
 * What is written into the client's draft through it carries the link's name.
 */
export interface ILink {
  /** the name of the workload that uses or calls */
  readonly clientName: string;
  /** the namespace it runs in, if known */
  readonly clientNamespace?: string;
  /** the notebook of the workload that uses or calls */
  readonly client: Draft;
  /** the client in the construct tree; without it, nobody at the far end can tell whether it was removed @internal */
  readonly _client?: IConstruct;
  /** @internal */
  readonly _caller?: CallerSide;
  /** its pods, as a peer for network policies. @param namespace the namespace they are seen from */
  clientPeer(namespace?: string): NetworkPeer;
}
