import { Topology } from './topology';

/** The pods that a database consists of, as its engine is told. */
export interface DatabasePods {
  /** what they are to each other */
  readonly topology: Topology;
  /** what these pods are called before their number: `orders-db` of `orders-db-0` */
  readonly name: string;
  /** the name below which each of them has one, ready or not: `orders-db-0.<domain>`; by itself it leads to all of them */
  readonly domain: string;
  /** the names of these pods, the first one first */
  readonly hosts: string[];
  /**
   * The host that is written to, where these pods are its read replicas.
   * @default - they are no read replicas
   */
  readonly primary?: string;
  /**
   * The name that leads to all read replicas, where these pods are the one that they follow.
   * @default - it has none
   */
  readonly replicas?: string;
}
