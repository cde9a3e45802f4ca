/** What an edge of the service graph stands for. */
export enum GraphEdgeKind {
  /** declared by `calls` */
  CALL = 'call',
  /** declared by `uses` */
  USE = 'use',
  /** requests from outside: an exposure, a load balancer, a node port */
  EXPOSURE = 'exposure',
  /** a way that is open, and of which no more is known: `addCaller`, `addCallee`, `addClient` */
  OPENING = 'opening',
}
