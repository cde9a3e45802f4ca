import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { checkAppOnce } from './app-checks';
import { impliedTraits, ImplyingProps } from './implied-traits';
import { NetworkPeers } from './peers';
import { nameOf } from './resource-name';
import { Seat, scopeOf } from './seat';
import { freeId, inChart, nodeId } from './tree-place';
import { overrideWorkload } from './workload-override';
import { KubeIdentity } from '../kube/identity';
import { Address } from '../links/address';
import { CallOptions, linkCall } from '../links/call';
import { CalleeSide } from '../links/callee';
import { ILink } from '../links/link';
import { linkWriter } from '../links/link-writer';
import { keepPlace, NeighbourOptions } from '../links/neighbour';
import { IReachable } from '../links/reachable';
import { IUsable } from '../links/usable';
import { linkUse } from '../links/use';
import { CallEnd, CalleeKind } from '../model/call';
import { Draft } from '../model/draft';
import { Explanation } from '../model/explanation';
import { Facts } from '../model/facts';
import { Notebook } from '../model/notebook';
import { Problem } from '../model/problem';
import { Rank } from '../model/rank';
import { perRevision } from '../model/revision';
import { Settled } from '../model/settled';
import { wide } from '../model/wide-tree';
import { Platform } from '../platform/platform';
import { CallPolicy } from '../traits/mesh/call-policy';
import { MeshAccess } from '../traits/mesh/mesh-access';
import { ITrait } from '../traits/trait';
import { markAsTraitHost } from '../traits/trait-host';
import { flaw } from '../values/flaw';
import { KeptNames, keptNameFlaws } from '../values/kept-names';
import { namespaceFlaws, workloadNameFlaws } from '../values/names';
import { NetworkPeer } from '../values/network-peer';

/** What every workload takes. */
export interface WorkloadProps {
  /**
   * Traits beside or instead of the golden path's; one of the same id replaces it.
   * @default - the golden path as it is
   */
  readonly traits?: ITrait[];
  /**
   * Ids of golden-path traits to leave out, such as `Autoscaling.ID`.
   * @default - none
   */
  readonly without?: string[];
}

/**
 * Something that runs pods: a draft that traits and links write into.
 *
 * Its name is the construct's id. All its objects have that name, and its selector
 * holds nothing else; moving it in the tree changes neither.
 */
export abstract class Workload extends Construct {
  /** the name of the workload and of its objects */
  public readonly name: string;
  /** the namespace of the chart it is in, if the chart names one */
  public readonly namespace?: string;
  /** where it runs */
  public readonly platform: Platform;
  /** the notebook of this workload; what you write here has the highest rank */
  public readonly draft: Draft;
  /** @internal */
  public readonly _identity: KubeIdentity;
  /** @internal */
  public readonly _settled: () => Settled;
  private readonly notebook = new Notebook();
  private readonly seats = new Map<string, Seat>();

  /** @param scope a chart or a construct in one @param id the name, a DNS label @param maxNameLength how long the name may be @param lengthReason why */
  protected constructor(scope: Construct, id: string, maxNameLength: number, lengthReason: string) {
    super(wide(inChart(scope, id)), freeId(scope, id));
    this.name = id;
    this.namespace = Chart.of(this).namespace;
    this.platform = Platform.of(this);
    this._identity = new KubeIdentity(this.name, this.namespace);
    this.notebook.subject = { name: this.name, namespace: this.namespace };
    this._settled = perRevision(() => new Settled(this.notebook));
    this.draft = this._draftOf(`the props of ${id}`, Rank.YOU);
    this.draft._report([...workloadNameFlaws(id, maxNameLength, lengthReason), ...(this.namespace === undefined ? [] : namespaceFlaws(this.namespace))]);
    if (this.node.id !== nodeId(id)) this.draft._report([flaw('name/taken', `there is already a "${id}" in ${scope.node.path || 'the app'}`, 'Give each its own name.')]);
    markAsTraitHost(this);
    checkAppOnce(this);
    const problems = perRevision(() => this._problems().map((p) => p.message));
    this.node.addValidation({ validate: problems });
  }

  /** Gives traits to this workload; one whose id it has already is replaced. @param traits in any order */
  public addTraits(...traits: ITrait[]): void {
    traits.forEach((trait) => this.seat(trait, Rank.TRAIT));
  }

  /** Leaves out a trait, with all it wrote and made. @param traitId such as `Autoscaling.ID` */
  public removeTrait(traitId: string): void {
    this.seats.get(traitId)?.leave();
    this.seats.delete(traitId);
  }

  /** Whether the workload has the trait, the golden path's or another of that id. @internal */
  public _hasTrait(traitId: string): boolean {
    return this.seats.has(traitId);
  }

  /** Of the golden path and beside it, sorted. @internal */
  public get _traitIds(): string[] {
    return [...this.seats.keys()].sort();
  }

  /** Connects to a resource: address, credentials and the way there. @param resource such as a StatefulDatabase */
  public uses(resource: IUsable): void {
    linkUse(this.link(`link ${this.name} uses ${nameOf(resource)}`), resource);
  }

  /** Calls another workload: its address as a variable, and the way there. @param callee who answers @param options which port, which variable */
  public calls(callee: IReachable, options: CallOptions = {}): void {
    linkCall(this.link(`link ${this.name} calls ${callee?.name}`, 'Give one of the calls an `envName` of its own: calls(…, { envName: \'…\' }).'), callee, options);
  }

