/** What a node of the service graph stands for. */
export enum GraphNodeKind {
  /** a program that answers requests */
  SERVICE = 'service',
  /** a program that nobody calls, or one on every node */
  WORKER = 'worker',
  /** a program that runs to its end, once or by the clock */
  JOB = 'job',
  /** a controller with kinds of its own */
  OPERATOR = 'operator',
  /** a server that keeps data */
  DATABASE = 'database',
  /** something that is called and is not in this app */
  EXTERNAL = 'external',
  /** a host, load balancer or node port by which requests come in */
  ENTRANCE = 'entrance',
  /** somebody who is let in and is not in this app */
  VISITOR = 'visitor',
}
