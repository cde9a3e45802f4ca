import { Size } from 'cdk8s';
import type { DatabaseOperator } from './backends/database-operator';
import { operatedPathOf, unreadFlaws } from './backends/operated-path';
import { DatabaseResources, DatabaseSpec, IDatabaseEngine } from './database-engine';
import { DatabaseParts } from './database-parts';
import { DatabaseServer } from './database-server';
import { databasePathOf } from './golden-path';
import { givePasswordTo, PASSWORD_KEY, passwordDirectory } from './password';
import { writeServerFacts } from './server-facts';
import type { StatefulDatabaseProps } from './stateful-database';
import { KubeObject } from '../kube/kube-object';
import { renderHeadlessService, renderService } from '../kube/service';
import { renderStatefulSet } from '../kube/stateful-set';
import { recordCall } from '../links/call-record';
import { CalleeSide } from '../links/callee';
import { ILink } from '../links/link';
import { IUsable } from '../links/usable';
import { EnvSource, Facts } from '../model/facts';
import { Rank } from '../model/rank';
import { Settled } from '../model/settled';
import { Availability } from '../traits/availability';
import { Configuration } from '../traits/configuration/configuration';
import { Isolation } from '../traits/isolation';
import { Identity } from '../traits/rights/identity';
import { Cpu } from '../values/cpu';
import { Flaw, flaw, quoted } from '../values/flaw';
import { toEnvPrefix } from '../values/names';
import { NetworkPeer } from '../values/network-peer';
import { Port } from '../values/port';
import { KIB, sizeFlaws, sizeInBytes } from '../values/quantity';
import { writePlatformFacts } from '../workloads/platform-facts';
import { Workload } from '../workloads/workload';

/** What pods of a database run. @internal */
export interface ServerPlan {
  readonly spec: DatabaseSpec;
  /** how many pods */
  readonly pods: number;
  /** the database whose password it is */
  readonly passwordOf: string;
  readonly props: StatefulDatabaseProps;
}

const VOLUME = 'data';

/**
 * Pods that run a database server, each with a volume of its own.
 */
export abstract class DatabaseWorkload extends Workload implements IUsable {
  /** @internal */
  protected _server!: DatabaseServer;
  /** @internal */
  protected _plan!: ServerPlan;
  /** what clients connect to @internal */
  protected _serviceName: string = this.name;

  public acceptUse(link: ILink): void {
    this._acceptUseOf(link, this.name, this._serviceName);
  }

  /** Lets a client in by one of its Services, and tells it how. @internal */
  public _acceptUseOf(link: ILink, name: string, service: string): void {
    const host = this._admit(link, name, service);
    if (host === undefined) return;
    const { spec, passwordOf, props: { credentials } } = this._plan;
    const prefix = toEnvPrefix(name);
    for (const [suffix, value] of Object.entries(this.engine.connectionFor(spec, host))) {
      link.client.addEnv(`${prefix}_${suffix}`, value, `how ${name} is reached`);
    }
    if (credentials?.keys.includes(PASSWORD_KEY)) givePasswordTo(link.client, name, passwordOf, credentials, this.platform.secretPolicy);
  }

  /** Opens the way, and gives no password: says where the server is, or nothing where it cannot be used. @internal */
  public _admit(link: ILink, name: string = this.name, service: string = this._serviceName): string | undefined {
    if (link.clientNamespace !== undefined && this.namespace !== undefined && link.clientNamespace !== this.namespace) {
      link.client._report([flaw('database/other-namespace',
        `${link.clientName} runs in ${quoted(link.clientNamespace)} and uses ${this.name} in ${quoted(this.namespace)}; a pod cannot read a Secret of another namespace`,
        'Put both into one namespace, or give the client what it needs by hand: addCallee, addClient, env and secretFiles.')]);
      return undefined;
    }
    for (const { number } of this.clientPorts) this._openWay(link, number);
    const address = this._addressOf(service, this._server.port);
    recordCall(link, name, address._answeredBy(this.calledAs(link, name)), { prefix: toEnvPrefix(name) });
    return address.host;
  }

