import { Duration } from 'cdk8s';
import { IpStack } from './ip-stack';
import { serviceAccessFlaws, settingsOf, trafficOf } from './service-settings';
import { TrafficDistribution } from './traffic-distribution';
import { Facts } from '../../model/facts';
import { LoadBalancer } from '../../platform/providers/provider';
import { flaw } from '../../values/flaw';
import { NetworkPeer } from '../../values/network-peer';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** How requests to a Service are led to its pods. */
export interface ServiceAccessProps {
  /**
   * How long requests of one client address keep going to one pod; whole seconds, at most a day.
   * @default - every connection may go to any pod
   */
  readonly clientAffinity?: Duration;
  /**
   * Which pods are preferred: `SAME_ZONE` from Kubernetes 1.31 on, `SAME_NODE` from 1.34 on. Where callers are
   * spread unevenly, so will be the load.
   * @default - all alike
   */
  readonly prefer?: TrafficDistribution;
  /**
   * Whether callers reach only pods of their own node; where there is none, nobody answers.
   * @default false, a node without a pod would answer nobody (the API's default: Cluster)
   */
  readonly ownNodeOnly?: boolean;
  /**
   * From which families the Service has its addresses.
   * @default - the cluster's first family
   */
  readonly ipStack?: IpStack;
  /**
   * Annotations of the Service, such as those of a cloud's load balancer.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** How a Service is reached on the nodes. */
export interface NodePortAccessProps extends ServiceAccessProps {
  /**
   * The number on every node, by port name; from the cluster's range, 30000 to 32767 unless configured otherwise.
   * @default - the API server chooses
   */
  readonly nodePorts?: { [port: string]: number };
  /**
   * Whether only nodes with a pod answer, so that the program sees the client's address.
   * @default - a load balancer keeps it, as nothing else tells who called; a node port does not, so that every node answers
   */
  readonly keepClientAddress?: boolean;
  /**
   * Who may connect, as network policies see it. Where the client's address is not kept, that is a node.
   * @default - anywhere; behind a load balancer that keeps the client's address: its source ranges
   */
  readonly callers?: NetworkPeer[];
}

/** How a Service is reached through a load balancer of the provider. */
export interface LoadBalancerAccessProps extends NodePortAccessProps {
  /**
   * Whether only the private network reaches it, or everybody; the platform's provider knows the words for it.
   * @default - what the provider does unless told
   */
  readonly privateOnly?: boolean;
  /**
   * Which implementation makes it, such as `service.k8s.aws/nlb`; it cannot be changed later.
   * @default - the provider's own
   */
  readonly className?: string;
  /**
   * Blocks of addresses that may connect, in CIDR notation.
   * @default - everybody
   */
  readonly sourceRanges?: string[];
  /**
   * Names that external-dns points to the load balancer.
   * @default - none
   */
  readonly hostnames?: string[];
  /**
   * Whether the Service also has a port on every node; load balancers that send to pods themselves need none.
   * @default true, as many load balancers send to the nodes (the API's default)
   */
  readonly allocateNodePorts?: boolean;
  /**
   * The port on which nodes tell whether they have a pod, where the client's address is kept.
   * @default - the API server chooses
   */
  readonly healthCheckPort?: number;
}

/**
 * Says from where, and how, a workload's Service is reached.
 *
 * Becomes the type of the Service with what belongs to it, and the openings in the network
 * policy. Without this trait the Service has an address inside the cluster only. For HTTP and
 * gRPC from outside, an Exposure is the better way: one edge for all, with TLS.
 *
 * @example
 * checkout.addTraits(ServiceAccess.loadBalancer({ sourceRanges: ['203.0.113.0/24'], hostnames: ['checkout.example.com'] }));
 */
export class ServiceAccess extends Trait {
  /** the trait's id */
  public static readonly ID = 'service-access';

  /** From inside the cluster. @param props how */
  public static withinCluster(props: ServiceAccessProps = {}): ServiceAccess {
    return new ServiceAccess('ClusterIP', props);
  }

