import { Party, Peers } from './peers';
import { Graph } from '../../rules/graph/graph';
import { NetworkPolicies } from '../../rules/graph/network-policy';
import { OpenPort } from '../../rules/graph/openings';
import { PodSet } from '../../rules/graph/pod-set';
import { Manifests } from '../../rules/manifests';

/** A port, or every port where the number is 0. @internal */
export interface ReachedPort { readonly number: number; readonly protocol: string }

/** Somebody whom the policies of a workload let through, and on which ports; every port if there are none. @internal */
export interface Way { readonly party: Party; readonly ports: readonly OpenPort[] }

/** Who reaches whom on one side, as its network policies have it. @internal */
export class Reach {
  /** workloads by what the new side calls them */
  public readonly workloads: ReadonlyMap<string, PodSet>;
  private readonly policies: NetworkPolicies;
  private readonly peers: Peers;

  public constructor(all: Manifests, nameOf: (label: string) => string) {
    this.workloads = new Map(Graph.of(all).pods.map((pods) => [nameOf(String(pods)), pods]));
    this.policies = NetworkPolicies.of(all);
    this.peers = new Peers(all);
  }

  /** Whether all that decides about these pods can be read here. */
  public isKnown(pods: PodSet): boolean {
    return this.policies.knows(pods.namespace);
  }

  /** Whom a workload may talk with in one direction; undefined for everybody, as nothing closes it. */
  public waysOf(pods: PodSet, direction: 'ingress' | 'egress'): Way[] | undefined {
    const closing = this.policies.closing(direction, pods);
    if (closing.length === 0) return undefined;
    return closing.flatMap((policy) => policy[direction]!.all.map(({ peer, ports }) => ({ party: this.peers.partyOf(peer, policy.manifest.namespace), ports })));
  }

  /** Whether one workload may reach a port of another. */
  public lets(caller: string, callee: string, { number, protocol }: ReachedPort): boolean {
    const [from, to] = [this.workloads.get(caller), this.workloads.get(callee)];
    if (from === undefined || to === undefined) return false;
    return this.isLet('egress', from, to, number, protocol, to) && this.isLet('ingress', to, from, number, protocol, to);
  }

  private isLet(direction: 'ingress' | 'egress', subject: PodSet, peer: PodSet, port: number, protocol: string, answering: PodSet): boolean {
    const closing = this.policies.closing(direction, subject);
    return closing.length === 0 || closing.some((policy) => policy[direction]!.lets(peer, port, protocol, answering));
  }
}
