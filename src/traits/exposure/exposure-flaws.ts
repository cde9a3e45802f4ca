import type { ExposureProps } from './exposure';
import { Route } from './route';
import { servedPort, servedPortFlaws } from './served-port';
import { Settled } from '../../model/settled';
import { Edge } from '../../platform/edge';
import { EdgeController } from '../../platform/edge-controller';
import { flaw, Flaw, quoted } from '../../values/flaw';
import { hostFlaws } from '../../values/host';
import { metadataKeyFlaws, objectNameFlaws } from '../../values/names';
import { PortProtocol } from '../../values/port';

/** https://shop.example.com, with a `*` as the first label at most. */
const ORIGIN = /^https?:\/\/(\*\.)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?$/;

/** What is wrong with an exposure as it was said. @internal */
export function exposureFlaws(props: ExposureProps, routes: readonly Route[], namespace?: string): Flaw[] {
  return [
    ...hostFlaws(props.host),
    ...routes.flatMap((route) => route._flaws),
    ...(routes.length >= 1 && routes.length <= 16 ? [] : [flaw('exposure/number-of-routes', `${props.host} has ${routes.length} routes; it takes 1 to 16`, 'Give some of them a host of their own.')]),
    ...routes.flatMap((route) => route._splits).filter(({ to }) => to.namespace !== namespace).map(({ to }) => flaw('route/other-namespace',
      `a share of ${props.host} would go to ${to.name} in ${to.namespace ?? 'a namespace that is not known'}; a gateway refuses that without a ReferenceGrant there`, 'Split among workloads of one namespace.')),
    ...(props.tlsSecret === undefined ? [] : objectNameFlaws('Secret', props.tlsSecret)),
    ...Object.keys(props.annotations ?? {}).flatMap((key) => metadataKeyFlaws('annotation', key)),
    ...(props.webOrigins ?? []).filter((origin) => !ORIGIN.test(origin)).map((origin) => flaw('exposure/bad-origin',
      `${quoted(origin)} is not the origin of a web page`, 'Write scheme and host, such as "https://shop.example.com" or "https://*.example.com".')),
  ];
}

/** What this edge cannot do of it, for the port that it turns out to be about. @internal */
export function edgeFlaws(settled: Settled, props: ExposureProps, routes: readonly Route[], edge: Edge, isLocal: boolean): Flaw[] {
  const port = servedPort(settled, props.port);
  if (port === undefined) return servedPortFlaws(settled, 'exposure', props.host, props.port);
  if (![PortProtocol.HTTP, PortProtocol.H2C, PortProtocol.GRPC, PortProtocol.GRPC_WEB].includes(port.protocol)) {
    return [flaw('exposure/not-http', `${props.host} would lead to the port ${port}; the edge sends on HTTP and gRPC without TLS only`,
      'Expose a port of that kind, or give the Service an address outside: ServiceAccess.loadBalancer().')];
  }
  const isGrpc = port.protocol === PortProtocol.GRPC;
  return [
    ...webFlaws(props, edge, isGrpc),
    ...(edge.isGateway ? gatewayFlaws(props, routes, isGrpc) : ingressFlaws(props, routes, edge, port.protocol, isLocal)),
  ];
}

function webFlaws({ webOrigins, host }: ExposureProps, edge: Edge, isGrpc: boolean): Flaw[] {
  if (webOrigins === undefined) return [];
  if (!isGrpc) return [flaw('exposure/web-not-grpc', `browsers are let in to ${host} by gRPC-Web, and its port does not speak gRPC`, 'Leave webOrigins out; let the program itself answer CORS.')];
  return edge.isGateway && edge.controller === EdgeController.ENVOY_GATEWAY ? [] : [flaw('exposure/no-grpc-web',
    `browsers cannot call ${host}: the edge "${edge.controller}" cannot be told by its route to translate gRPC-Web`,
    'Let the program speak Connect, which browsers can call (Port.h2c), or use Envoy Gateway.')];
}

function gatewayFlaws({ host, tlsSecret }: ExposureProps, routes: readonly Route[], isGrpc: boolean): Flaw[] {
  return [
    ...(tlsSecret === undefined ? [] : [flaw('exposure/tls-at-gateway', `the certificate ${quoted(tlsSecret)} is given for ${host}; a Gateway has its certificates at its listeners`, 'Leave tlsSecret out.')]),
    ...(isGrpc ? routes.filter((route) => route._beyondGrpc.length > 0).map((route) => flaw('route/not-for-grpc',
      `the route ${route} of ${host} says ${route._beyondGrpc.join(', ')}; gRPC is routed by service, method and headers`,
      'Use Route.grpc(…) or Route.grpcMethod(…); give deadlines in the client.')) : []),
  ];
}

function ingressFlaws({ host, tlsSecret }: ExposureProps, routes: readonly Route[], edge: Edge, protocol: PortProtocol, isLocal: boolean): Flaw[] {
  const isPlain = tlsSecret === undefined && edge._ingress?.clusterIssuer === undefined && !edge._hasCertificate;
  const knowsHttp2 = edge._ingress?.grpcAnnotations !== undefined || [EdgeController.TRAEFIK, EdgeController.HAPROXY, EdgeController.AWS].includes(edge.controller);
  return [
    ...routes.filter((route) => route._beyondIngress.length > 0).map((route) => flaw('route/needs-gateway',
      `the route ${route} of ${host} says ${route._beyondIngress.join(', ')}; an Ingress knows host and path only`, 'Leave it out, or let the platform have a Gateway: Edge.gateway(…).')),
    ...(isPlain && !isLocal ? [flaw('exposure/no-certificate', `nobody says where the certificate of ${host} comes from; it would be served without TLS`,
      'Say it on the platform (Edge.ingress({ clusterIssuer }) or { defaultCertificate: true }), or give the Secret: tlsSecret.')] : []),
    ...(protocol === PortProtocol.HTTP || protocol === PortProtocol.GRPC_WEB || knowsHttp2 ? [] : [flaw('exposure/no-grpc', `the port of ${host} speaks HTTP/2; how the ingress controller "${edge.controller}" is told so is not known`,
      'Use a Gateway, or say the annotations on the platform: Edge.ingress({ grpcAnnotations }).')]),
  ];
}
