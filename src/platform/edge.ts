import { Duration } from 'cdk8s';
import { defaultCallers } from './edge-callers';
import { EdgeController } from './edge-controller';
import type { Provider } from './providers/provider';
import { Flaw, flaw } from '../values/flaw';
import { metadataKeyFlaws, namespaceFlaws, objectNameFlaws } from '../values/names';
import { NetworkPeer } from '../values/network-peer';

/** What every edge may say. */
export interface EdgeProps {
  /**
   * What runs there. It decides who connects to the pods, and what the edge can do.
   * @default - of an Ingress, what the provider brings along; else one of which nothing is taken for granted: who calls must be said
   */
  readonly controller?: EdgeController;
  /**
   * Who connects to the pods; network policies let them in.
   * @default - by the controller: its proxies where it installs them by default; of another controller's gateway, the Gateway's namespace
   */
  readonly callers?: NetworkPeer[];
  /**
   * How long it takes until the edge sends nothing more to a pod that leaves; whole seconds.
   * @default - 15 s for the load balancers of a cloud (GKE, AWS), which are told by an API what the cluster knows at once; nothing said for proxies in the cluster (a choice)
   */
  readonly drainDelay?: Duration;
  /**
   * Annotations of every route or Ingress, such as the one that your external-dns looks for.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** A Gateway that is in the cluster. */
export interface GatewayEdgeProps extends EdgeProps {
  /** The Gateway's name. */
  readonly name: string;
  /** The Gateway's namespace. Its listeners must allow routes of the workloads' namespaces: `allowedRoutes`. */
  readonly namespace: string;
  /**
   * The listener that routes attach to, such as `https`.
   * @default - every listener whose host fits
   */
  readonly listener?: string;
  /**
   * The listener without TLS: every host is redirected from there to `https`.
   * @default - the Gateway itself redirects, or nobody does
   */
  readonly httpListener?: string;
}

/** An ingress controller that is in the cluster. */
export interface IngressEdgeProps extends EdgeProps {
  /**
   * The name of its IngressClass.
   * @default - the provider's: `traefik` on K3s, `alb` on EKS, `openshift-default` on OpenShift
   */
  readonly className?: string;
  /**
   * The ClusterIssuer of cert-manager that makes a certificate for each host.
   * @default - no certificate is asked for
   */
  readonly clusterIssuer?: string;
  /**
   * Whether the controller has a certificate for all hosts, or somebody in front of it ends TLS.
   * @default - AWS has one, as its controller finds certificates by host; others are taken to have none
   */
  readonly defaultCertificate?: boolean;
  /**
   * Annotations of an Ingress whose pods speak gRPC or HTTP/2, for a controller that is not known here.
   * @default - known for Traefik, HAProxy and AWS; of any other controller gRPC is refused
   */
  readonly grpcAnnotations?: { [key: string]: string };
}

/**
 * How requests come in from outside: through a Gateway or an ingress controller.
 *
 * The platform says it once; a service then only names its host and path.
 *
 * @example
 * new Platform({
 *   edge: Edge.gateway({ name: 'public', namespace: 'gateways', listener: 'https', controller: EdgeController.ENVOY_GATEWAY }),
 * }).applyTo(app);
 */
export class Edge {
  /** Requests come through a Gateway of the Gateway API. @param props which one */
  public static gateway(props: GatewayEdgeProps): Edge {
    return new Edge(props, props, undefined);
  }

  /** Requests come through an ingress controller. @param props which one; the provider's if nothing is said */
  public static ingress(props: IngressEdgeProps = {}): Edge {
    return new Edge(props, undefined, props);
  }

  /** what runs there */
  public readonly controller: EdgeController;
  /** who connects to the pods */
  public readonly callers: NetworkPeer[];

