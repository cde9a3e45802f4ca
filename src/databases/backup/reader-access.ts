import { BackupMethod } from './backup-method';
import { ILink } from '../../links/link';
import { IUsable } from '../../links/usable';
import { Rank } from '../../model/rank';
import { ISecretSource } from '../../secrets/secret-source';
import { flaw } from '../../values/flaw';
import { PASSWORD_KEY, passwordDirectory } from '../password';
import type { StatefulDatabase } from '../stateful-database';

/**
 * A database, for somebody who reads all of it as a role of its own.
 *
 * The role is made by the server's bootstrap, which also sets its password: what is new
 * or rotated takes over at the next start of the server's pod.
 *
 * @internal
 */
export class ReaderAccess implements IUsable {
  constructor(
    private readonly database: StatefulDatabase,
    private readonly method: BackupMethod,
    private readonly credentials: ISecretSource,
  ) {}

  public acceptUse(link: ILink): void {
    const { client, clientName } = link;
    const host = this.database._admit(link);
    if (host === undefined || !this.hasPassword(link)) return;
    const { spec, server } = this.database._parts;
    const name = clientName.replace(/-/g, '_');
    const directory = passwordDirectory(clientName);
    const role = { name, credentialsFile: `${directory}/${PASSWORD_KEY}` };
    if (!client._report(this.method.roleObjections(name).map((o) => flaw(o.slug, `the role of ${clientName}: ${o.what}`, 'Give the backup another name.')))) return;

    const there = this.database._draftOf(`link ${clientName} to ${this.database.name}`, Rank.TRAIT);
    there.addSecretFiles(directory, [this.credentials.key(PASSWORD_KEY)], `the bootstrap sets it for the role ${name}`);
    for (const [path, content] of Object.entries(this.method.readerFiles(server, role))) there.addFile(path, content, `makes the role ${name} of ${clientName}`);

    client.addSecretFiles(directory, [this.credentials.key(PASSWORD_KEY)], `the password of the role ${name}`);
    const env = { HOST: host, PORT: String(server.port.number), NAME: spec.database, USER: name, CREDS_FILE: role.credentialsFile };
    for (const [suffix, value] of Object.entries(env)) client.addEnv(`DATABASE_${suffix}`, value, `how ${this.database.name} is reached`);
  }

  private hasPassword({ client, clientName }: ILink): boolean {
    const { secretName, keys } = this.credentials ?? { secretName: undefined, keys: [] };
    return client._report(keys.includes(PASSWORD_KEY) ? [] : [flaw('backup/no-credentials',
      secretName === undefined ? `${clientName} has no credentials of its own; the owner's would let it change what it reads`
        : `the Secret ${secretName} is known to have ${keys.join(', ') || 'no keys'}, but not the key "${PASSWORD_KEY}"`,
      `Let them be generated: credentials: ExternalSecret.generated(chart, '${clientName}-credentials').`)]);
  }
}
