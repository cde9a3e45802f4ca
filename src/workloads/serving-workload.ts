import { Construct } from 'constructs';
import { withPorts } from './golden-path';
import { mayCall, writeOffer } from './offer';
import { writePlatformFacts } from './platform-facts';
import { ProgramProps, writeProgram } from './program';
import { Workload } from './workload';
import { front, renderFront } from '../kube/front';
import { KubeObject } from '../kube/kube-object';
import { KubeObjects } from '../kube/kube-objects';
import { podOwner, renderPodOwner } from '../kube/pod-owner';
import { renderHeadlessService } from '../kube/service';
import { Address } from '../links/address';
import { calledPort, reportPort } from '../links/called-port';
import { ILink } from '../links/link';
import { IReachable } from '../links/reachable';
import { Facts } from '../model/facts';
import { Rank } from '../model/rank';
import { Availability } from '../traits/availability';
import { Configuration } from '../traits/configuration/configuration';
import { Exposure } from '../traits/exposure/exposure';
import { Route } from '../traits/exposure/route';
import { IRouteBackend } from '../traits/exposure/route-backend';
import { Isolation } from '../traits/isolation';
import { Identity } from '../traits/rights/identity';
import { Rollout } from '../traits/rollout';
import { Autoscaling } from '../traits/scaling/autoscaling';
import { ITrait } from '../traits/trait';
import { RateLimit } from '../values/calls/rate-limit';
import { Resilience } from '../values/calls/resilience';
import { flaw, quoted } from '../values/flaw';
import { NetworkPeer } from '../values/network-peer';
import { Port, PortProtocol } from '../values/port';

/** What a program says that answers requests. */
export interface ServingProps extends ProgramProps {
  /**
   * Where it listens. Each address is given in `<NAME>_ADDR`: `HTTP_ADDR=:8080`.
   * @default [Port.http(8080)], above 1024, so that no right is needed to listen, and free of 80's proxies (a choice)
   */
  readonly ports?: Port[];
  /**
   * A fixed number of pods; load then decides nothing and there is no autoscaler.
   * @default - load decides, as Autoscaling says
   */
  readonly replicas?: number;
  /**
   * What all calls to it are made with, unless their caller says otherwise: who serves knows best how long it takes.
   * @default - as the platform says
   */
  readonly resilience?: Resilience;
  /**
   * How many requests each pod takes. The program finds it in `RATE_LIMIT`, unless the proxies of a mesh refuse what is more.
   * @default - as many as come
   */
  readonly rateLimit?: RateLimit;
  /**
   * The namespaces, beside its own, whose workloads may call it; `*` is every one.
   * @default - none: what others rely on is decided by whom they rely on
   */
  readonly callableFrom?: string[];
}

/**
 * A program that answers requests, kept running and reachable: a Deployment and a Service.
 *
 * The base of GoMicroservice and Microservice.
 */
export abstract class ServingWorkload extends Workload implements IReachable, IRouteBackend {
  /** where it listens */
  public readonly ports: Port[];
  private readonly exposed = new Map<string, { readonly paths: Set<string>; readonly ports: Set<string | undefined> }>();

  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 54 characters @param props what it is @param goldenPath its traits unless somebody says otherwise */
  protected constructor(scope: Construct, id: string, props: ServingProps, goldenPath: ITrait[]) {
    super(scope, id, 54, 'its second Service is called "<name>-headless"');
    this.ports = props.ports ?? [Port.http(8080)];
    this._keep(props.keeps);
    writePlatformFacts(this._draftOf('the platform', Rank.PLATFORM), this.platform);
    writeProgram(this.draft, props);
    if (props.replicas !== undefined) this.draft.fixReplicas(props.replicas);
    writeOffer(this.draft, props);
    this.writePorts();

    this._reservePlaces(Identity.ID, Configuration.ID);
    if (this.ports.length > 0) {
      new KubeObject(this, 'Service', {
        ...front(this._settled), name: this._identity.service, render: () => renderFront(this._settled(), this._identity),
      });
    }
    new KubeObject(this, 'Default', {
      ...podOwner(this._settled),
      name: this.name,
      render: () => renderPodOwner(this._settled(), this._identity, this.platform),
    });
    this._reservePlaces(Rollout.ID, Autoscaling.ID, Availability.ID, Isolation.ID);
    const nobodyScales = props.replicas !== undefined || this.platform._isLocal;
    this._bindTraits(withPorts(goldenPath, this.ports), props, nobodyScales ? [Autoscaling.ID] : []);
  }

