import { Address } from '../../links/address';
import { calledPort } from '../../links/called-port';
import { ILink } from '../../links/link';
import { IReachable } from '../../links/reachable';
import { Facts } from '../../model/facts';
import { NetworkPeer } from '../../values/network-peer';
import { Port, PortProtocol } from '../../values/port';

/** Where a Service of a chart is. @internal */
export interface ChartServicePlace {
  readonly host: string;
  readonly namespace: string;
  /** the labels of its pods */
  readonly selector: { [key: string]: string };
  readonly isHeadless: boolean;
}

/**
 * A Service that an included chart makes: `checkout.calls(redis.service('redis-master'))`.
 *
 * The caller gets its address, and its NetworkPolicy opens the way to the pods behind it, on their own port. Who may connect to them is the chart's word.
 */
export class ChartService implements IReachable {
  /** @internal */
  public static _of(name: string, ports: Port[], place: ChartServicePlace): ChartService {
    return new ChartService(name, ports, place);
  }

  private constructor(
    /** the Service's name, which the caller's variable is made from */
    public readonly name: string,
    /** what it answers on */
    public readonly ports: Port[],
    private readonly place: ChartServicePlace,
  ) {}

  public acceptCall(link: ILink, portName?: string): Address | undefined {
    const port = calledPort(link.client, link.clientName, this, portName);
    if (port === undefined) return undefined;
    const { host, namespace, selector, isHeadless } = this.place;
    const peer = NetworkPeer.pods(selector, namespace === link.clientNamespace ? undefined : namespace);
    link.client._open(Facts.EGRESS, peer, port.number, [port._transport], `calls ${this.name}`, link._caller && 'call');
    return isHeadless ? Address.ofPods(host, port) : Address.of(host, port);
  }
}

const SPOKEN: ReadonlyArray<readonly [RegExp, PortProtocol]> = [
  [/^(https|wss)$/, PortProtocol.HTTPS],
  [/^(kubernetes\.io\/)?h2c$/, PortProtocol.H2C],
  [/^grpc$/, PortProtocol.GRPC],
  [/^(http|kubernetes\.io\/ws)$/, PortProtocol.HTTP],
];

/**
 * A port of a Service, with the number that the pods listen on; undefined where that is a name that no pod has, and for SCTP.
 *
 * @param port as the Service says it
 * @param pods the containers' ports of the pods behind it
 * @internal
 */
export function portOf(port: any, pods: readonly any[]): Port | undefined {
  if (port.protocol === 'SCTP') return undefined; // no call goes over it
  const target = port.targetPort ?? port.port;
  const number = typeof target === 'number' ? target : pods.find(({ name }) => name === target)?.containerPort;
  if (typeof number !== 'number') return undefined;
  const said = [port.appProtocol, String(port.name ?? '').split('-')[0]];
  const spoken = SPOKEN.find(([pattern]) => said.some((word) => typeof word === 'string' && pattern.test(word)))?.[1];
  const protocol = port.protocol === 'UDP' ? PortProtocol.UDP : spoken ?? PortProtocol.TCP;
  return Port.named(port.name ?? `port-${port.port}`, number, protocol).servedAs(port.port);
}
