import { Construct } from 'constructs';
import { protectRoute } from './edge-protection';
import { edgeFlaws, exposureFlaws } from './exposure-flaws';
import { ingressAnnotations, serviceScheme } from './ingress-dialect';
import { Route } from './route';
import { servedPort } from './served-port';
import { renderWebAccess } from '../../kube/grpc-web';
import { renderIngress } from '../../kube/ingress';
import { KubeObject } from '../../kube/kube-object';
import { grpcRules, httpRules, renderRoute, RouteBackend, RouteRule, toHttpsRule } from '../../kube/route';
import { ExposedHost, Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { Edge } from '../../platform/edge';
import { EdgeController } from '../../platform/edge-controller';
import { flaw } from '../../values/flaw';
import { hostInName } from '../../values/host';
import { Port, PortProtocol } from '../../values/port';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** Under which host a workload is reached from outside. */
export interface ExposureProps {
  /** The host: `shop.example.com`, or `*.example.com` for every host below. */
  readonly host: string;
  /**
   * Which requests reach the workload; 1 to 16 routes.
   * @default [Route.prefix('/')], all requests for the host (the Gateway API's default)
   */
  readonly routes?: Route[];
  /**
   * Which port of the Service, by name. It speaks HTTP or gRPC.
   * @default - its only port
   */
  readonly port?: string;
  /**
   * The Secret with `tls.crt` and `tls.key` for the host, where the edge is an ingress controller.
   * @default - the platform's ClusterIssuer makes one per host: `<host>-tls`
   */
  readonly tlsSecret?: string;
  /**
   * The web pages that may call a gRPC port from the browser (gRPC-Web), by origin: `https://shop.example.com`.
   * @default - none
   */
  readonly webOrigins?: string[];
  /**
   * Request metadata that these pages may send, such as `authorization`.
   * @default - what gRPC-Web itself needs
   */
  readonly webHeaders?: string[];
  /**
   * Annotations of the route or Ingress.
   * @default - the platform's for its edge
   */
  readonly annotations?: { [key: string]: string };
}

/**
 * Lets requests from outside reach a workload, under a host.
 *
 * Becomes an HTTPRoute, or a GRPCRoute for a gRPC port, where the platform has a Gateway, and an
 * Ingress where it has an ingress controller. The network policy lets the edge in, and pods that
 * leave wait until it knows. A workload has one exposure per host; its objects are called
 * `<workload>.<host>`.
 *
 * Without an edge on the platform it is a problem: there is no way in.
 *
 * @example
 * const edge = Edge.gateway({ name: 'public', namespace: 'gateways' });
 * const app = new GopherApp({ platform: new Platform({ edge }) });
 * new GoMicroservice(new Chart(app, 'shop', { namespace: 'shop' }), 'checkout', {
 *   image: Image.of('registry.example.com/shop/checkout:1.8.2'),
 *   traits: [new Exposure({ host: 'shop.example.com', routes: [Route.prefix('/checkout')] })],
 * });
 */
export class Exposure extends Trait {
  /** The trait's id for a host, to leave it out again. @param host as it was given */
  public static idOf(host: string): string {
    return `exposure/${host}`;
  }

  public readonly traitId: string;

  /** @param props under which host, which requests */
  public constructor(private readonly props: ExposureProps) {
    super();
    this.traitId = Exposure.idOf(props.host);
  }

  public bind(host: ITraitHost): void {
    const { draft, platform: { edge } } = host;
    if (edge === undefined) {
      draft._report([flaw('exposure/no-edge', `nothing says how requests for ${this.props.host} come in from outside`,
        'Say it on the platform: edge: Edge.gateway({ name, namespace }) or Edge.ingress({ className }).')]);
      return;
    }
    if (!draft._report(exposureFlaws(this.props, this.routes, host.namespace))) return;
    draft._check((s) => edgeFlaws(s, this.props, this.routes, edge, host.platform._isLocal));
    this.openWay(host, edge);
    draft._deriveAt(Facts.EXPOSED, this.props.host, (s) => this.exposed(edge, servedPort(s, this.props.port)), 'requests come in under it');
    if (edge.isGateway) this.routeBy(host, edge);
    else this.ingressBy(host, edge);
  }

  private get routes(): readonly Route[] {
    return this.props.routes ?? [Route.prefix('/')];
  }

  /** What the service graph shows of it. */
  private exposed(edge: Edge, port: Port | undefined): ExposedHost {
    const splits = this.routes.flatMap((route) => route._splits.map(({ to, share }) => (
      { route: String(route), to: to.name, path: to instanceof Construct ? to.node.path : undefined, percent: share.value })));
    return { host: this.props.host, by: String(edge), peers: edge.callers.map(String), port, routes: this.routes.map(String), splits };
  }

  private nameOn(host: ITraitHost): string {
    return `${host.name}.${hostInName(this.props.host)}`;
  }

  private openWay({ draft }: ITraitHost, edge: Edge): void {
    for (const peer of edge.callers) {
      draft._deriveAt(Facts.INGRESS, `${peer}:exposed ${this.props.port ?? ''}`, (s) => {
        const port = servedPort(s, this.props.port);
        return port && { peer, port: port.number, protocols: [port._transport] };
      }, 'requests come in from there');
    }
    const delay = edge._drainDelay;
    if (delay !== undefined) draft._add(Facts.DRAIN_NOTICE, `the edge "${edge.controller}"`, delay, 'it learns late that a pod leaves');
  }

  private routeBy(host: ITraitHost, edge: Edge): void {
    const { name, namespace, listener, httpListener } = edge._gateway!;
    const annotations = { ...edge._annotations, ...this.props.annotations };
    const others = this.routes.map((route) => this.othersOf(host, edge, route));
    const port = () => servedPort(host._settled(), this.props.port);
    const isGrpc = () => port()?.protocol === PortProtocol.GRPC;
    const object = (id: string, suffix: string, attachTo: string | undefined, kind: () => string, rules: () => any[]) => new KubeObject(host.scope, id, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind,
      name: `${this.nameOn(host)}${suffix}`,
      render: () => renderRoute(host._settled(), host._identity, { parent: { name, namespace, listener: attachTo }, host: this.props.host, annotations, rules: rules() }),
    });

    object('Route', '', listener, () => (isGrpc() ? 'GRPCRoute' : 'HTTPRoute'), () => this.routes.flatMap((route, i) => {
      const shared = others[i].reduce((sum, { weight }) => sum + weight, 0);
      const canary = host._settled().get(Facts.CANARY_SERVICE);
      const own = { name: host._identity.service, port: port()?.serviceNumber ?? 0, weight: others[i].length === 0 && canary === undefined ? 1 : 100 - shared };
      const both = canary === undefined ? [own] : [own, { ...own, name: canary, weight: 0 }];
      return isGrpc() ? grpcRules(route._rule, [...both, ...others[i]]) : httpRules(withTimeout(route._rule, offeredTimeout(host._settled())), [...both, ...others[i]]);
    }));
    host.draft._deriveAt(Facts.ROUTE, this.nameOn(host), (s) => (servedPort(s, this.props.port)?.protocol === PortProtocol.GRPC ? 'GRPCRoute' : 'HTTPRoute'),
      'leads requests here');
    if (httpListener !== undefined) object('Redirect', '-redirect', httpListener, () => 'HTTPRoute', () => this.routes.map((route) => toHttpsRule(route._rule)));
    if (edge.controller === EdgeController.ENVOY_GATEWAY) {
      protectRoute(host, { name: this.nameOn(host), port: this.props.port, isShared: this.routes.some((route) => route._splits.length > 0) });
    }
    if (this.props.webOrigins !== undefined && edge.controller === EdgeController.ENVOY_GATEWAY) {
      new KubeObject(host.scope, 'WebAccess', {
        apiVersion: 'gateway.envoyproxy.io/v1alpha1',
        kind: 'SecurityPolicy',
        name: this.nameOn(host),
        render: () => renderWebAccess(host._settled(), host._identity, this.nameOn(host), this.props.webOrigins!, this.props.webHeaders ?? []),
      });
    }
  }

  private othersOf(host: ITraitHost, edge: Edge, route: Route): RouteBackend[] {
    return route._splits.flatMap(({ to, share, port }) => {
      const number = to.acceptRequests(edge.callers, `${host.name} at ${this.props.host}`, port);
      return number === undefined ? [] : [{ name: to.name, port: number, weight: share.value }];
    });
  }

  private ingressBy(host: ITraitHost, edge: Edge): void {
    const { className, clusterIssuer } = edge._ingress!;
    const secretName = this.props.tlsSecret ?? (clusterIssuer === undefined ? undefined : `${hostInName(this.props.host)}-tls`);
    const port = () => servedPort(host._settled(), this.props.port);
    for (const [key, words] of Object.entries(serviceScheme(edge))) {
      host.draft._deriveAt(Facts.SERVICE_ANNOTATION, key, (s) => words(s, servedPort(s, this.props.port)), 'how the ingress controller speaks to the pods');
    }
    new KubeObject(host.scope, 'Ingress', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      name: this.nameOn(host),
      render: () => renderIngress(host._settled(), host._identity, {
        className: className ?? '',
        host: this.props.host,
        rules: this.routes.map((route) => route._rule),
        port: port()?.name ?? '',
        annotations: {
          ...ingressAnnotations(edge, port()?.protocol),
          ...(clusterIssuer === undefined || this.props.tlsSecret !== undefined ? {} : { 'cert-manager.io/cluster-issuer': clusterIssuer }),
          ...edge._annotations,
          ...this.props.annotations,
        },
        tls: secretName !== undefined ? { secretName } : edge._hasCertificate ? {} : undefined,
      }),
    });
  }
}

/** How long the workload says that calls to it may take. */
function offeredTimeout(settled: Settled): number | undefined {
  return settled.get(Facts.OFFERED)?._timeout;
}

/** A route that says nothing itself waits as long; one try may not take longer than all. */
function withTimeout(rule: RouteRule, millis: number | undefined): RouteRule {
  return millis === undefined || rule.timeout !== undefined || rule.redirectTo !== undefined || (rule.tryTimeout ?? 0) > millis ? rule : { ...rule, timeout: millis };
}
