/** What has to go wrong for a call to be tried again. */
export enum RetryCondition {
  /** no connection came about: nobody has seen the request; safe for every request */
  CONNECT_FAILURE = 'connect-failure',
  /** the other side refused the request before it looked at it; safe for every request */
  REFUSED = 'refused',
  /** the other side says that it is not there for now: HTTP 503, gRPC UNAVAILABLE; safe where that is said before work is done, as servers that drain or are full do */
  UNAVAILABLE = 'unavailable',
  /** the connection broke while the answer was waited for: the work may have been done */
  RESET = 'reset',
  /** HTTP 502, 503 and 504; gRPC UNAVAILABLE: the work may have been done */
  GATEWAY_ERROR = 'gateway-error',
  /** any HTTP 5xx; gRPC INTERNAL and UNAVAILABLE: the work may have been done */
  SERVER_ERROR = 'server-error',
  /** the other side asks to come back later: HTTP 429, gRPC RESOURCE_EXHAUSTED; it adds load where there is too much */
  OVERLOADED = 'overloaded',
}

/** Those that say that nobody has begun with the work. @internal */
export const SAFE_CONDITIONS: readonly RetryCondition[] = [RetryCondition.CONNECT_FAILURE, RetryCondition.REFUSED, RetryCondition.UNAVAILABLE];
