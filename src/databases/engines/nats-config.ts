import { posix } from 'path';
import { MIB } from '../../values/quantity';

/** @internal */
export const NATS_CONFIG = '/etc/nats/nats.conf';
/** What the bootstrap writes, and the server's process id. @internal */
export const NATS_RUN = '/run/nats';
/** @internal */
export const NATS_VOLUME = '/data';

/** A setting, and where it belongs: to the server, or to JetStream. */
const STREAMS = new Set(['sync_interval', 'max_outstanding_catchup', 'max_buffered_size', 'max_buffered_msgs', 'request_queue_limit']);

/**
 * The configuration of a server with that much memory and storage, in bytes.
 *
 * JetStream never fills the volume: a tenth stays free, as a server that cannot write
 * stops taking messages for good. A publisher that was told that its message is kept can
 * rely on it, even if the power fails: NATS' own default writes to the disk every two
 * minutes.
 *
 * @internal
 */
export function natsConfig(parameters: { [name: string]: string }, memory: number, storage: number): string {
  const megabytes = (bytes: number) => `${Math.max(1, Math.floor(bytes / MIB))}MB`;
  const streams: { [name: string]: string } = {
    store_dir: literal(NATS_VOLUME),
    max_memory_store: megabytes(memory / 4),
    max_file_store: megabytes(storage * 0.9),
    sync_interval: 'always',
  };
  const server: { [name: string]: string } = {
    pid_file: literal(`${NATS_RUN}/nats.pid`),
    lame_duck_grace_period: '10s',
    lame_duck_duration: '30s',
  };
  for (const [name, value] of Object.entries(parameters).sort()) (STREAMS.has(name) ? streams : server)[name] = literal(value);
  const lines = (settings: { [name: string]: string }, indent: string) => Object.entries(settings).map(([name, value]) => `${indent}${name}: ${value}\n`).join('');
  return `# Who the server is and who is let in: the bootstrap writes it.
include ${literal(posix.relative(posix.dirname(NATS_CONFIG), `${NATS_RUN}/server.conf`))}

# How it leaves: clients have half a minute to go elsewhere.
${lines(server, '')}
# Streams: up to a quarter of the memory, and nine tenths of the volume.
jetstream {
${lines(streams, '  ')}}
`;
}

/** Numbers with units and plain words stand as they are. */
function literal(value: string): string {
  return /^-?[0-9]+[A-Za-z]*$|^[A-Za-z][A-Za-z0-9_]*$/.test(value) ? value : `"${value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r')}"`;
}
