import { Graph } from './graph';
import { push, record, records, textMap, texts } from './json';
import { LabelSelector } from './label-selector';
import { Openings } from './openings';
import { PodSet } from './pod-set';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';

/** Other tools' policies add to what is open; where there are any, nobody here can tell what is closed. */
const OF_OTHERS = ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'GlobalNetworkPolicy', 'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'];

/** A NetworkPolicy: whom it closes off, and what it opens. @internal */
export interface NetworkPolicy {
  readonly manifest: Manifest;
  readonly selector: LabelSelector;
  readonly subjects: readonly PodSet[];
  /** undefined where it does not close that direction */
  readonly ingress: Openings | undefined;
  readonly egress: Openings | undefined;
}

/** All policies, and which pods are under which. @internal */
export class NetworkPolicies {
  public static of(manifests: Manifests): NetworkPolicies {
    return manifests._once(build);
  }

  public readonly all: readonly NetworkPolicy[];
  private readonly bySubject = new Map<PodSet, NetworkPolicy[]>();
  /** the namespaces with other tools' policies; an empty one stands for all */
  private readonly unsure: ReadonlySet<string>;

  public constructor(manifests: Manifests) {
    const graph = Graph.of(manifests);
    const namespaces = new Map(manifests.ofKind('Namespace').map((m) => [m.name, textMap(m.object?.metadata?.labels)]));
    this.all = graph.ofKind('networking.k8s.io', 'NetworkPolicy').map((manifest) => {
      const spec = record(manifest.object?.spec);
      const selector = LabelSelector.of(spec.podSelector);
      const types = Array.isArray(spec.policyTypes) ? texts(spec.policyTypes) : ['Ingress', ...(records(spec.egress).length > 0 ? ['Egress'] : [])];
      const openings = (field: 'ingress' | 'egress', peers: 'from' | 'to') => new Openings(manifest.namespace, field, peers, records(spec[field]), namespaces);
      return {
        manifest,
        selector,
        subjects: graph.podIndex.select(manifest.namespace, selector),
        ingress: types.includes('Ingress') ? openings('ingress', 'from') : undefined,
        egress: types.includes('Egress') ? openings('egress', 'to') : undefined,
      };
    });
    this.unsure = new Set(OF_OTHERS.flatMap((kind) => manifests.ofKind(kind)).map((m) => m.namespace));
    for (const policy of this.all) for (const pods of policy.subjects) push(this.bySubject, pods, policy);
  }

  /** Whether the policies of a namespace can be told, as no other tool has any there. */
  public knows(namespace: string): boolean {
    return !this.unsure.has('') && !this.unsure.has(namespace);
  }

  /** The policies that close a direction for these pods; none of them means that it is open. */
  public closing(direction: 'ingress' | 'egress', pods: PodSet): readonly NetworkPolicy[] {
    // Pods on the node's own network are beyond most policies.
    if (pods.spec.hostNetwork === true || !this.knows(pods.namespace)) return [];
    return (this.bySubject.get(pods) ?? []).filter((policy) => policy[direction] !== undefined);
  }
}

function build(manifests: Manifests): NetworkPolicies {
  return new NetworkPolicies(manifests);
}
