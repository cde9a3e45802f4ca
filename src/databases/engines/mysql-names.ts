import { MysqlDialect } from './mysql-dialect';
import { quoted } from '../../values/flaw';
import type { DatabaseObjection } from '../database-engine';

/** Lower case and no sign that SQL or a DSN would have to quote. */
const PLAIN = /^[a-z_][a-z0-9_]*$/;
const SYSTEM_DATABASES = new Set(['mysql', 'sys', 'information_schema', 'performance_schema']);
const SYSTEM_USERS = new Set(['root', 'mysql', 'metrics', 'public', 'none', 'current_user', 'current_role']);

/** Names that the server would refuse, take for its own, or that somebody would one day forget to quote. @internal */
export function nameObjections(dialect: MysqlDialect, database: string, user: string): DatabaseObjection[] {
  return [
    ...objections(dialect, 'database', database, 64, SYSTEM_DATABASES),
    ...objections(dialect, 'user', user, dialect.mostUserName, SYSTEM_USERS),
  ];
}

function objections({ product }: MysqlDialect, kind: 'database' | 'user', name: string, most: number, taken: Set<string>): DatabaseObjection[] {
  if (!PLAIN.test(name) || name.length > most) {
    return [{
      slug: `database/bad-${kind}-name`,
      what: `${quoted(name)} cannot be the name of the ${kind}: it takes at most ${most} lower-case letters, digits and "_", not starting with a digit`,
      remedy: `Give \`${kind}\` a name of that form, such as "orders".`,
    }];
  }
  return taken.has(name) ? [{
    slug: `database/reserved-${kind}-name`,
    what: `${quoted(name)} belongs to ${product} itself`,
    remedy: `Give \`${kind}\` another name, such as "orders".`,
  }] : [];
}
