import { Size } from 'cdk8s';
import { Cpu } from '../values/cpu';
import { Image } from '../values/image';
import { Port } from '../values/port';
import { Probe } from '../values/probe';

/** A container that an engine runs beside its server in each pod. It sees the server's volume and its scratch directories. */
export interface DatabaseSidecar {
  /** The container's name. */
  readonly name: string;
  /** Its program. */
  readonly image: Image;
  /** Starts it, in the foreground. */
  readonly command: string[];
  /**
   * Where it listens.
   * @default - nowhere
   */
  readonly ports?: Port[];
  /** Memory, request and limit. */
  readonly memory: Size;
  /** CPU that the scheduler sets aside for it. */
  readonly cpu: Cpu;
  /**
   * Its environment.
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * Whether the pod may get requests, as far as it is concerned.
   * @default - it is not asked
   */
  readonly readiness?: Probe;
  /** Whether it is alive. */
  readonly liveness: Probe;
  /** Directories and files' directories of the server that it sees. */
  readonly mounts: string[];
}
