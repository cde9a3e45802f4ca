import { GraphEdgeKind } from './graph-edge-kind';

/** A way from one node to another. */
export interface GraphEdge {
  /** the id of the node that calls */
  readonly from: string;
  /** the id of the node that is called */
  readonly to: string;
  /** how it came about */
  readonly kind: GraphEdgeKind;
  /** the name and the number in the pod, such as `grpc 9090`; unknown for ways that are open on all ports */
  readonly port?: string;
  /** what is spoken, such as `GRPC` */
  readonly protocol?: string;
  /** the requests it is for; all if empty */
  readonly only: string[];
  /** milliseconds that the caller waits, all tries included */
  readonly timeout?: number;
  /** how often a failed call is made again, at most */
  readonly maxRetries?: number;
  /** when it is made again, in words */
  readonly retries?: string;
  /** when the caller stops calling, in words */
  readonly circuitBreaker?: string;
  /** how much may be under way at once, in words */
  readonly connectionPool?: string;
  /** the namespace and the callee, and the fact in `explain()` of the caller that says more */
  readonly fact?: string;
}
