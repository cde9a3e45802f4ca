import { ServerRole } from './backup-method';
import { ILink } from '../../links/link';
import { IUsable } from '../../links/usable';
import { Rank } from '../../model/rank';
import { ISecretSource } from '../../secrets/secret-source';
import { flaw } from '../../values/flaw';
import type { DatabaseObjection } from '../database-engine';
import type { DatabaseServer } from '../database-server';
import { PASSWORD_KEY, passwordDirectory } from '../password';
import type { StatefulDatabase } from '../stateful-database';

/** A role of a server: whose it is, and what makes it. @internal */
export interface RoleProps {
  readonly database: StatefulDatabase;
  /** the backup that it belongs to, whose name it has */
  readonly backup: string;
  readonly credentials: ISecretSource;
  readonly files: (server: DatabaseServer, role: ServerRole) => { [path: string]: string };
  readonly objections: (name: string) => DatabaseObjection[];
}

/**
 * A database, for somebody who connects as a role of its own.
 *
 * The role is made by the server's bootstrap, which also sets its password: what is new
 * or rotated takes over at the next start of the server's pod.
 *
 * @internal
 */
export class RoleAccess implements IUsable {
  constructor(private readonly props: RoleProps) {}

  public acceptUse(link: ILink): void {
    const { client } = link;
    const { database, backup, credentials } = this.props;
    const host = database._admit(link);
    if (host === undefined || !this.hasPassword(link)) return;
    const { spec, server } = database._parts;
    const directory = passwordDirectory(backup);
    const role = { name: backup.replace(/-/g, '_'), credentialsFile: `${directory}/${PASSWORD_KEY}` };
    if (!client._report(this.props.objections(role.name).map((o) => flaw(o.slug, `the role of ${backup}: ${o.what}`, 'Give the backup another name.')))) return;

    const there = database._draftOf(`the role of ${backup}`, Rank.TRAIT);
    there.addSecretFiles(directory, [credentials.key(PASSWORD_KEY)], `the bootstrap sets it for the role ${role.name}`);
    for (const [path, content] of Object.entries(this.props.files(server, role))) there.addFile(path, content, `makes the role ${role.name} of ${backup}`);

    client.addSecretFiles(directory, [credentials.key(PASSWORD_KEY)], `the password of the role ${role.name}`);
    const env = { HOST: host, PORT: String(server.port.number), NAME: spec.database, USER: role.name, CREDS_FILE: role.credentialsFile };
    for (const [suffix, value] of Object.entries(env)) client.addEnv(`DATABASE_${suffix}`, value, `how ${database.name} is reached as ${role.name}`);
    client.addEnv('BACKUP_OF', database.name, 'where its backups are');
  }

  private hasPassword({ client, clientName }: ILink): boolean {
    const { secretName, keys } = this.props.credentials ?? { secretName: undefined, keys: [] };
    return client._report(keys.includes(PASSWORD_KEY) ? [] : [flaw('backup/no-credentials',
      secretName === undefined ? `${clientName} has no credentials of its own; the owner's would let it change what it reads`
        : `the Secret ${secretName} is known to have ${keys.join(', ') || 'no keys'}, but not the key "${PASSWORD_KEY}"`,
      `Let them be generated: credentials: ExternalSecret.generated(chart, '${clientName}-credentials').`)]);
  }
}