  /** From outside, on a port of every node. @param props how */
  public static nodePort(props: NodePortAccessProps = {}): ServiceAccess {
    return new ServiceAccess('NodePort', props);
  }

  /** From outside, through a load balancer that the provider makes. @param props how */
  public static loadBalancer(props: LoadBalancerAccessProps = {}): ServiceAccess {
    return new ServiceAccess('LoadBalancer', props);
  }

  public readonly traitId = ServiceAccess.ID;

  private constructor(private readonly type: string, private readonly props: LoadBalancerAccessProps) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft } = host;
    const { nodePorts = {}, annotations = {}, hostnames = [], prefer } = this.props;
    draft._check((s) => (s.entries(Facts.SERVED).length > 0 ? [] : [flaw('service-access/no-service', 'there is no Service, as the workload has no ports', 'Give it `ports`, or leave the trait out.')]));
    draft._check((s) => Object.keys(nodePorts).filter((name) => s.get(Facts.SERVED.at(name)) === undefined).map((name) => flaw('service-access/no-such-port',
      `a node port is given for "${name}"; the ports of the Service are: ${s.entries(Facts.SERVED).map(([port]) => port).join(', ') || 'none'}`, 'Name a port that it has.')));
    if (!draft._report(serviceAccessFlaws(this.props, host.platform.kubernetesVersion))) return;

    const provided = this.provided(host);
    for (const [key, value] of Object.entries(provided?.annotations ?? {})) draft._add(Facts.SERVICE_ANNOTATION, key, value, `how ${host.platform.provider} is told`);
    for (const [field, value] of Object.entries({ ...settingsOf(this.type, { className: provided?.className, ...this.props }), ...trafficOf(prefer, host.platform.kubernetesVersion) })) {
      draft._add(Facts.SERVICE_SETTING, field, value, 'how the Service is reached');
    }
    for (const [name, number] of Object.entries(nodePorts)) draft._add(Facts.NODE_PORT, name, number, 'the port on every node');
    for (const [key, value] of Object.entries(annotations)) draft._add(Facts.SERVICE_ANNOTATION, key, String(value), 'how the Service is reached');
    if (hostnames.length > 0) draft._add(Facts.SERVICE_ANNOTATION, 'external-dns.alpha.kubernetes.io/hostname', [...hostnames].sort().join(','), 'external-dns makes the names');
    if (this.type !== 'ClusterIP') this.openWay(host);
  }

  /** What the provider's load balancer is told, where somebody cares who reaches it. */
  private provided({ draft, platform }: ITraitHost): LoadBalancer | undefined {
    const { privateOnly } = this.props;
    if (privateOnly === undefined) return undefined;
    if (platform.provider === undefined) {
      draft._report([flaw('service-access/unknown-provider', `the load balancer is to be for ${privateOnly ? 'the private network only' : 'everybody'}, and nobody says whose it is`,
        'Say the provider on the platform: Platform.eks(), gke() or aks(), or give its annotations.')]);
    }
    return platform.provider?._loadBalancer(privateOnly);
  }

  private openWay({ draft }: ITraitHost): void {
    for (const peer of this.callers) {
      draft._report(peer._flaws);
      draft._add(Facts.SERVICE_CALLER, String(peer), peer, 'the Service is open to the outside');
    }
    if (this.type === 'LoadBalancer') draft._add(Facts.DRAIN_NOTICE, 'the load balancer', 15, 'it learns late that a pod leaves');
  }

  private get callers(): NetworkPeer[] {
    const { callers, sourceRanges = [], keepClientAddress = this.type === 'LoadBalancer' } = this.props;
    if (callers !== undefined) return callers;
    return keepClientAddress && sourceRanges.length > 0 ? sourceRanges.map((range) => NetworkPeer.addresses(range)) : [NetworkPeer.anywhere()];
  }
}
