import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { DatabaseResources, DatabaseSpec, IDatabaseEngine } from './database-engine';
import { DatabaseServer } from './database-server';
import { databasePathOf } from './golden-path';
import { givePasswordTo, PASSWORD_KEY, passwordDirectory } from './password';
import { writeServerFacts } from './server-facts';
import { KubeObject } from '../kube/kube-object';
import { renderHeadlessService, renderService } from '../kube/service';
import { renderStatefulSet } from '../kube/stateful-set';
import { recordCall } from '../links/call-record';
import { ILink } from '../links/link';
import { IUsable } from '../links/usable';
import { Facts } from '../model/facts';
import { Rank } from '../model/rank';
import { Settled } from '../model/settled';
import { ISecretSource } from '../secrets/secret-source';
import { Availability } from '../traits/availability';
import { Configuration } from '../traits/configuration/configuration';
import { Isolation } from '../traits/isolation';
import { Identity } from '../traits/rights/identity';
import { Cpu } from '../values/cpu';
import { flaw, quoted } from '../values/flaw';
import { Image } from '../values/image';
import { toEnvPrefix } from '../values/names';
import { NetworkPeer } from '../values/network-peer';
import { KIB, sizeFlaws, sizeInBytes } from '../values/quantity';
import { writePlatformFacts } from '../workloads/platform-facts';
import { Workload, WorkloadProps } from '../workloads/workload';

/** What a database is; how it is run is the engine's affair. */
export interface StatefulDatabaseProps extends WorkloadProps {
  /** Which server, in which version. */
  readonly engine: IDatabaseEngine;
  /** The password of the user, under the key `password`, in a Secret of the same namespace. */
  readonly credentials: ISecretSource;
  /** The volume; at least 1 GiB for PostgreSQL. It can never be changed in a StatefulSet that exists. */
  readonly storage: Size;
  /**
   * Memory: request and limit, and what the server's own settings follow from; at least 256 MiB for PostgreSQL.
   * @default - Size.gibibytes(1), on a developer's machine Size.mebibytes(256); the settings follow from it (a choice)
   */
  readonly memory?: Size;
  /**
   * CPU that the scheduler sets aside. There is no limit: a throttled server holds its
   * locks longer, so everybody waits, while recovery and vacuum could use what is idle.
   * @default - Cpu.millis(500), on a developer's machine as the platform says; a checkpoint beside queries takes as much (a choice)
   */
  readonly cpu?: Cpu;
  /**
   * The database's name inside the server.
   * @default - the id without "-db": `orders` for `orders-db`
   */
  readonly database?: string;
  /**
   * The role that owns the database and that clients use.
   * @default - as the database
   */
  readonly user?: string;
  /**
   * The class of the volume. It can never be changed in a StatefulSet that exists.
   * @default - the platform's; else the cluster's default class
   */
  readonly storageClass?: string;
  /**
   * The server's image, for a mirror or for extensions. It must keep the official one's user and paths.
   * @default - the engine's
   */
  readonly image?: Image;
  /**
   * Settings of the server that prevail over ours, such as `{ max_connections: '50' }`.
   * @default - none
   */
  readonly parameters?: { [name: string]: string };
}

const VOLUME = 'data';

/**
 * A database server with a volume of its own.
 *
 * Becomes a StatefulSet of one pod, a Service of the same name for clients and a
 * headless one, a ConfigMap with the server's configuration, a ServiceAccount, a
 * disruption budget and a network policy that lets in whoever `uses` it. Before the
 * server starts, an init container makes database and role, and sets the role's
 * password: a rotated one takes over at the next start of the pod. The volume stays
 * when the StatefulSet goes.
 *
 * One server does not fail over: while its node is drained, the database is away for
 * as long as its pod takes to move. Where that is too long, use an operator.
 *
 * @example
 * const orders = new StatefulDatabase(chart, 'orders-db', {
 *   engine: DatabaseEngine.postgres('17'),
 *   credentials: ExternalSecret.generated(chart, 'orders-db-credentials'),
 *   storage: Size.gibibytes(20),
 * });
 * checkout.uses(orders);
 */