  /** How it is run, for what works beside it. @internal */
  public get _parts(): DatabaseParts {
    const { spec, props: { engine, storage, credentials } } = this._plan;
    return { engine, spec, server: this._server, storage, credentials };
  }

  /** Lets somebody connect who is not a workload of this app, such as a migration tool. @param peer who */
  public addClient(peer: NetworkPeer): void {
    for (const { number } of this.clientPorts) this.draft.addIngress(peer, number, 'let in by addClient');
  }

  /** Makes the objects. @internal */
  protected _run(plan: ServerPlan): void {
    this._plan = plan;
    this._server = this.engine.serverFor(plan.spec);
    writePlatformFacts(this._draftOf('the platform', Rank.PLATFORM), this.platform);
    this.writeProps(plan.props);
    this.writeEngine();
    this.openAmongPods();

    this._reservePlaces(Identity.ID, Configuration.ID);
    this.object('Service', 'v1', 'Service', this.name, () => renderService(this._settled(), this._identity));
    // Peers and tools find the pod itself before it is ready.
    this.object('Headless', 'v1', 'Service', this._identity.headlessName, () => renderHeadlessService(this._settled(), this._identity, true, this.peerPorts));
    this.object('Default', 'apps/v1', 'StatefulSet', this.name, () => renderStatefulSet(this._settled(), this._identity, this.platform, this._server.startsTogether));
    this._reservePlaces(Availability.ID, Isolation.ID);
    this._bindTraits(databasePathOf(this._server, plan.pods, this.platform), plan.props);
  }

  /** Makes the objects for an operator, which makes the pods. @internal */
  protected _operate(plan: ServerPlan, operator: DatabaseOperator, isSound: boolean): void {
    this._plan = plan;
    this._server = this.engine.serverFor(plan.spec);
    this._serviceName = operator.serviceOf(this.name);
    this._identity.labelledBy(operator.podLabelsOf(this.name));
    writePlatformFacts(this._draftOf('the platform', Rank.PLATFORM), this.platform);
    this.writeProps(plan.props);
    const draft = this._draftOf(operator.operatorName, Rank.GOLDEN_PATH);
    draft.addServedPort(this._server.port, 'the server listens there');
    draft._put(Facts.REPLICAS, { fixed: plan.pods }, 'as the topology says');
    draft._check((s) => [...unreadFlaws(s, operator.operatorName), ...this.objections(s)]);
    if (!isSound) draft.fixImage(this._server.image, 'the engine\'s');
    else operator.run({ workload: this, draft, plan, server: this._server, object: (...of) => this.object(...of), resources: resourcesOf });
    this._reservePlaces(Availability.ID, Isolation.ID);
    this._bindTraits(operatedPathOf(plan, operator, this.platform), plan.props);
  }

  /** Lets the pods of another workload connect to a port of these. @internal */
  public _openFrom(client: Workload, port: number, why: string): void {
    this._draftOf(`the topology of ${this.name}`, Rank.TRAIT)._open(Facts.INGRESS, client._peer(this.namespace), port, ['TCP'], why);
    client._draftOf(`the topology of ${this.name}`, Rank.TRAIT)._open(Facts.EGRESS, this._peer(client.namespace), port, ['TCP'], why);
  }

  /** How these pods are found by each other. @internal */
  protected _namesOf(pods: number): { name: string; domain: string; hosts: string[] } {
    const domain = this._identity.hostOf(this._identity.headlessName, this.platform.clusterDomain);
    return { name: this.name, domain, hosts: Array.from({ length: pods }, (_, ordinal) => `${this.name}-${ordinal}.${domain}`) };
  }

  /** Those that clients do not know. */
  private get peerPorts(): Port[] {
    return (this._server.peerPorts ?? []).filter(({ number }) => number !== this._server.port.number);
  }

  private get clientPorts(): Port[] {
    return [this._server.port, ...this._server.clientPorts ?? []];
  }

