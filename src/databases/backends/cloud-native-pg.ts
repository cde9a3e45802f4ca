import { archiveFlaws, writeArchive } from './barman-archive';
import { keptParameterFlaws } from './cloud-native-pg-parameters';
import { CloudNativePgProps } from './cloud-native-pg-props';
import type { DatabaseOperator, OperatedDatabase } from './database-operator';
import { CLUSTER_LABEL, renderPostgresCluster } from '../../kube/cloud-native-pg';
import { Facts } from '../../model/facts';
import { ExistingSecret } from '../../secrets/existing-secret';
import { ISecretSource } from '../../secrets/secret-source';
import { Flaw, flaw, quoted } from '../../values/flaw';
import { Image } from '../../values/image';
import { NetworkPeer } from '../../values/network-peer';
import { Percent } from '../../values/percent';
import { Port, PortProtocol } from '../../values/port';
import { sizeInBytes } from '../../values/quantity';
import { PostgresEngine } from '../engines/postgres';
import { operatedSettings } from '../engines/postgres-config';
import { normalized } from '../engines/postgres-parameters';
import { writeInMemory } from '../server-facts';
import type { StatefulDatabaseProps } from '../stateful-database';

const OPERATOR = 'cnpg-system';
/** Where the operator asks a server how it is. */
const STATUS_PORT = 8000;
const SERVER_PORT = 5432;
/** Its own limit, below the usual one as names of pods and Jobs follow from it. */
const LONGEST_NAME = 50;

/** PostgreSQL by CloudNativePG. Source: its documentation and definitions, 1.30. @internal */
export class CloudNativePg implements DatabaseOperator {
  public readonly operatorName = 'CloudNativePG';
  public readonly metrics = Port.named('metrics', 9187, PortProtocol.HTTP);

  public constructor(private readonly props: CloudNativePgProps) {}

  public podLabelsOf(database: string): { [key: string]: string } {
    return { [CLUSTER_LABEL]: database };
  }

  public serviceOf(database: string): string {
    return `${database}-rw`;
  }

  public readOnlyServiceOf(database: string): string {
    return `${database}-ro`;
  }

  /** The operator makes a Secret with all that a client needs; only the password is read from it, as the rest is known. */
  public credentialsOf(database: string): ISecretSource {
    return ExistingSecret.of(`${database}-app`, ['username', 'password']);
  }

  public flawsOf(database: string, user: string, { engine, credentials, parameters = {}, topology }: StatefulDatabaseProps): Flaw[] {
    if (!(engine instanceof PostgresEngine)) {
      return [flaw('database/other-engine', `CloudNativePG runs PostgreSQL, and not ${engine.engineName}`, 'Choose DatabaseEngine.postgres(…), or another backend.')];
    }
    const { archive, operatorNamespace = OPERATOR } = this.props;
    const most = (topology?.count ?? 1) - 1;
    const synchronous = this.synchronousOf(topology?.count ?? 1);
    return [
      ...keptParameterFlaws(normalized(parameters)),
      ...(archive === undefined ? [] : archiveFlaws(archive)),
      ...NetworkPeer.namespace(operatorNamespace)._flaws,
      ...(database.length <= LONGEST_NAME && /^[a-z]/.test(database) ? [] : [flaw('database/bad-cluster-name',
        `CloudNativePG takes no cluster called ${quoted(database)}`, `Use a name that begins with a letter and has at most ${LONGEST_NAME} characters.`)]),
      ...(Number.isInteger(synchronous) && synchronous >= 0 && synchronous <= most ? [] : [flaw('database/bad-synchronous',
        `${synchronous} copies are to confirm each change, and there are ${most}; nothing could be written`, `Give a whole number from 0 to ${most}.`)]),
      ...(credentials === undefined || credentials.keys.includes('username') ? [] : [flaw('database/no-username-key',
        `the Secret ${credentials.secretName} is not known to have the key "username", without which CloudNativePG takes no password from it`,
        `Add it with the value "${user}", or leave \`credentials\` out: the operator then makes the Secret ${database}-app.`)]),
    ];
  }

  public run(database: OperatedDatabase): void {
    const { workload, draft, plan: { spec, pods, props }, object } = database;
    const { name, platform } = workload;
    const engine = props.engine as PostgresEngine;
    draft.fixImage(Image.of(`ghcr.io/cloudnative-pg/postgresql:${engine.version.text}-minimal-trixie`), 'the operator\'s own, for that version');
    if (spec.image) workload.draft.fixImage(spec.image);
    writeInMemory(draft, '/dev/shm', Percent.of(10));
    this.open(database);
    object('Default', 'postgresql.cnpg.io/v1', 'Cluster', name, () => {
      const settled = workload._settled();
      const resources = database.resources(settled);
      return renderPostgresCluster(settled, workload._identity, platform, {
        instances: pods,
        initdb: {
          database: spec.database,
          owner: spec.user,
          ...(props.credentials === undefined || props.credentials.secretName === `${name}-app` ? {} : { secret: { name: props.credentials.secretName } }),
          dataChecksums: true,
          encoding: 'UTF8',
          ...localeOf(engine.version.major),
        },
        parameters: resources === undefined ? {} : operatedSettings(normalized(spec.parameters), sizeInBytes(resources.memory), sizeInBytes(resources.storage)),
        synchronous: this.synchronousOf(pods),
        apart: pods > 1 && !platform._isLocal,
        archive: this.props.archive === undefined ? undefined : name,
      });
    });
    if (this.props.archive !== undefined) writeArchive(database, this.props.archive);
  }

  private synchronousOf(servers: number): number {
    return this.props.synchronous ?? Math.floor((servers - 1) / 2);
  }

  /** The operator asks and steers the servers, they ask each other, and they ask the API server who is the primary. */
  private open({ workload, draft }: OperatedDatabase): void {
    const { platform, namespace } = workload;
    const operator = NetworkPeer.pods({ 'app.kubernetes.io/name': 'cloudnative-pg' }, this.props.operatorNamespace ?? OPERATOR);
    const own = workload._peer(namespace);
    for (const port of [STATUS_PORT, SERVER_PORT]) {
      draft._open(Facts.INGRESS, operator, port, ['TCP'], 'the operator runs it');
      draft._open(Facts.INGRESS, own, port, ['TCP'], 'the servers follow each other');
      draft._open(Facts.EGRESS, own, port, ['TCP'], 'the servers follow each other');
    }
    for (const peer of platform.apiServer) draft._open(Facts.EGRESS, peer, platform.apiServerPort, ['TCP'], 'each server asks there who is the primary');
  }
}

/** An order of texts that no update of the image's C library can change: it would corrupt indexes. */
function localeOf(major: number) {
  return major >= 17 ? { localeProvider: 'builtin', builtinLocale: 'C.UTF-8', locale: 'C.UTF-8' } : { localeCType: 'C.UTF-8', localeCollate: 'C' };
}
