import { posix } from 'path';
import { EnvSource, Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { flaw, Flaw } from '../values/flaw';
import { SecretKey } from '../values/secret-key';

/** The password that a database gives to whoever uses it, as a variable: tools read nothing else. @internal */
export function passwordOf(settled: Settled, prefix: string): EnvSource | undefined {
  const direct = settled.get(Facts.ENV.at(`${prefix}_CREDS`));
  if (direct?.kind === 'secret') return direct;
  const file = settled.get(Facts.ENV.at(`${prefix}_CREDS_FILE`));
  if (file?.kind !== 'text') return undefined;
  const files = settled.get(Facts.SECRET_FILES.at(posix.dirname(file.text)));
  const key = Object.entries(files?.items ?? {}).find(([, name]) => name === posix.basename(file.text))?.[0];
  return files === undefined || key === undefined ? undefined : { kind: 'secret', key: SecretKey.of(files.secretName, key) };
}

/** What a tool needs to know is there, the password included if it reads one. @internal */
export function connectionFlaws(settled: Settled, prefix: string, who: string, wantsPassword: boolean, remedy: string): Flaw[] {
  const isThere = (suffix: string) => settled.get(Facts.ENV.at(`${prefix}_${suffix}`)) !== undefined;
  const missing = ['HOST', 'PORT', 'NAME', 'USER'].filter((suffix) => !isThere(suffix)).map((suffix) => `${prefix}_${suffix}`);
  if (missing.length > 0) return [flaw('migration/no-connection', `${who} has no ${missing.join(', ')} to connect with`, remedy)];
  const dsn = settled.get(Facts.ENV.at(`${prefix}_DSN`));
  if (wantsPassword && dsn?.kind === 'text' && /@tcp\(/.test(dsn.text)) {
    return [flaw('migration/not-postgres', `${who} is to migrate a database of MySQL's kind: ${prefix}_DSN is "${dsn.text}"; the presets of tools connect to PostgreSQL`,
      'Let the program migrate: MigrationTool.program().')];
  }
  const unreadable = wantsPassword && (isThere('CREDS') || isThere('CREDS_FILE')) && passwordOf(settled, prefix) === undefined;
  return unreadable ? [flaw('migration/no-password', `${who} has the password in a file that is no Secret's; the tool reads variables only`,
    'Have the Secret made as well, or let the program migrate: MigrationTool.program().')] : [];
}
