import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { Edge } from '../../platform/edge';
import { EdgeController } from '../../platform/edge-controller';
import { Port, PortProtocol } from '../../values/port';

const isHttp2 = (protocol: PortProtocol | undefined) => protocol === PortProtocol.GRPC || protocol === PortProtocol.H2C;

/**
 * What an Ingress has no field for, in the words of each controller.
 *
 * AWS is always told to send to the pods, as the Service has no node ports, and to serve TLS,
 * without which it refuses gRPC.
 *
 * @internal
 */
export function ingressAnnotations(edge: Edge, protocol: PortProtocol | undefined): { [key: string]: string } {
  const told = isHttp2(protocol) ? edge._ingress?.grpcAnnotations : undefined;
  if (told !== undefined) return told;
  switch (edge.controller) {
    case EdgeController.HAPROXY:
      return isHttp2(protocol) ? { 'haproxy.org/server-proto': 'h2' } : {};
    case EdgeController.AWS:
      return {
        'alb.ingress.kubernetes.io/target-type': 'ip',
        'alb.ingress.kubernetes.io/listen-ports': '[{"HTTPS":443}]',
        ...(isHttp2(protocol) ? { 'alb.ingress.kubernetes.io/backend-protocol-version': protocol === PortProtocol.GRPC ? 'GRPC' : 'HTTP2' } : {}),
      };
    default:
      return {};
  }
}

type Words = (settled: Settled, port: Port | undefined) => string | undefined;

/**
 * What a controller reads from the Service, so that it holds for all of its ports.
 *
 * Two exposures that need different words contradict each other, and both are named.
 *
 * @internal
 */
export function serviceScheme(edge: Edge): { [annotation: string]: Words } {
  switch (edge.controller) {
    case EdgeController.TRAEFIK:
      return {
        'traefik.ingress.kubernetes.io/service.serversscheme': (s, port) => {
          const mixed = s.entries(Facts.SERVED).some(([, other]) => isHttp2(other.protocol));
          return isHttp2(port?.protocol) ? 'h2c' : mixed ? 'http' : undefined;
        },
      };
    case EdgeController.GKE:
      return { 'cloud.google.com/neg': () => '{"ingress": true}' };
    default:
      return {};
  }
}
