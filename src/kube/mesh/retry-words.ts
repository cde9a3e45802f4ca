import { RetryRule } from '../../values/calls/retry';
import { RetryCondition } from '../../values/calls/retry-condition';
import { Port, PortProtocol } from '../../values/port';

/** How Envoy calls the conditions; a status code is a condition of its own there. @internal */
export function envoyConditions({ on }: RetryRule, port: Port): string[] {
  const byHttp: { readonly [condition in RetryCondition]: readonly string[] } = {
    [RetryCondition.CONNECT_FAILURE]: ['connect-failure'],
    [RetryCondition.REFUSED]: ['refused-stream'],
    [RetryCondition.UNAVAILABLE]: speaksGrpc(port) ? ['unavailable'] : ['503'],
    [RetryCondition.RESET]: ['reset'],
    [RetryCondition.GATEWAY_ERROR]: speaksGrpc(port) ? ['gateway-error', 'unavailable'] : ['gateway-error'],
    [RetryCondition.SERVER_ERROR]: speaksGrpc(port) ? ['5xx', 'internal', 'unavailable'] : ['5xx'],
    [RetryCondition.OVERLOADED]: speaksGrpc(port) ? ['resource-exhausted'] : ['429'],
  };
  return [...new Set(on.flatMap((condition) => byHttp[condition]))];
}

/** How Linkerd calls them; it looks at answers only, so some conditions have no name there. @internal */
export function linkerdConditions({ on }: RetryRule, port: Port): string[] {
  const http: { readonly [condition: string]: string } = {
    [RetryCondition.UNAVAILABLE]: '503', [RetryCondition.GATEWAY_ERROR]: 'gateway-error', [RetryCondition.SERVER_ERROR]: '5xx', [RetryCondition.OVERLOADED]: '429',
  };
  const grpc: { readonly [condition: string]: string } = {
    [RetryCondition.UNAVAILABLE]: 'unavailable',
    [RetryCondition.GATEWAY_ERROR]: 'unavailable',
    [RetryCondition.SERVER_ERROR]: 'internal,unavailable',
    [RetryCondition.OVERLOADED]: 'resource-exhausted',
  };
  const words = on.flatMap((condition) => ((port.protocol === PortProtocol.GRPC ? grpc : http)[condition] ?? '').split(','));
  return [...new Set(words.filter((word) => word !== ''))];
}

function speaksGrpc({ protocol }: Port): boolean {
  return protocol === PortProtocol.GRPC || protocol === PortProtocol.H2C;
}
