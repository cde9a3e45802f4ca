import { isRecord, Json, number, push, records, text } from './json';
import { Labels, LabelSelector, term } from './label-selector';
import { PodSet } from './pod-set';

/** Ports that a rule of a policy opens; every port if there are none. @internal */
export interface OpenPort {
  readonly path: string;
  readonly protocol: string;
  /** a number, a name, or every port */
  readonly port: number | string | undefined;
  readonly endPort: number | undefined;
}

/** One peer of one rule, with the rule's ports. @internal */
export interface Opening {
  readonly path: string;
  /** undefined for everybody */
  readonly peer: Json | undefined;
  /** the pods that the peer selects; undefined where it names none */
  readonly pods: LabelSelector | undefined;
  readonly ports: readonly OpenPort[];
}

/**
 * What a policy opens in one direction.
 *
 * A hub may have a thousand peers. They are kept by label, so that asking for one
 * of them does not look at all.
 *
 * @internal
 */
export class Openings {
  public readonly all: Opening[] = [];
  private readonly byTerm = new Map<string, Opening[]>();
  private readonly others: Opening[] = [];

  public constructor(private readonly namespace: string, direction: string, peersField: 'from' | 'to', rules: readonly Json[], private readonly namespaces: ReadonlyMap<string, Labels>) {
    rules.forEach((rule, i) => {
      const path = `spec.${direction}[${i}]`;
      const ports = records(rule.ports).map((port, j): OpenPort => ({
        path: `${path}.ports[${j}]`,
        protocol: text(port.protocol) || 'TCP',
        port: number(port.port) ?? (text(port.port) || undefined),
        endPort: number(port.endPort),
      }));
      const peers = records(rule[peersField]);
      if (peers.length === 0) this.add({ path, peer: undefined, pods: undefined, ports });
      peers.forEach((peer, j) => {
        const pods = isRecord(peer.podSelector) ? LabelSelector.of(peer.podSelector) : undefined;
        this.add({ path: `${path}.${peersField}[${j}]`, peer, pods, ports });
      });
    });
  }

  /** Whether traffic with those pods is let through, on a port of the pods that answer. */
  public lets(peer: PodSet, port: number, protocol: string, answering: PodSet): boolean {
    const opens = (o: Opening) => isPeer(o, peer, this.namespace, this.namespaces) && hasPort(o.ports, port, protocol, answering);
    for (const [key, value] of peer.labels) if (this.byTerm.get(term(key, value))?.some(opens)) return true;
    return this.others.some(opens);
  }

  private add(opening: Opening): void {
    this.all.push(opening);
    const [first] = opening.pods?.terms ?? [];
    if (first?.length === 1) push(this.byTerm, first[0], opening);
    else this.others.push(opening);
  }
}

/** Whether the peer of an opening are those pods. Where that cannot be told, it is taken to be so. */
function isPeer({ peer, pods: selector }: Opening, pods: PodSet, policyNamespace: string, namespaces: ReadonlyMap<string, Labels>): boolean {
  if (peer === undefined) return true;
  if (isRecord(peer.ipBlock)) return !/\/(32|128)$/.test(text(peer.ipBlock.cidr));
  if (!isNamespace(peer, pods.namespace, policyNamespace, namespaces)) return false;
  return selector === undefined || selector.matches(pods.labels);
}

/** @internal */
export function isNamespace(peer: Json, namespace: string, policyNamespace: string, namespaces: ReadonlyMap<string, Labels>): boolean {
  if (!isRecord(peer.namespaceSelector)) return namespace === policyNamespace;
  const selector = LabelSelector.of(peer.namespaceSelector);
  const NAME = 'kubernetes.io/metadata.name';
  const known = namespaces.get(namespace);
  if (namespace === '' || (known === undefined && selector.keys.some((key) => key !== NAME))) return true;
  return selector.matches(new Map([...known ?? [], [NAME, namespace]]));
}

function hasPort(ports: readonly OpenPort[], port: number, protocol: string, answering: PodSet): boolean {
  return ports.length === 0 || ports.some((p) => {
    if (p.protocol !== protocol) return false;
    if (p.port === undefined) return true;
    if (typeof p.port === 'string') return answering.portNamed(p.port, protocol) === port;
    return p.port <= port && port <= (p.endPort ?? p.port);
  });
}
