import { IConstruct } from 'constructs';
import { KubeObjects } from '../../kube/kube-objects';
import { Draft } from '../../model/draft';
import { Facts } from '../../model/facts';
import { perRevision } from '../../model/revision';
import { HOST_IP } from '../../platform/telemetry-flaws';
import { Telemetry } from '../../traits/telemetry';
import { Flaw, flaw } from '../../values/flaw';
import { NetworkPeer } from '../../values/network-peer';
import { Workload } from '../../workloads/workload';

/**
 * The workloads of an app that send their telemetry to a place: those whose platform
 * names it. They are let in without being named again.
 *
 * @internal
 */
export class Senders {
  /** asked again only after something was written */
  public readonly found: () => Workload[];

  /** @param place the workload that they send to @param service the name of its Service @param isOnNodes whether it is also reached at the address of a node */
  public constructor(private readonly place: Workload, private readonly service: string, private readonly isOnNodes: boolean) {
    this.found = perRevision(() => workloadsIn(place.node.root).filter((workload) => this.isSender(workload)));
  }

  /** Lets them in, and who else is said to send. */
  public letIn(draft: Draft, ports: readonly number[], others: readonly NetworkPeer[]): void {
    for (const port of ports) {
      draft._deriveAt(Facts.INGRESS, `senders:${port}`, () => {
        const namespaces = this.namespaces();
        return namespaces.length === 0 ? undefined : { peer: NetworkPeer._namespaces(namespaces), port, protocols: ['TCP'] };
      }, 'programs there send telemetry here, as their platform says');
      others.forEach((peer) => draft.addIngress(peer, port, 'is said to send telemetry'));
    }
    draft._check(() => this.found().filter((sender) => sender.namespace === undefined).map((sender) => flaw('telemetry/sender-without-namespace',
      `${sender.name} sends telemetry here, and its chart names no namespace; the network policy could not let it in`,
      'Give its chart one: new Chart(app, \'shop\', { namespace: \'shop\' }).')));
  }

  /** Nobody could reach it. */
  public flaws(others: readonly NetworkPeer[]): Flaw[] {
    return this.found().length > 0 || others.length > 0 ? [] : [flaw('collector/nobody-may-send',
      `no workload of this app sends telemetry to ${this.service}.${this.place.namespace}, and no others are said to; the network policy would let nobody in`,
      `Say the platform first, new Platform({ telemetry: TelemetryCollector.endpointIn('${this.place.namespace}') }), or name who sends: { senders: [NetworkPeer.namespace('shop')] }.`)];
  }

  /** Whether telemetry for an address comes here. */
  public isHere(endpoint: string): boolean {
    const host = /^https?:\/\/([^/:]+)/.exec(endpoint)?.[1] ?? '';
    const [service, namespace] = host.split('.');
    return (service === this.service && (namespace ?? this.place.namespace) === this.place.namespace) || (this.isOnNodes && host === `$(${HOST_IP})`);
  }

  private namespaces(): string[] {
    return this.found().map((sender) => sender.namespace).filter((name): name is string => name !== undefined);
  }

  private isSender(workload: Workload): boolean {
    return workload !== this.place && workload._hasTrait(Telemetry.ID)
      && workload.platform.telemetry !== undefined && this.isHere(workload.platform.telemetry.endpoint);
  }
}

/** Objects that follow from facts are passed over: those facts may be the ones that are being settled. */
function workloadsIn(construct: IConstruct): Workload[] {
  if (construct instanceof KubeObjects) return [];
  return [...(construct instanceof Workload ? [construct] : []), ...construct.node.children.flatMap(workloadsIn)];
}
