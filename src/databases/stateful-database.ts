import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { DatabaseBackend } from './backends/database-backend';
import type { DatabaseOperator } from './backends/database-operator';
import { OperatedCopies } from './backends/operated-copies';
import { DatabaseSpec, IDatabaseEngine } from './database-engine';
import { DatabasePods } from './database-pods';
import { DatabaseWorkload } from './database-workload';
import { NoReadReplicas } from './no-read-replicas';
import { PASSWORD_KEY, passwordDirectory } from './password';
import { ReadReplicas } from './read-replicas';
import { Topology, TopologyKind } from './topology';
import { IUsable } from '../links/usable';
import { ISecretSource } from '../secrets/secret-source';
import { Cpu } from '../values/cpu';
import { Flaw, flaw } from '../values/flaw';
import { Image } from '../values/image';
import { WorkloadProps } from '../workloads/workload';

/** What a database is; how it is run is the engine's affair. */
export interface StatefulDatabaseProps extends WorkloadProps {
  /** Which server, in which version. */
  readonly engine: IDatabaseEngine;
  /**
   * The password of the user, under the key `password`, in a Secret of the same namespace; read replicas of
   * PostgreSQL also take `replication-password`. An operator may want `username`, too.
   * @default - none, which only an engine without passwords can do with, and an operator that makes the Secret itself
   */
  readonly credentials?: ISecretSource;
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
  /**
   * Whether an exporter runs beside the server, and Prometheus and people are told what it says. Needs the Prometheus operator.
   *
   * Becomes a container, a PodMonitor (or a ServiceMonitor, as the platform says) and two PrometheusRules. The exporter
   * connects over the unix socket, as a user of its own that can read no data. `new Monitoring({ port: 'metrics', … })` as a
   * trait says more than the defaults. With an operator it is a PodMonitor alone, for the metrics that the operator has served.
   * @default false, as the operator's kinds must be in the cluster (a choice)
   */
  readonly metrics?: boolean;
  /**
   * How many servers there are, and what they are to each other.
   * @default Topology.single(), as whatever stands in for a server can lose what that one has confirmed (a choice)
   */
  readonly topology?: Topology;
  /**
   * Who makes the pods, and looks after them.
   * @default DatabaseBackend.statefulSet(), as it needs nothing in the cluster (a choice)
   */
  readonly backend?: DatabaseBackend;
}

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
 * as long as its pod takes to move. Some engines also run as a cluster, or with read
 * replicas, which get a StatefulSet and a Service of their own, `<name>-ro`.
 *
 * @example
 * const orders = new StatefulDatabase(chart, 'orders-db', {
 *   engine: DatabaseEngine.postgres('17'),
 *   credentials: ExternalSecret.generated(chart, 'orders-db-credentials'),
 *   storage: Size.gibibytes(20),
 * });
 * checkout.uses(orders);
 */
export class StatefulDatabase extends DatabaseWorkload {
  /** the database's name inside the server */
  public readonly database: string;
  /** the role that owns it and that clients use */
  public readonly user: string;
  /** the copies that are read only, if the topology has some */
  public readonly readReplicas?: ReadReplicas;
  private readonly copies: IUsable;

  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 52 characters @param props what it is */
  public constructor(scope: Construct, id: string, props: StatefulDatabaseProps) {
    super(scope, id, 52, 'its pods carry it with a hash in a label');
    this.database = props.database ?? databaseNameOf(id);
    this.user = props.user ?? this.database;
    const topology = props.topology ?? Topology.single();
    const operator = props.backend?._operator;
    if (operator === undefined) this.readReplicas = this.runHere(topology, props);
    this.copies = operator === undefined ? this.readReplicas ?? new NoReadReplicas(this.name, Topology.readReplicas(2)) : this.runBy(operator, topology, props);
  }

  /** Its read replicas, for services that only read: `reports.uses(orders.readOnly)`. What they read may be a moment old. */
  public get readOnly(): IUsable {
    return this.copies;
  }

  private runHere(topology: Topology, props: StatefulDatabaseProps): ReadReplicas | undefined {
    const members = topology.kind === TopologyKind.CLUSTER ? topology.count : 1;
    const isSound = this.draft._report(topology._flaws);
    this._run({
      spec: { ...this.specOf(props), pods: this.podsOf(topology, isSound ? members : 1) },
      pods: isSound ? members : 1,
      passwordOf: this.name,
      props,
    });
    if (props.metrics && this._server.exporter === undefined) {
      this.draft._report([flaw('database/no-exporter', `${props.engine.engineName} has no exporter of its own`, 'Leave `metrics` out, or add a Sidecar and Monitoring.')]);
    }
    this.draft._report(this.credentialFlaws(props.credentials));
    const isOffered = this.draft._report(this.topologyFlaws(topology, props.engine.engineName));
    return isSound && isOffered && topology.kind === TopologyKind.READ_REPLICAS ? ReadReplicas._of(this, this._plan, topology) : undefined;
  }

