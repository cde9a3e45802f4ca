import { isIP } from 'net';
import { Flaw, flaw, quoted } from './flaw';
import { hostFlaws } from './host';
import { labelValueFlaws, metadataKeyFlaws, namespaceFlaws } from './names';

/**
 * Somebody on the other side of a network connection.
 *
 * @example
 * frontend.addCaller(NetworkPeer.namespace('gateway'));
 */
export class NetworkPeer {
  /** Every pod of a namespace. @param name the namespace */
  public static namespace(name: string): NetworkPeer {
    return new NetworkPeer(`namespace ${name}`, { namespaceSelector: byNamespaceName(name) }, namespaceFlaws(name));
  }

  /** Every pod of several namespaces, as one peer. @param names at least one @internal */
  public static _namespaces(names: string[]): NetworkPeer {
    const values = [...new Set(names)].sort();
    if (values.length === 1) return NetworkPeer.namespace(values[0]);
    return new NetworkPeer(`namespaces ${values.join(', ')}`, { namespaceSelector: { matchExpressions: [{ key: NAMESPACE_NAME, operator: 'In', values }] } },
      values.flatMap((name) => namespaceFlaws(name)));
  }

  /**
   * The pods that carry these labels.
   *
   * @param labels every one must match
   * @param namespace where they run; the workload's own namespace if left out
   */
  public static pods(labels: { [key: string]: string }, namespace?: string): NetworkPeer {
    const text = Object.entries(labels).map(([k, v]) => `${k}=${v}`).sort().join(',');
    const flaws = Object.keys(labels).length > 0 ? [] : [flaw('peer/no-labels', 'a peer without labels would be every pod', 'Name labels, or use NetworkPeer.namespace().')];
    const labelFlaws = Object.entries(labels).flatMap(([k, v]) => [...metadataKeyFlaws('label', k), ...labelValueFlaws(k, v)]);
    return new NetworkPeer(`pods ${text}${namespace === undefined ? '' : ` in ${namespace}`}`, {
      podSelector: { matchLabels: labels },
      ...(namespace === undefined ? {} : { namespaceSelector: byNamespaceName(namespace) }),
    }, [...flaws, ...labelFlaws, ...(namespace === undefined ? [] : namespaceFlaws(namespace))]);
  }

  /** Addresses outside the cluster. @param cidr such as `10.20.0.0/16` */
  public static addresses(cidr: string): NetworkPeer {
    return new NetworkPeer(`addresses ${cidr}`, { ipBlock: { cidr } }, cidrFlaws(cidr));
  }

  /**
   * Something outside the cluster, by its DNS name.
   *
   * A NetworkPolicy knows no names: it opens the port to everybody. Cilium looks the name up and opens it to that only.
   *
   * @param name such as `api.stripe.com`
   */
  public static host(name: string): NetworkPeer {
    return new NetworkPeer(`host ${name}`, undefined, hostFlaws(name), name);
  }

  /** Anybody: inside the cluster and outside. */
  public static anywhere(): NetworkPeer {
    return new NetworkPeer('anywhere', undefined, []);
  }

  /** The API server, for networks that know which addresses are its; others let anybody in and out. @internal */
  public static _apiServer(): NetworkPeer {
    return new NetworkPeer('the API server', undefined, [], undefined, 'kube-apiserver');
  }

  private constructor(
    private readonly text: string,
    /** the NetworkPolicyPeer, undefined for everybody @internal */
    public readonly _wire: { [key: string]: any } | undefined,
    /** @internal */
    public readonly _flaws: Flaw[],
    /** the DNS name, of a peer that is told by it @internal */
    public readonly _host?: string,
    /** what a network of its own knows it as @internal */
    public readonly _entity?: string,
  ) {}

  public toString(): string {
    return this.text;
  }
}

/** The label that the API server itself gives every namespace. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

function byNamespaceName(name: string) {
  return { matchLabels: { [NAMESPACE_NAME]: name } };
}

function cidrFlaws(cidr: string): Flaw[] {
  const [, address, length] = /^([^/%]+)\/(0|[1-9][0-9]{0,2})$/.exec(cidr) ?? [];
  const family = address === undefined ? 0 : isIP(address);
  const good = family !== 0 && Number(length) <= (family === 4 ? 32 : 128);
  return good ? [] : [flaw('peer/bad-cidr', `${quoted(cidr)} is not a block of addresses`, 'Write CIDR notation, such as "10.20.0.0/16".')];
}
