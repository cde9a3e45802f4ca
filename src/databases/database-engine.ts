import { Size } from 'cdk8s';
import type { BackupMethod } from './backup/backup-method';
import { DatabasePods } from './database-pods';
import { DatabaseServer } from './database-server';
import { EtcdEngine } from './engines/etcd';
import { MARIADB } from './engines/mariadb-dialect';
import { MysqlEngine } from './engines/mysql-engine';
import { MYSQL } from './engines/mysql-own-dialect';
import { NatsEngine } from './engines/nats';
import { PostgresEngine } from './engines/postgres';
import { ValkeyEngine } from './engines/valkey';
import { REDIS, VALKEY } from './engines/valkey-dialect';
import { Image } from '../values/image';

/** What a database is to be, as its engine is told. */
export interface DatabaseSpec {
  /** the database's name inside the server */
  readonly database: string;
  /** the role that owns it and that clients use */
  readonly user: string;
  /** the file with the role's password, in the server's container */
  readonly credentialsFile: string;
  /** settings of the engine that prevail over its own */
  readonly parameters: { [name: string]: string };
  /**
   * The image, if somebody chose one.
   * @default - the engine's own
   */
  readonly image?: Image;
  /**
   * Whether something beside the server is to tell Prometheus how it is.
   * @default false, nobody asked for it (a choice)
   */
  readonly metrics?: boolean;
  /**
   * The pods that it consists of.
   * @default - one, by itself
   */
  readonly pods?: DatabasePods;
}

/** What a database server has to work with. */
export interface DatabaseResources {
  /** memory of the container, without its directories in memory */
  readonly memory: Size;
  /** the volume */
  readonly storage: Size;
}

/** Why something cannot work, as users read it: `slug: what. remedy` */
export interface DatabaseObjection {
  /** `subject/what-is-wrong` */
  readonly slug: string;
  /** what is wrong, with the value, and what follows */
  readonly what: string;
  /** what to do */
  readonly remedy: string;
}

/**
 * What a StatefulDatabase asks a kind of database server.
 *
 * Implement it for an engine of your own: four pure questions, data in and data
 * out. Answers must depend on the arguments only, and no answer may throw.
 */
export interface IDatabaseEngine {
  /** Names the engine and its version, such as `postgres 17`. */
  readonly engineName: string;
  /** How its databases are backed up; nothing if they cannot be yet. @internal */
  readonly _backups?: BackupMethod;
  /** How the server is run. Asked once. @param spec what the database is to be */
  serverFor(spec: DatabaseSpec): DatabaseServer;
  /** The config file for that much memory and storage. @param spec what the database is to be @param resources what the server has */
  configFor(spec: DatabaseSpec, resources: DatabaseResources): string;
  /** What cannot work with that. @param spec what the database is to be @param resources what the server has */
  objectionsTo(spec: DatabaseSpec, resources: DatabaseResources): DatabaseObjection[];
  /**
   * What a client is told, without the password: `DSN`, `HOST` … Each becomes a
   * variable of the client, behind the database's name.
   *
   * @param spec what the database is to be @param host the DNS name that clients connect to
   */
  connectionFor(spec: DatabaseSpec, host: string): { [suffix: string]: string };
}

/**
 * The engines that come with this library.
 *
 * @example
 * DatabaseEngine.postgres('17')
 */
export class DatabaseEngine {
  /**
   * PostgreSQL, from the official Debian image.
   *
   * @param version a major such as `17`, or a release such as `17.6`; 14 to 18
   */
  public static postgres(version: string): IDatabaseEngine {
    return new PostgresEngine(version);
  }

  /**
   * MariaDB, from the official image.
   *
   * @param version a series with long support such as `11.8`, or a release of it such as `11.8.3`; 10.11, 11.4, 11.8 or 12.3
   */
  public static mariadb(version: string): IDatabaseEngine {
    return new MysqlEngine(MARIADB, version);
  }

  /**
   * MySQL, from the official image.
   *
   * @param version a series with long support such as `8.4`, or a release of it such as `8.4.6`; 8.4 or 9.7
   */
  public static mysql(version: string): IDatabaseEngine {
    return new MysqlEngine(MYSQL, version);
  }

  /**
   * Valkey, from the official image, as a database: what is acknowledged is on the disk.
   *
   * @param version such as `8.1`, or a release of it such as `8.1.4`; 7.2, 8.0, 8.1 or 9.0
   */
  public static valkey(version: string): IDatabaseEngine {
    return new ValkeyEngine(VALKEY, version);
  }

  /**
   * Redis, from the official image, as Valkey. Mind its licence: from 7.4 on it is not the BSD licence any more.
   *
   * @param version such as `8.2`, or a release of it such as `8.2.1`; 7.2, 7.4, 8.0, 8.2 or 8.4
   */
  public static redis(version: string): IDatabaseEngine {
    return new ValkeyEngine(REDIS, version);
  }

  /**
   * NATS with JetStream, from the official image: one server, or a cluster that goes on without a minority.
   * In a cluster, the members need a password of their own, under the key `cluster-password`.
   *
   * @param version a series such as `2.12`, or a release such as `2.12.3`; 2.10 to 2.12
   */
  public static nats(version: string): IDatabaseEngine {
    return new NatsEngine(version);
  }

  /**
   * etcd, from the official image: one server, or a cluster that goes on without a minority. It takes no password;
   * whoever `uses` it can read and write everything.
   *
   * @param version a release such as `3.6.5`, as its images have no others; 3.5.11 and newer, and 3.6
   */
  public static etcd(version: string): IDatabaseEngine {
    return new EtcdEngine(version);
  }

  private constructor() {}
}
