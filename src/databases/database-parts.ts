import { Size } from 'cdk8s';
import type { DatabaseSpec, IDatabaseEngine } from './database-engine';
import { DatabaseServer } from './database-server';
import { ISecretSource } from '../secrets/secret-source';

/** How a database is run, as backups and restores have to know it. @internal */
export interface DatabaseParts {
  readonly engine: IDatabaseEngine;
  readonly spec: DatabaseSpec;
  readonly server: DatabaseServer;
  readonly storage: Size;
  readonly credentials?: ISecretSource;
}
