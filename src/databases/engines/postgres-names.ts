import { quoted } from '../../values/flaw';
import type { DatabaseObjection } from '../database-engine';

/** Lower case and no sign that SQL, a DSN or an access rule would have to quote. */
const PLAIN = /^[a-z_][a-z0-9_]*$/;
const SYSTEM_DATABASES = new Set(['postgres', 'template0', 'template1']);
const SYSTEM_ROLES = new Set(['postgres', 'public', 'none', 'current_role', 'current_user', 'session_user']);

/** Names that PostgreSQL would refuse, take for its own, or that somebody would one day forget to quote. @internal */
export function nameObjections(database: string, user: string): DatabaseObjection[] {
  return [
    ...objections('database', database, SYSTEM_DATABASES.has(database)),
    ...objections('user', user, SYSTEM_ROLES.has(user) || user.startsWith('pg_')),
  ];
}

function objections(kind: 'database' | 'user', name: string, taken: boolean): DatabaseObjection[] {
  if (!PLAIN.test(name) || name.length > 63) {
    return [{
      slug: `database/bad-${kind}-name`,
      what: `${quoted(name)} cannot be the name of the ${kind}: it takes at most 63 lower-case letters, digits and "_", not starting with a digit`,
      remedy: `Give \`${kind}\` a name of that form, such as "orders".`,
    }];
  }
  return taken ? [{
    slug: `database/reserved-${kind}-name`,
    what: `${quoted(name)} belongs to PostgreSQL itself`,
    remedy: `Give \`${kind}\` another name, such as "orders".`,
  }] : [];
}