  private constructor(
    private readonly said: EdgeProps,
    /** the Gateway, if it is one @internal */
    public readonly _gateway: GatewayEdgeProps | undefined,
    /** the ingress controller, if it is one @internal */
    public readonly _ingress: IngressEdgeProps | undefined,
  ) {
    this.controller = said.controller ?? EdgeController.OTHER;
    this.callers = said.callers ?? defaultCallers(this.controller, _gateway);
  }

  public toString(): string {
    return this._gateway === undefined ? `ingress class ${this._ingress!.className}` : `Gateway ${this._gateway.namespace}/${this._gateway.name}`;
  }

  /** Whether it is a Gateway; else it is an ingress controller. */
  public get isGateway(): boolean {
    return this._gateway !== undefined;
  }

  /** The same edge where somebody runs the cluster: an Ingress that names no class, or no other, is the provider's. @internal */
  public _on(provider: Provider | undefined): Edge {
    const { _ingress: said } = this;
    const given = provider?._ingress;
    const isTheirs = said !== undefined && given !== undefined && (said.className ?? given.className) === given.className && (said.controller ?? given.controller) === given.controller;
    return isTheirs ? Edge.ingress({ ...given, ...defined(said) }) : this;
  }

  /** @internal */
  public get _annotations(): { [key: string]: string } {
    return this.said.annotations ?? {};
  }

  /** Seconds until nothing more is sent to a pod that leaves, where that is longer than usual. @internal */
  public get _drainDelay(): number | undefined {
    if (this.said.drainDelay) return this.said.drainDelay.toSeconds({ integral: false });
    return [EdgeController.GKE, EdgeController.AWS].includes(this.controller) ? 15 : undefined;
  }

  /** @internal */
  public get _hasCertificate(): boolean {
    return this._ingress?.defaultCertificate ?? this.controller === EdgeController.AWS;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const { _gateway: gateway, _ingress: ingress } = this;
    const delay = this._drainDelay ?? 0;
    const keys = [...Object.keys(this._annotations), ...Object.keys(ingress?.grpcAnnotations ?? {})];
    return [
      ...(gateway === undefined ? [] : [...objectNameFlaws('Gateway', gateway.name), ...namespaceFlaws(gateway.namespace)]),
      ...[gateway?.listener, gateway?.httpListener].flatMap((name) => (name === undefined ? [] : objectNameFlaws('listener', name))),
      ...(ingress === undefined ? [] : classFlaws(ingress.className)),
      ...(ingress?.clusterIssuer === undefined ? [] : objectNameFlaws('ClusterIssuer', ingress.clusterIssuer)),
      ...(gateway?.httpListener !== undefined && gateway.listener === undefined ? [flaw('edge/redirect-without-listener',
        `the listener "${gateway.httpListener}" of ${gateway.name} redirects, and routes attach to it, too, as no other is named`, 'Name the listener with TLS: listener: \'https\'.')] : []),
      ...keys.flatMap((key) => metadataKeyFlaws('annotation', key)),
      ...this.callers.flatMap((peer) => peer._flaws),
      ...(this.callers.length > 0 ? [] : [flaw('edge/unknown-callers', `who connects to the pods is not known of the controller "${this.controller}"; network policies would keep it out`,
        'Say it: callers: [NetworkPeer.namespace(\'ingress\')], or the addresses of the load balancer\'s subnets.')]),
      ...(Number.isInteger(delay) && delay >= 0 && delay <= 3600 ? [] : [flaw('edge/bad-drain-delay', `the edge's drainDelay is ${delay}s`, 'Give whole seconds, at most an hour.')]),
    ];
  }
}

function classFlaws(className: string | undefined): Flaw[] {
  return className === undefined
    ? [flaw('edge/no-class', 'the ingress controller has no IngressClass, and the platform has no provider that brings one along', 'Name it, as `kubectl get ingressclass` shows it: Edge.ingress({ className: \'traefik\' }).')]
    : objectNameFlaws('IngressClass', className);
}

function defined(props: IngressEdgeProps): IngressEdgeProps {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
}
