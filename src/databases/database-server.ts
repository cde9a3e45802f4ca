import { Duration, Size } from 'cdk8s';
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
  /** The file that `configFor` gives the content of; absolute. */
  readonly configPath: string;
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
  /** How long a clean stop may take; whole seconds. */
  readonly gracePeriod: Duration;
}
