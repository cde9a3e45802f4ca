/**
 * What differs between the servers that grew out of MySQL; everything else about
 * them is said once, in the files of that name.
 *
 * @internal
 */
export interface MysqlDialect {
  /** the engine's name, and the first part of its directory */
  readonly engine: string;
  /** as people write it */
  readonly product: string;
  /** releases with long support, oldest first */
  readonly series: readonly string[];
  readonly image: string;
  /** the programs: server, client, and the one that asks whether the server is there */
  readonly server: string;
  readonly client: string;
  readonly admin: string;
  /** where the client's programs find socket, user and, if there is one, password */
  readonly clientFile: string;
  /** who the client is: nobody from the network */
  readonly superuser: string;
  /** what the server takes before it holds any data or connection */
  readonly base: number;
  readonly leastMemory: number;
  readonly mostUserName: number;
  /** settings that only this server knows */
  readonly own: { readonly [name: string]: string };
  readonly collation: string;
  /** the setting for the size of the log that makes a commit durable */
  readonly redoLog: string;
  /** the setting for memory that all tables made for queries share, where each connection has not its own */
  readonly sharedTables?: string;
  /** whether pages are had in whole chunks only */
  readonly inChunks: boolean;
  /** what a connection may sort in without asking for more */
  readonly sortBuffer: number;
  /** what whoever wants more than one server is told */
  readonly topologyRemedy: string;
  /** settings that are gone, and since when */
  readonly gone: { readonly [name: string]: string };
  /** what of the bootstrap is its own */
  readonly script: MysqlScript;
}

/** Parts of the bootstrap, in POSIX sh. @internal */
export interface MysqlScript {
  /** makes system tables in `$new` */
  readonly make: string;
  /** options of the server that is there for the bootstrap only */
  readonly options: string;
  /** what makes sure that the client gets in, before the server starts */
  readonly key: string;
}

/** Where the configuration lies. @internal */
export const CONFIG_DIRECTORY = '/etc/mysql';
/** @internal */
export const CONFIG_FILE = `${CONFIG_DIRECTORY}/my.cnf`;
/** @internal */
export const SOCKET_DIRECTORY = '/run/mysqld';
/** @internal */
export const SOCKET = `${SOCKET_DIRECTORY}/mysqld.sock`;
/** Where the volume is. @internal */
export const VOLUME = '/var/lib/mysql';
