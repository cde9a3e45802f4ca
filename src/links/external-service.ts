import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Address } from './address';
import { calledPort } from './called-port';
import { CalleeSide } from './callee';
import { ILink } from './link';
import { linkWriter } from './link-writer';
import { OutsideBook } from './outside-book';
import { IReachable } from './reachable';
import { KubeObjects } from '../kube/kube-objects';
import { renderServiceEntry } from '../kube/mesh/service-entry';
import { Draft } from '../model/draft';
import { Facts } from '../model/facts';
import { Notebook } from '../model/notebook';
import { Problem } from '../model/problem';
import { Rank } from '../model/rank';
import { perRevision } from '../model/revision';
import { Settled } from '../model/settled';
import { wide } from '../model/wide-tree';
import { Platform } from '../platform/platform';
import { Resilience } from '../values/calls/resilience';
import { flaw } from '../values/flaw';
import { hostFlaws, hostInName } from '../values/host';
import { NetworkPeer } from '../values/network-peer';
import { Port, portRangeFlaws } from '../values/port';

/** What is outside the cluster, and where. */
export interface ExternalServiceProps {
  /** Its DNS name, such as `api.stripe.com`. */
  readonly host: string;
  /** What it answers on; at least one port. */
  readonly ports: Port[];
  /**
   * Its addresses in CIDR notation, where they are known; network policies then open the way to these only.
   * @default - anywhere on these ports, as a NetworkPolicy knows no names; with Cilium, what the name stands for
   */
  readonly addresses?: string[];
  /**
   * What all calls to it are made with, unless their caller says otherwise.
   * @default - as the platform says
   */
  readonly resilience?: Resilience;
}

/**
 * Something outside the cluster that workloads call, such as a payment provider.
 *
 * Becomes nothing by itself, and in an Istio mesh a ServiceEntry, one for each host. `checkout.calls(stripe)` gives the
 * caller its address, deadline and policy, and opens the way out on its ports.
 *
 * @example
 * const stripe = new ExternalService(chart, 'stripe', { host: 'api.stripe.com', ports: [Port.https(443)] });
 * checkout.calls(stripe);
 */
export class ExternalService extends Construct implements IReachable {
  /** what callers' variables are called by */
  public readonly name: string;
  /** its DNS name */
  public readonly host: string;
  /** what it answers on */
  public readonly ports: Port[];
  /** how calls to it are made, callers by callers @internal */
  public readonly _settled: () => Settled;
  /** @internal */
  public readonly _draft: Draft;
  private readonly notebook = new Notebook();

  /** @param scope a chart or a construct in one @param id the name that callers' variables are made from @param props where it is */
  public constructor(scope: Construct, id: string, private readonly props: ExternalServiceProps) {
    super(wide(scope), id);
    this.name = id;
    this.host = props.host;
    this.ports = props.ports;
    this.notebook.subject = { name: id };
    this._settled = perRevision(() => new Settled(this.notebook));
    this._draft = Draft._of(this.notebook, { who: `the props of ${id}`, rank: Rank.YOU });
    this._draft._report([
      ...hostFlaws(props.host),
      ...(props.ports.length > 0 ? [] : [flaw('external/no-port', `${id} has no port that could be called`, 'Give it one: ports: [Port.https(443)].')]),
      ...props.ports.flatMap(portRangeFlaws),
      ...this.peers.flatMap((peer) => peer._flaws),
      ...(props.resilience?._flaws ?? []),
    ]);
    if (props.resilience) this._draft._put(Facts.OFFERED, props.resilience, '');
    this.tellMesh();
    const problems = perRevision(() => this._settled().flaws().map((f) => Problem._at(this.node.path, f).message));
    this.node.addValidation({ validate: problems });
  }

  public acceptCall(link: ILink, portName?: string): Address | undefined {
    const port = calledPort(link.client, link.clientName, this, portName);
    if (port === undefined) return undefined;
    for (const peer of this.peers) link.client._open(Facts.EGRESS, peer, port.number, [port._transport], `calls ${this.name}`, link._caller && 'call');
    return Address._outside(this.host, port)._answeredBy(this.asCallee(link));
  }

  /** Whoever declares the host first tells the mesh of it, with the ports of all. */
  private tellMesh(): void {
    const book = OutsideBook.of(this);
    book.add(this);
    if (Platform.of(this).mesh?._kind !== 'istio' || hostFlaws(this.host).length > 0) return;
    new KubeObjects(this, 'Mesh', () => (book.speaksFor(this) ? [{
      id: 'ServiceEntry',
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      name: hostInName(this.host),
      render: () => renderServiceEntry(this.host, book.portsOf(this.host)),
    }] : []));
  }

  private asCallee(link: ILink): CalleeSide {
    const end = { name: this.name, namespace: Chart.of(this).namespace, path: this.node.path, settled: this._settled };
    return { end, kind: 'external', construct: this, draft: Draft._of(this.notebook, linkWriter(link, this.name)) };
  }

  private get peers(): NetworkPeer[] {
    return this.props.addresses?.map((cidr) => NetworkPeer.addresses(cidr)) ?? [NetworkPeer.host(this.host)];
  }
}
