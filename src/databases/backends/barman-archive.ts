import { Duration } from 'cdk8s';
import type { OperatedDatabase } from './database-operator';
import { renderObjectStore, renderScheduledBackup } from '../../kube/barman-cloud';
import { Facts } from '../../model/facts';
import { ISecretSource } from '../../secrets/secret-source';
import { Flaw, flaw, quoted } from '../../values/flaw';
import { NetworkPeer } from '../../values/network-peer';
import { Schedule } from '../../values/schedule';

/** Where whole copies and the log of changes of a database are kept: it can be brought back to any moment in between. */
export interface BarmanArchive {
  /** The bucket and a path in it that is this database's alone: `s3://backups/orders`. */
  readonly destination: string;
  /**
   * The address of a store that is not Amazon's, with its scheme: `https://s3.example.com`.
   * @default - Amazon S3
   */
  readonly endpoint?: string;
  /**
   * A Secret with the keys `access-key-id` and `secret-access-key`.
   * @default - the identity of the pods counts, which WorkloadIdentity gives them
   */
  readonly credentials?: ISecretSource;
  /**
   * For how long one can go back; whole days, 1 or more.
   * @default Duration.days(30), a mistake may be found weeks later (a choice)
   */
  readonly retention?: Duration;
  /**
   * When a whole copy is made, by UTC; the first is made at once.
   * @default Schedule.daily(1, 30), the log of a day is soon replayed (a choice)
   */
  readonly schedule?: Schedule;
}

const KEYS = ['access-key-id', 'secret-access-key'];

/** Makes what the Barman Cloud plugin reads, and opens the way to the store. @internal */
export function writeArchive({ workload, draft, object }: OperatedDatabase, archive: BarmanArchive): void {
  const { name, _identity: identity } = workload;
  const { credentials } = archive;
  const endpoint = endpointOf(archive);
  if (endpoint !== undefined) draft._open(Facts.EGRESS, NetworkPeer.host(endpoint.host), endpoint.port, ['TCP'], 'backups and the log of changes are kept there');
  object('ObjectStore', 'barmancloud.cnpg.io/v1', 'ObjectStore', name, () => renderObjectStore(workload._settled(), identity, {
    destination: archive.destination,
    endpoint: archive.endpoint,
    accessKeyId: credentials?.key(KEYS[0]),
    secretAccessKey: credentials?.key(KEYS[1]),
    retentionDays: daysOf(archive),
  }));
  object('Backups', 'postgresql.cnpg.io/v1', 'ScheduledBackup', name,
    () => renderScheduledBackup(workload._settled(), identity, name, String(archive.schedule ?? Schedule.daily(1, 30))));
}

/** @internal */
export function archiveFlaws(archive: BarmanArchive): Flaw[] {
  const { destination, endpoint, credentials, schedule } = archive;
  const days = daysOf(archive);
  const missing = KEYS.filter((key) => credentials !== undefined && !credentials.keys.includes(key));
  return [
    ...(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[^\s?#]*[^\s?#/]$/.test(destination) ? [] : [flaw('archive/bad-destination',
      `${quoted(destination)} is not a path in a bucket`, 'Write bucket and path, such as "s3://backups/orders"; two databases at one path would destroy each other\'s archive.')]),
    ...(endpoint === undefined || endpointOf(archive) !== undefined ? [] : [flaw('archive/bad-endpoint',
      `${quoted(endpoint)} is not the address of a store`, 'Write scheme and host, such as "https://s3.example.com".')]),
    ...missing.map((key) => flaw('archive/no-credential-key', `the Secret ${credentials!.secretName} is not known to have the key "${key}"`,
      `Name the keys of the store's credentials so: ${KEYS.join(', ')}.`)),
    ...(Number.isInteger(days) && days >= 1 ? [] : [flaw('archive/bad-retention', `the archive would be kept for ${days} days`, 'Give whole days, at least 1.')]),
    ...(schedule?._flaws ?? []),
  ];
}

function daysOf({ retention }: BarmanArchive): number {
  return retention === undefined ? 30 : retention.toDays({ integral: false });
}

function endpointOf({ endpoint }: BarmanArchive): { host: string; port: number } | undefined {
  if (endpoint === undefined) return { host: 's3.amazonaws.com', port: 443 };
  const [, scheme, host, port] = /^(https?):\/\/([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::([0-9]{1,5}))?\/?$/.exec(endpoint) ?? [];
  return host === undefined ? undefined : { host, port: port === undefined ? (scheme === 'https' ? 443 : 80) : Number(port) };
}