export class StatefulDatabase extends Workload implements IUsable {
  /** the database's name inside the server */
  public readonly database: string;
  /** the role that owns it and that clients use */
  public readonly user: string;
  private readonly engine: IDatabaseEngine;
  private readonly credentials: ISecretSource;
  private readonly spec: DatabaseSpec;
  private readonly server: DatabaseServer;

  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 52 characters @param props what it is */
  public constructor(scope: Construct, id: string, props: StatefulDatabaseProps) {
    super(scope, id, 52, 'its pods carry it with a hash in a label');
    this.database = props.database ?? databaseNameOf(id);
    this.user = props.user ?? this.database;
    this.engine = props.engine;
    this.credentials = props.credentials;
    this.spec = {
      database: this.database,
      user: this.user,
      credentialsFile: `${passwordDirectory(this.name)}/${PASSWORD_KEY}`,
      parameters: props.parameters ?? {},
      image: props.image,
    };
    this.server = this.engine.serverFor(this.spec);
    writePlatformFacts(this._draftOf('the platform', Rank.PLATFORM), this.platform);
    this.writeProps(props);
    this.writeEngine();

    this._reservePlaces(Identity.ID, Configuration.ID);
    this.object('Service', 'v1', 'Service', this.name, () => renderService(this._settled(), this._identity));
    // Peers and tools find the pod itself before it is ready.
    this.object('Headless', 'v1', 'Service', this._identity.headlessName, () => renderHeadlessService(this._settled(), this._identity, true));
    this.object('Default', 'apps/v1', 'StatefulSet', this.name, () => renderStatefulSet(this._settled(), this._identity, this.platform));
    this._reservePlaces(Availability.ID, Isolation.ID);
    this._bindTraits(databasePathOf(this.server, this.platform), props);
  }

  public acceptUse(link: ILink): void {
    if (link.clientNamespace !== undefined && this.namespace !== undefined && link.clientNamespace !== this.namespace) {
      link.client._report([flaw('database/other-namespace',
        `${link.clientName} runs in ${quoted(link.clientNamespace)} and uses ${this.name} in ${quoted(this.namespace)}; a pod cannot read a Secret of another namespace`,
        'Put both into one namespace, or give the client what it needs by hand: addCallee, addClient, env and secretFiles.')]);
      return;
    }
    this._openWay(link, this.server.port.number);
    const prefix = toEnvPrefix(this.name);
    const address = this._addressOf(this.name, this.server.port);
    const { host } = address;
    recordCall(link, this.name, address._answeredBy(this._asCallee(link, 'database')), { prefix });
    for (const [suffix, value] of Object.entries(this.engine.connectionFor(this.spec, host))) {
      link.client.addEnv(`${prefix}_${suffix}`, value, `how ${this.name} is reached`);
    }
    if (this.credentials.keys.includes(PASSWORD_KEY)) givePasswordTo(link.client, this.name, this.credentials, this.platform.secretPolicy);
  }

  /** Lets somebody connect who is not a workload of this app, such as a migration tool. @param peer who */
  public addClient(peer: NetworkPeer): void {
    this.draft.addIngress(peer, this.server.port.number, 'let in by addClient');
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
      draft._add(Facts.CLAIM, VOLUME, { mountPath: this.server.dataPath, bytes: sizeInBytes(props.storage), storageClass: props.storageClass ?? this.platform.storageClass }, '');
    }
    if (!this.credentials.keys.includes(PASSWORD_KEY)) {
      draft._report([flaw('database/no-password-key',
        `the Secret ${this.credentials.secretName} is known to have ${this.credentials.keys.join(', ') || 'no keys'}, but not the key "${PASSWORD_KEY}"`,
        'Name the key so, or let it be generated: ExternalSecret.generated(chart, \'orders-db-credentials\').')]);
    }
  }

  /** At the lowest rank: traits and props may say otherwise. */
  private writeEngine(): void {
    const draft = this._draftOf(`the engine ${this.engine.engineName}`, Rank.GOLDEN_PATH);
    writeServerFacts(draft, this.server, this.platform.assignsUser);
    if (this.credentials.keys.includes(PASSWORD_KEY)) {
      draft.addSecretFiles(passwordDirectory(this.name), [this.credentials.key(PASSWORD_KEY)], 'the bootstrap sets it');
    }
    draft._deriveAt(Facts.FILE, this.server.configPath, (s) => {
      const resources = resourcesOf(s);
      return resources && { content: this.engine.configFor(this.spec, resources) };
    }, 'it follows from memory and storage');
    draft._check((s) => {
      const resources = resourcesOf(s);
      return resources ? this.engine.objectionsTo(this.spec, resources).map((o) => flaw(o.slug, o.what, o.remedy)) : [];
    });
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

function databaseNameOf(id: string): string {
  return id.replace(/(.)-(db|database)$/, '$1').replace(/-/g, '_');
}