  /** @internal */
  public get _isProgram(): boolean {
    return true;
  }

  /** @internal */
  public get _isScaled(): boolean {
    return true;
  }

  /** Lets somebody connect who is not a workload of this app, such as a gateway. @param peer who @param portName which port; all of the Service's ports if left out */
  public addCaller(peer: NetworkPeer, portName?: string): void {
    const ports = portName === undefined ? this.ports : this.ports.filter((p) => p.name === portName);
    if (ports.length === 0) reportPort(this.draft, 'addCaller', this, portName);
    ports.forEach((port) => this.draft._open(Facts.INGRESS, peer, port.number, [port._transport], 'let in by addCaller'));
  }

  /**
   * Lets requests from outside in, under a host of the platform's edge.
   *
   * Becomes an HTTPRoute (a GRPCRoute for a gRPC port) or an Ingress, as the platform says. May be called for
   * several hosts, and for several paths of one host. For more than host and path, give the trait Exposure.
   *
   * @param host such as `shop.example.com` @param path what requests begin with, such as `/checkout`; `/` if left out @param portName which port; may be left out where there is but one
   */
  public exposeAt(host: string, path: string = '/', portName?: string): void {
    const { paths, ports } = this.exposed.get(host) ?? { paths: new Set<string>(), ports: new Set<string | undefined>() };
    this.exposed.set(host, { paths: paths.add(path), ports: ports.add(portName) });
    if (ports.size > 1) {
      this.draft._report([flaw('exposure/two-ports', `${host} would lead to several ports: ${[...ports].map((name) => name ?? 'not said').sort().join(', ')}`, 'Give each port a host of its own.')]);
      return;
    }
    this.addTraits(new Exposure({ host, port: portName, routes: [...paths].sort().map((one) => Route.prefix(one)) }));
  }

  public acceptRequests(callers: NetworkPeer[], who: string, portName?: string): number | undefined {
    const port = calledPort(this.draft, who, this, portName);
    if (port === undefined) return undefined;
    const draft = this._draftOf(who, Rank.TRAIT);
    callers.forEach((peer) => draft._open(Facts.INGRESS, peer, port.number, [port._transport], `requests for ${who}`));
    return port.serviceNumber;
  }

  /** Lets this workload connect to somebody who is not a workload of this app. @param peer whom @param port the port number there */
  public addCallee(peer: NetworkPeer, port: number): void {
    this.draft.addEgress(peer, port, 'let out by addCallee');
  }

  public acceptCall(link: ILink, portName?: string): Address | undefined {
    const port = calledPort(link.client, link.clientName, this, portName);
    if (port === undefined || !mayCall(link, this)) return undefined;
    this._openWay(link, port.number, port._transport);
    return this.addressFor(link, port)._answeredBy(this._asCallee(link, 'workload'));
  }

  /** A mesh balances by request; without one, gRPC clients must see all pods. */
  private addressFor(link: ILink, port: Port): Address {
    if (port.protocol !== PortProtocol.GRPC || this.platform.mesh !== undefined) return this._addressOf(this._identity.service, port);
    this.ensureHeadless(link);
    return Address.ofPods(this._identity.hostOf(this._identity.headlessName, this.platform.clusterDomain), port);
  }

  /** kube-proxy balances connections, and gRPC has only one: its clients must see all pods. */
  private ensureHeadless(link: ILink): void {
    this._draftFor(link)._put(Facts.HEADLESS, true, 'gRPC clients balance over all pods');
    if (this.node.tryFindChild('Headless')) return;
    new KubeObjects(this, 'Headless', () => (this._settled().get(Facts.HEADLESS) === undefined ? [] : [{
      id: 'Service',
      apiVersion: 'v1',
      kind: 'Service',
      name: this._identity.headlessName,
      render: () => renderHeadlessService(this._settled(), this._identity, false),
    }]));
  }

  private writePorts(): void {
    const { draft } = this;
    const names = new Set<string>();
    for (const port of this.ports) {
      if (names.has(port.name)) {
        draft._report([flaw('port/duplicate', `two ports have the name ${quoted(port.name)}`, 'Name one of them otherwise: Port.named(…).')]);
        continue;
      }
      names.add(port.name);
      draft.addServedPort(port);
    }
  }
}
