import { execFileSync } from 'child_process';
import { Size } from 'cdk8s';
import { store, Store } from './kit';
import { DatabaseEngine, IDatabaseEngine, StatefulDatabaseProps } from '../../src';
import { MARIADB } from '../../src/databases/engines/mariadb-dialect';
import { MysqlDialect } from '../../src/databases/engines/mysql-dialect';
import { MYSQL } from '../../src/databases/engines/mysql-own-dialect';

/** A server of the family, and how it is made. */
export interface Member {
  readonly dialect: MysqlDialect;
  readonly of: (version: string) => IDatabaseEngine;
  readonly newest: string;
}

export const MEMBERS: Member[] = [
  { dialect: MARIADB, of: DatabaseEngine.mariadb, newest: '11.8' },
  { dialect: MYSQL, of: DatabaseEngine.mysql, newest: '8.4' },
];

/** A database of that kind, in a chart of its own. */
export function storeOf({ of, newest }: Member, props: Partial<StatefulDatabaseProps> = {}): Store {
  return store({ engine: of(newest), storage: Size.gibibytes(20), ...props });
}

/** A setting of an option file. */
export function settingOf(it: Store, name: string): string | undefined {
  return new RegExp(`^${name} = (.*)$`, 'm').exec(it.files['my.cnf'])?.[1];
}

/** Whether the shell can read a script. */
export function isShell(script: string): boolean {
  execFileSync('sh', ['-n'], { input: script });
  return script.startsWith('#!/bin/sh\n');
}