  /** Runs its pods where those of another workload are not. @param other the other workload @param options how strictly */
  public keepApartFrom(other: Workload, options: NeighbourOptions = {}): void {
    keepPlace(this.draft, false, { name: other.name, labels: other._identity.selector, namespace: other.namespace }, options);
  }

  /** Runs its pods where those of another workload are. @param other the other workload @param options how strictly */
  public keepNear(other: Workload, options: NeighbourOptions = {}): void {
    keepPlace(this.draft, true, { name: other.name, labels: other._identity.selector, namespace: other.namespace }, options);
  }

  /** Why this workload is as it is: for every settled value, who set it and why. */
  public explain(): Explanation {
    return Explanation._of(this.node.path, this._settled());
  }

  /** What is wrong with this workload as it stands. */
  public problems(): Problem[] {
    return this._problems();
  }

  /** The labels that select its pods and no others of the namespace: for objects of your own, and for constructs of cdk8s-plus. */
  public get selectorLabels(): { [key: string]: string } {
    return this._identity.selector;
  }

  /** Gives the objects of these traits their place in the file, whenever and by whomever they are made. @internal */
  protected _reservePlaces(...traitIds: string[]): void {
    traitIds.forEach((id) => scopeOf(this, id));
  }

  /** Binds the golden path, but for what does not apply here, is left out or replaced, then the given traits. @internal */
  protected _bindTraits(goldenPath: ITrait[], props: WorkloadProps & ImplyingProps, notHere: string[] = []): void {
    const given = props.traits ?? [];
    const out = new Set([...notHere, ...(props.without ?? []), ...given.map((trait) => trait.traitId)]);
    const known = new Set(goldenPath.map((trait) => trait.traitId));
    for (const id of props.without ?? []) {
      if (!known.has(id)) this.draft._report([flaw('trait/unknown', `there is no trait "${id}" to leave out`, `The golden path has ${[...known].join(', ')}.`)]);
    }
    if (this.platform.mesh !== undefined) this._reservePlaces(MeshAccess.ID, CallPolicy.ID);
    for (const trait of goldenPath) if (!out.has(trait.traitId)) this.seat(trait, Rank.GOLDEN_PATH);
    for (const [trait, rank] of impliedTraits(props)) this.seat(trait, rank);
    this.addTraits(...given);
    overrideWorkload(this);
  }

  /** Whether it is a program of the user's, which an override of its chart is meant for, too. @internal */
  public get _isProgram(): boolean {
    return false;
  }

  /** Whether it is as good with any number of pods. @internal */
  public get _isScaled(): boolean {
    return false;
  }

  /** Traits that it has no use for. @internal */
  public _declines?(traitId: string): boolean;

  /** Gives a trait whose word counts more than the program's. @internal */
  public _putOver(trait: ITrait): void {
    this.seat(trait, Rank.OVERRIDE);
  }

  /** Takes over labels and names that are in the cluster already; before any object is made. @internal */
  protected _keep(kept: KeptNames | undefined): void {
    if (kept !== undefined && this.draft._report(keptNameFlaws(kept))) this._identity.keep(kept);
  }

  /** @internal */
  public _draftOf(who: string, rank: Rank): Draft {
    return Draft._of(this.notebook, { who, rank });
  }

  /** @internal */
  public _problems(): Problem[] {
    return this._settled().flaws().map((f) => Problem._at(this.node.path, f));
  }

  /** These pods as a peer, seen from a namespace. @internal */
  public _peer(from?: string): NetworkPeer {
    return NetworkPeers.of(this._identity, from);
  }

  /** Opens the way between the link's client and a port of these pods, on both sides. @internal */
  protected _openWay(link: ILink, port: number, transport: string = 'TCP'): void {
    const why = `called by ${link.clientName}`;
    this._draftFor(link)._open(Facts.INGRESS, link.clientPeer(this.namespace), port, [transport], why, link._caller && 'call');
    link.client._open(Facts.EGRESS, this._peer(link.clientNamespace), port, [transport], `calls ${this.name}`, link._caller && 'call');
  }

  /** Where a port of this workload answers. @internal */
  protected _addressOf(service: string, port: any): Address {
    return Address.of(this._identity.hostOf(service, this.platform.clusterDomain), port);
  }

  private seat(trait: ITrait, rank: Rank): void {
    if (!trait.traitId) return void this.draft._report([flaw('trait/no-id', 'there is a trait that does not say its traitId', 'Override it; in Python it is a @property.')]);
    this.removeTrait(trait.traitId);
    const seat = new Seat(this, this.notebook, trait, rank);
    this.seats.set(trait.traitId, seat);
    trait.bind(seat);
  }

  /** This workload as one of the two that a call joins. @internal */
  public get _end(): CallEnd {
    return { name: this.name, namespace: this.namespace, path: this.node.path, labels: this._identity.selector, settled: this._settled };
  }

  /** This workload as the one that is called. @internal */
  protected _asCallee(link: ILink, kind: CalleeKind): CalleeSide {
    return { end: this._end, kind, construct: this, draft: this._draftFor(link) };
  }

  /** The notebook of this workload, as a link to it writes into it. @internal */
  protected _draftFor(link: ILink): Draft {
    return Draft._of(this.notebook, linkWriter(link, this.name));
  }

  private link(who: string, remedy?: string): ILink {
    return {
      _client: this,
      _caller: { end: this._end, construct: this, platform: this.platform },
      clientName: this.name,
      clientNamespace: this.namespace,
      client: Draft._of(this.notebook, { who, rank: Rank.TRAIT, remedy }),
      clientPeer: (from) => this._peer(from),
    };
  }
}
