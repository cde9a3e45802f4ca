import { createServer, Server } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { Span } from './collector';
import { bytes, Fields, fieldsOf, text } from './protobuf';

/** Takes the spans that programs send by OTLP over HTTP, and keeps them; stands in for a collector where none is built. */
export class OtlpReceiver {
  public static async listen(address: string, port: number): Promise<OtlpReceiver> {
    const receiver = new OtlpReceiver();
    await new Promise<void>((resolve, reject) => receiver.server.once('error', reject).listen(port, address, resolve));
    return receiver;
  }

  private readonly received: Span[] = [];
  private readonly server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    if (request.url === '/v1/traces') this.received.push(...spansIn(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body));
    response.setHeader('Content-Type', 'application/x-protobuf').end();
  });

  /** What has come in so far. */
  public spans(): Span[] {
    return this.received;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
  }
}

// The numbers are those of the fields in opentelemetry/proto/trace/v1/trace.proto.
function spansIn(request: Buffer): Span[] {
  return each(fieldsOf(request), 1).flatMap(resourceSpans => {
    const resource = each(resourceSpans, 1).flatMap(r => [attributesOf(r, 1)])[0] ?? {};
    return each(resourceSpans, 2).flatMap(scopeSpans => each(scopeSpans, 2)).map(span => ({
      traceId: bytes(span, 1).toString('hex'),
      spanId: bytes(span, 2).toString('hex'),
      parentSpanId: bytes(span, 4).toString('hex'),
      name: text(span, 5),
      service: resource['service.name'] ?? '',
      attributes: attributesOf(span, 9),
    }));
  });
}

function each(message: Fields, field: number): Fields[] {
  return (message.get(field) ?? []).map(value => fieldsOf(value as Buffer));
}

function attributesOf(message: Fields, field: number): Record<string, string> {
  return Object.fromEntries(each(message, field).map(pair => {
    const [[number, [value]] = [0, ['']]] = each(pair, 2).flatMap(any => [...any]);
    return [text(pair, 1), number === 1 ? value.toString() : String(value)];
  }));
}
