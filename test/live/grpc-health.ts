import { connect } from 'node:http2';

const SERVING = 1;

/**
 * Asks a server over plaintext gRPC whether a service is serving
 * (`grpc.health.v1.Health/Check`), as a kubelet's grpc probe does.
 *
 * The call is small enough to be written out: one message out, whose only
 * field is the service's name, and one back, whose only field is a status.
 */
export async function isServing(address: string, port: number, service: string, milliseconds: number): Promise<boolean> {
  const session = connect(`http://${address}:${port}`);
  const answer = new Promise<boolean>((resolve, reject) => {
    session.once('error', reject);
    session.setTimeout(milliseconds, () => reject(new Error(`no answer within ${milliseconds} ms`)));
    const call = session.request({
      ':method': 'POST', ':path': '/grpc.health.v1.Health/Check', 'content-type': 'application/grpc', 'te': 'trailers',
    });
    const body: Buffer[] = [];
    let status = '';
    const statusOf = (headers: Record<string, unknown>) => { status = String(headers['grpc-status'] ?? status); };
    call.on('response', statusOf).on('trailers', statusOf);
    call.on('data', (chunk: Buffer) => body.push(chunk)).on('error', reject);
    call.on('end', () => status === '0' ? resolve(servingStatus(Buffer.concat(body)) === SERVING) : reject(new Error(`gRPC status ${status}`)));
    call.end(frame(service === '' ? Buffer.alloc(0) : Buffer.from([0x0a, Buffer.byteLength(service), ...Buffer.from(service)])));
  });
  try {
    return await answer;
  } finally {
    session.destroy();
  }
}

/** A gRPC message on the wire: not compressed, then its length in four bytes. */
function frame(message: Buffer): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(message.length, 1);
  return Buffer.concat([header, message]);
}

/** The first field of the answer; a message without it means 0, "unknown". */
function servingStatus(answer: Buffer): number {
  return answer[5] === 0x08 ? answer[6] : 0;
}
