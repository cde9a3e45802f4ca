import { Duration, Size } from 'cdk8s';
import { Cpu } from '../../values/cpu';
import { Image } from '../../values/image';
import { Port, PortProtocol } from '../../values/port';
import { Probe } from '../../values/probe';
import type { DatabaseSidecar } from '../database-sidecar';

/** The name of the port that metrics are served on, and of the container that does. @internal */
export const METRICS = 'metrics';

/** What differs between exporters. @internal */
export interface ExporterProgram {
  readonly image: string;
  readonly command: string[];
  readonly port: number;
  /** the variable that says where it listens; the command may name it */
  readonly listens: string;
  readonly env?: { [name: string]: string };
  /** where the server's socket is, and the exporter's key */
  readonly sockets: string;
}

/**
 * An exporter beside a server. It is not asked whether it is ready: without it the
 * database is as good as with it, and `up` tells.
 *
 * @internal
 */
export function exporterContainer({ image, command, port, listens, env, sockets }: ExporterProgram): DatabaseSidecar {
  const metrics = Port.named(METRICS, port, PortProtocol.HTTP);
  return {
    name: METRICS,
    image: Image.of(image),
    command,
    ports: [metrics],
    memory: Size.mebibytes(64),
    cpu: Cpu.millis(10),
    env: { [listens]: `:${port}`, ...env },
    liveness: Probe.http('/', metrics, { period: Duration.seconds(30), timeout: Duration.seconds(5) }),
    mounts: [sockets],
  };
}