  private get engine(): IDatabaseEngine {
    return this._plan.props.engine;
  }

  private writeProps(props: StatefulDatabaseProps): void {
    const { draft } = this;
    const ours = this._draftOf('the database\'s defaults', Rank.TRAIT);
    const local = this.platform._isLocal;
    if (props.memory) draft.fixMemory(props.memory);
    else ours.fixMemory(local ? Size.mebibytes(256) : Size.gibibytes(1), 'a server cannot do with what is enough for a service');
    if (props.cpu) draft.fixCpuRequest(props.cpu);
    else if (!local) ours.fixCpuRequest(Cpu.millis(500), 'a server that starves makes all its clients wait');
    if (draft._report(sizeFlaws('storage', props.storage))) {
      draft._add(Facts.CLAIM, VOLUME, { mountPath: this._server.dataPath, bytes: sizeInBytes(props.storage), storageClass: props.storageClass ?? this.platform.storageClass }, '');
    }
  }

  /** At the lowest rank: traits and props may say otherwise. */
  private writeEngine(): void {
    const { spec, passwordOf, pods, props: { credentials } } = this._plan;
    const draft = this._draftOf(`the engine ${this.engine.engineName}`, Rank.GOLDEN_PATH);
    writeServerFacts(draft, this._server, pods, this.platform.assignsUser);
    const keys = [PASSWORD_KEY, ...(this._server.credentialKeys ?? [])].filter((key) => credentials?.keys.includes(key));
    if (keys.length > 0) draft.addSecretFiles(passwordDirectory(passwordOf), keys.map((key) => credentials!.key(key)), 'the bootstrap sets it');
    const configOf = (s: Settled) => {
      const resources = resourcesOf(s);
      return resources && this.engine.configFor(spec, resources);
    };
    const { configPath, configVariables = [] } = this._server;
    if (configPath !== undefined) {
      draft._deriveAt(Facts.FILE, configPath, (s) => {
        const content = configOf(s);
        return content === undefined ? undefined : { content };
      }, 'it follows from memory and storage');
    }
    for (const name of configVariables) {
      draft._deriveAt<EnvSource>(Facts.ENV, name, (s) => {
        const line = configOf(s)?.split('\n').find((l) => l.startsWith(`${name}=`));
        return line === undefined ? undefined : { kind: 'text', text: line.slice(name.length + 1) };
      }, 'it follows from memory and storage');
    }
    draft._check((s) => this.objections(s));
  }

  private objections(settled: Settled): Flaw[] {
    const resources = resourcesOf(settled);
    return resources ? this.engine.objectionsTo(this._plan.spec, resources).map((o) => flaw(o.slug, o.what, o.remedy)) : [];
  }

  /** Each Service is a callee of its own, and all of them are these pods. */
  private calledAs(link: ILink, name: string): CalleeSide {
    const callee = this._asCallee(link, 'database');
    return name === this.name ? callee : { ...callee, end: { ...callee.end, name } };
  }

  private openAmongPods(): void {
    if (this._plan.pods > 1) for (const port of this._server.peerPorts ?? []) this._openFrom(this, port.number, 'its pods talk to each other');
  }

  private object(id: string, apiVersion: string, kind: string, name: string, render: () => any): void {
    new KubeObject(this, id, { apiVersion, kind, name, render });
  }
}

/** Memory that is left for the server, and its volume. */
function resourcesOf(settled: Settled): DatabaseResources | undefined {
  const limit = settled.get(Facts.MEMORY_LIMIT);
  const claim = settled.get(Facts.CLAIM.at(VOLUME));
  if (limit === undefined || claim === undefined) return undefined;
  const inMemory = settled.entries(Facts.SCRATCH).filter(([, s]) => s.memory).reduce((sum, [, s]) => sum + s.bytes, 0);
  const size = (bytes: number) => Size.kibibytes(Math.floor(bytes / KIB));
  return { memory: size(Math.max(0, limit - inMemory)), storage: size(claim.bytes) };
}
