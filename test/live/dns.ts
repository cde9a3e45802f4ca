import { createSocket, Socket } from 'node:dgram';
import { createServer, Server } from 'node:net';

/** The addresses of a name; undefined if there is no such name. */
export type Resolve = (name: string) => string[] | undefined;

const TYPE_A = 1;
const NO_SUCH_NAME = 3;
const TTL_SECONDS = 5;

/** A DNS server on port 53 of a loopback address, over UDP and TCP. It knows A records only, and asks nobody else. */
export class DnsServer {
  private readonly udp: Socket = createSocket('udp4');
  private readonly tcp: Server;

  constructor(private readonly address: string, resolve: Resolve) {
    this.udp.on('message', (query, from) => this.udp.send(answer(query, resolve), from.port, from.address));
    this.tcp = createServer(socket => {
      let pending = Buffer.alloc(0);
      socket.on('error', () => socket.destroy());
      socket.on('data', chunk => {
        pending = Buffer.concat([pending, chunk]);
        while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
          const end = 2 + pending.readUInt16BE(0);
          const reply = answer(pending.subarray(2, end), resolve);
          socket.write(Buffer.concat([uint16(reply.length), reply]));
          pending = pending.subarray(end);
        }
      });
    });
  }

  public async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => this.udp.once('error', reject).bind(53, this.address, resolve));
    await new Promise<void>((resolve, reject) => this.tcp.once('error', reject).listen(53, this.address, resolve));
  }

  public close(): void {
    this.udp.close();
    this.tcp.close();
  }
}

/** Answers one query with one question. A name that exists without records of the asked type gets an empty answer. */
function answer(query: Buffer, resolve: Resolve): Buffer {
  const labels: string[] = [];
  let at = 12;
  while (query[at] > 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + query[at]));
    at += 1 + query[at];
  }
  const type = query.readUInt16BE(at + 1);
  const question = query.subarray(12, at + 5);
  const addresses = resolve(labels.join('.'));
  const records = type === TYPE_A ? shuffled(addresses ?? []).map(aRecord) : [];
  const flags = 0x8580 + (addresses ? 0 : NO_SUCH_NAME); // a response, authoritative, recursion desired and available
  const header = [query.subarray(0, 2), uint16(flags), uint16(1), uint16(records.length), uint16(0), uint16(0)];
  return Buffer.concat([...header, question, ...records]);
}

function aRecord(address: string): Buffer {
  const ttl = Buffer.alloc(4);
  ttl.writeUInt32BE(TTL_SECONDS);
  const nameOfQuestion = uint16(0xc00c);
  return Buffer.concat([nameOfQuestion, uint16(TYPE_A), uint16(1), ttl, uint16(4), Buffer.from(address.split('.').map(Number))]);
}

function shuffled<T>(items: readonly T[]): T[] {
  return items.map(item => [Math.random(), item] as const).sort(([a], [b]) => a - b).map(([, item]) => item);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
