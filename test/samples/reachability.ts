import { podLabels, World } from './world';

type Direction = 'Ingress' | 'Egress';

/**
 * Which pods may connect to which, by the NetworkPolicies alone.
 *
 * Written from the API's documentation and not from our own rules, so that it can
 * judge them.
 */
export class Reachability {
  constructor(private readonly world: World) {}

  /** Whether pods of one workload may open a connection to a port of another's, both directions considered. */
  public allows(client: any, server: any, port: number): boolean {
    return this.opens('Egress', client, server, port) && this.opens('Ingress', server, client, port);
  }

  /** Whether anybody from outside of the cluster may. */
  public allowsWorld(server: any, port: number): boolean {
    return this.rules('Ingress', server, port).some((rule) => rule === OPEN || peersOf(rule, 'Ingress') === undefined
      || peersOf(rule, 'Ingress')!.some((peer: any) => peer.ipBlock?.cidr === '0.0.0.0/0'));
  }

  private opens(direction: Direction, at: any, other: any, port: number): boolean {
    return this.rules(direction, at, port).some((rule) => rule === OPEN || peersOf(rule, direction) === undefined
      || peersOf(rule, direction)!.some((peer: any) => this.meant(peer, at, other)));
  }

  private meant(peer: any, at: any, other: any): boolean {
    if (peer.ipBlock) return false; // no addresses of pods are known
    const sameNamespace = at.metadata.namespace === other.metadata.namespace;
    if (peer.namespaceSelector === undefined && !sameNamespace) return false;
    const wanted = peer.namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'];
    if (wanted !== undefined && wanted !== other.metadata.namespace) return false;
    return peer.podSelector === undefined || selects(peer.podSelector, podLabels(other));
  }

  /** The rules that open something at the pods; OPEN where no policy closes that direction. */
  private rules(direction: Direction, workload: any, port: number): any[] {
    const field = direction.toLowerCase();
    const policies = this.world.all('NetworkPolicy')
      .filter((policy) => policy.metadata.namespace === workload.metadata.namespace && selects(policy.spec.podSelector, podLabels(workload)))
      .filter((policy) => (policy.spec.policyTypes ?? ['Ingress', ...(policy.spec.egress ? ['Egress'] : [])]).includes(direction));
    if (policies.length === 0) return [OPEN];
    const named = workload.spec.template.spec.containers.flatMap((c: any) => c.ports ?? []);
    const number = (given: any) => (typeof given === 'string' ? named.find((p: any) => p.name === given)?.containerPort : given);
    return policies.flatMap((policy) => policy.spec[field] ?? [])
      .filter((rule: any) => rule.ports === undefined || rule.ports.some((p: any) => p.port === undefined || number(p.port) === port));
  }
}

const OPEN = Symbol('no policy');

function peersOf(rule: any, direction: Direction): any[] | undefined {
  return direction === 'Ingress' ? rule.from : rule.to;
}

function selects(selector: any, labels: { [key: string]: string }): boolean {
  const expressions = (selector.matchExpressions ?? []).every((e: any) => e.operator === 'In' && e.values.includes(labels[e.key]));
  return expressions && Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
}
