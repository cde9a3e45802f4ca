import { listOf } from '../rules/pods';

/** What tells the servers of databases where their data are: PostgreSQL, ours of MariaDB, MySQL and Valkey, etcd. */
const NAMES = ['PGDATA', 'DATABASE_DATA', 'ETCD_DATA_DIR'];

/** Where a workload's data were, and where its next version looks for them, if that differs. @internal */
export interface MovedData {
  readonly before: string;
  /** undefined where it does not look for such data at all */
  readonly after: string | undefined;
}

/** Whether the next version of a StatefulSet looks for its data elsewhere: another major version, another server. @internal */
export function movedData(before: any, after: any): MovedData | undefined {
  const [old, now] = [dataFolders(before), dataFolders(after)];
  const lost = [...old].find((folder) => !now.has(folder));
  return lost === undefined ? undefined : { before: lost, after: [...now][0] };
}

function dataFolders(statefulSet: any): Set<string> {
  const { containers, initContainers } = statefulSet?.spec?.template?.spec ?? {};
  return new Set([...listOf(containers), ...listOf(initContainers)].flatMap((container) => listOf(container?.env))
    .filter(({ name, value }) => NAMES.includes(name) && typeof value === 'string').map(({ value }) => value));
}
