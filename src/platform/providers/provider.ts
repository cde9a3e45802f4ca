import type { NodeTerm } from '../../model/facts';
import type { IngressEdgeProps } from '../edge';

/** How an interruptible node is recognised, and what keeps other pods off it. @internal */
export interface SpotNodes {
  readonly term: NodeTerm;
  /** as the API writes it; undefined where the provider taints no such node */
  readonly toleration?: { readonly [field: string]: string };
}

/** How a Service of type LoadBalancer says what it wants. @internal */
export interface LoadBalancer {
  /** the Service's `loadBalancerClass`; undefined for the cluster's own */
  readonly className?: string;
  readonly annotations: { readonly [key: string]: string };
}

/** @internal */
export interface ProviderFacts {
  readonly name: string;
  readonly networkPolicies: string;
  readonly networkPoliciesEnforced: boolean;
  /** what an edge is that only says it is an ingress controller */
  readonly ingress?: IngressEdgeProps;
  readonly spot?: SpotNodes;
  readonly internalLoadBalancer?: LoadBalancer;
  readonly externalLoadBalancer?: LoadBalancer;
}

/**
 * Who runs the cluster, and what is different there.
 *
 * It comes with `Platform.eks()`, `gke()`, `aks()`, `openShift()`, `k3s()`, `kind()` and
 * `minikube()`; it cannot be made by hand.
 *
 * @example
 * new Platform({ registry: 'registry.example.com' }).applyTo(app);
 * console.log(Platform.of(chart).provider?.name ?? 'any conformant cluster');
 */
export class Provider {
  /** @internal */
  public static _of(facts: ProviderFacts): Provider {
    return new Provider(facts);
  }

  /** such as `EKS` */
  public readonly name: string;
  /** whether the provider's own network enforces network policies as it comes */
  public readonly enforcesNetworkPolicies: boolean;
  /** what has to be so for network policies to take effect, in words */
  public readonly networkPolicies: string;

  private constructor(private readonly facts: ProviderFacts) {
    this.name = facts.name;
    this.enforcesNetworkPolicies = facts.networkPoliciesEnforced;
    this.networkPolicies = facts.networkPolicies;
  }

  public toString(): string {
    return this.name;
  }

  /** The ingress controller that the provider brings along or offers. @internal */
  public get _ingress(): IngressEdgeProps | undefined {
    return this.facts.ingress;
  }

  /** How interruptible nodes are recognised; undefined where there are none. @internal */
  public get _spot(): SpotNodes | undefined {
    return this.facts.spot;
  }

  /** What a load balancer is asked for: one that only the private network reaches, or one for everybody. @internal */
  public _loadBalancer(isInternal: boolean): LoadBalancer {
    return (isInternal ? this.facts.internalLoadBalancer : this.facts.externalLoadBalancer) ?? { annotations: {} };
  }
}
