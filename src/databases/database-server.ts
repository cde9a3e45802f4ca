import { Duration, Size } from 'cdk8s';
import { DatabaseSidecar } from './database-sidecar';
import { DatabaseExporter } from './metrics/database-exporter';
import { TopologyKind } from './topology';
import { Image } from '../values/image';
import { Percent } from '../values/percent';
import { Port } from '../values/port';
import { Probe } from '../values/probe';

/**
 * How a database server is run: what an engine answers, and a StatefulDatabase
 * turns into objects.
 */
export interface DatabaseServer {
  /** The server's program. */
  readonly image: Image;
  /** The numeric user and group that it runs as in this image, and that its data belong to. */
  readonly user: number;
  /** Where it listens. */
  readonly port: Port;
  /** Starts the server, in the foreground. */
  readonly command: string[];
  /**
   * Runs to its end before the server whenever a pod starts: with the same image,
   * user, environment and mounts. It makes the database if there is none.
   * @default - nothing runs before
   */
  readonly bootstrap?: string[];
  /**
   * Environment of both.
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * Environment of both that is a field of the pod, such as `metadata.name`; `env` may name it as `$(NAME)`.
   * @default - none
   */
  readonly podEnv?: { [name: string]: string };
  /**
   * The file that `configFor` gives the content of; absolute.
   * @default - there is none
   */
  readonly configPath?: string;
  /**
   * Variables of the environment that `configFor` gives, each as a line `NAME=value`, for a server that reads no file.
   * @default - none
   */
  readonly configVariables?: string[];
  /**
   * Other files, by absolute path: scripts, access rules. Each directory holds nothing else then.
   * @default - none
   */
  readonly files?: { [path: string]: string };
  /** Where the volume is mounted; the data should lie in a directory below, as a new file system is not empty. */
  readonly dataPath: string;
  /**
   * Directories that the server writes to besides its data, with the most each may hold.
   * @default - none; `/tmp` is always writable
   */
  readonly writable?: { [path: string]: Size };
  /**
   * Directories in memory, with their share of the container's memory; the engine gets the rest to plan with.
   * @default - none
   */
  readonly inMemory?: { [path: string]: Percent };
  /** Whether the server has started; recovery after a crash may take long. */
  readonly startup: Probe;
  /** Whether it takes connections. */
  readonly readiness: Probe;
  /** Whether it is alive, recovering or not. */
  readonly liveness: Probe;
  /** How long a clean stop may take, `beforeStop` included; whole seconds. */
  readonly gracePeriod: Duration;
  /**
   * A command in the server's container that ends before the server is told to stop.
   * @default - it is told at once
   */
  readonly beforeStop?: string[];
  /**
   * What else it listens to, such as its metrics: no port for clients, and closed to everybody whom nobody lets in.
   * @default - nothing else
   */
  readonly sidePorts?: Port[];
  /**
   * Where clients connect to besides `port`, at the pods themselves.
   * @default - nowhere
   */
  readonly clientPorts?: Port[];
  /**
   * Where the pods of one database talk to each other; that of clients may be among them.
   * @default - nowhere
   */
  readonly peerPorts?: Port[];
  /**
   * What runs beside the server in each pod.
   * @default - nothing
   */
  readonly sidecars?: DatabaseSidecar[];
  /**
   * Whether it is a Go program, which is then told what memory and CPU it has.
   * @default false, as most servers are not (a choice)
   */
  readonly writtenInGo?: boolean;
  /**
   * What tells Prometheus how the server is. Answer it only where the spec asks for `metrics`.
   * @default - nothing
   */
  readonly exporter?: DatabaseExporter;
  /**
   * Further keys of the credentials that it reads; each is a file beside that of the password.
   * @default - the password is enough
   */
  readonly credentialKeys?: string[];
  /**
   * Whether it has no use for a password: whoever the network lets in is let in.
   * @default false, as a network policy alone is one mistake away from none (a choice)
   */
  readonly withoutPassword?: boolean;
  /**
   * The topologies that it can honestly run in.
   * @default [TopologyKind.SINGLE], as every further pod would be a database of its own (a choice)
   */
  readonly topologies?: TopologyKind[];
  /**
   * What whoever asks for another topology is told to do.
   * @default - to ask for one that it can
   */
  readonly topologyRemedy?: string;
  /**
   * Whether all pods start at once, as members do that wait for each other.
   * @default false, each starts when the one before it is ready (the API's default)
   */
  readonly startsTogether?: boolean;
  /**
   * Whether no two pods may share a node: one that finds none of its own waits.
   * @default false, a pod on a shared node is better than none (a choice)
   */
  readonly apart?: boolean;
}