  private specOf({ parameters = {}, image, metrics }: StatefulDatabaseProps): DatabaseSpec {
    return { database: this.database, user: this.user, credentialsFile: `${passwordDirectory(this.name)}/${PASSWORD_KEY}`, parameters, image, metrics };
  }

  private runBy(operator: DatabaseOperator, topology: Topology, props: StatefulDatabaseProps): IUsable {
    const isSound = this.draft._report(topology._flaws);
    const pods = isSound && topology.kind === TopologyKind.CLUSTER ? topology.count : 1;
    const credentials = props.credentials ?? operator.credentialsOf(this.name);
    const others = operator.flawsOf(this.name, this.user, props);
    this._operate({ spec: this.specOf(props), pods, passwordOf: this.name, props: { ...props, credentials } }, operator, others.length === 0);
    this.draft._report([...others, ...this.credentialFlaws(credentials)]);
    if (isSound && topology.kind === TopologyKind.READ_REPLICAS) {
      this.draft._report([flaw('database/unsupported-topology', `under ${operator.operatorName} every copy may take the primary's place, and ${topology} is to have none that does`,
        `Say Topology.cluster(${Math.max(3, topology.count + 1 + (topology.count % 2))}); its copies answer reads, too.`)]);
    }
    const service = operator.readOnlyServiceOf(this.name);
    return pods > 1 && service !== undefined ? new OperatedCopies(this, service) : new NoReadReplicas(this.name, Topology.cluster(3));
  }

  private podsOf(topology: Topology, pods: number): DatabasePods {
    const host = (service: string) => this._identity.hostOf(service, this.platform.clusterDomain);
    return {
      topology,
      ...this._namesOf(pods),
      replicas: topology.kind === TopologyKind.READ_REPLICAS ? host(`${ReadReplicas._nameOf(this.name)}-headless`) : undefined,
    };
  }

  private topologyFlaws(topology: Topology, engine: string): Flaw[] {
    const able = this._server.topologies ?? [TopologyKind.SINGLE];
    if (able.includes(topology.kind)) return [];
    const others = able.map((kind) => WORDS[kind]).join(' or ');
    return [flaw('database/unsupported-topology', `${engine} does not run as ${topology}; it runs as ${others}`,
      this._server.topologyRemedy ?? 'Leave `topology` out, or choose an engine that can.')];
  }

  private credentialFlaws(credentials: ISecretSource | undefined): Flaw[] {
    const { withoutPassword = false, credentialKeys = [] } = this._server;
    if (credentials === undefined) {
      return withoutPassword ? [] : [flaw('database/no-credentials', 'nobody says where the password is',
        `Give \`credentials\`, such as ExternalSecret.generated(chart, '${this.name}-credentials').`)];
    }
    const { secretName, keys } = credentials;
    if (withoutPassword) {
      return [flaw('database/needless-credentials', `the server takes no password, and would never read the Secret ${secretName}`, 'Leave `credentials` out.')];
    }
    const known = `the Secret ${secretName} is known to have ${keys.join(', ') || 'no keys'}, but not the key`;
    const missing = credentialKeys.filter((key) => !keys.includes(key));
    const all = [PASSWORD_KEY, ...credentialKeys].map((key) => `'${key}'`).join(', ');
    return [
      ...(keys.includes(PASSWORD_KEY) ? [] : [flaw('database/no-password-key', `${known} "${PASSWORD_KEY}"`,
        'Name the key so, or let it be generated: ExternalSecret.generated(chart, \'orders-db-credentials\').')]),
      ...missing.map((key) => flaw('database/no-credential-key', `${known} "${key}", which this topology needs`,
        `Add it, or let it be generated: ExternalSecret.generated(chart, '${secretName}', { keys: [${all}] }).`)),
    ];
  }
}

const WORDS: { [kind in TopologyKind]: string } = {
  [TopologyKind.SINGLE]: 'one server',
  [TopologyKind.READ_REPLICAS]: 'one server with read replicas',
  [TopologyKind.CLUSTER]: 'a cluster',
};

function databaseNameOf(id: string): string {
  return id.replace(/(.)-(db|database)$/, '$1').replace(/-/g, '_');
}
