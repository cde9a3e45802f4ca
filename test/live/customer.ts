import { randomBytes } from 'node:crypto';
import { request } from 'node:http';

/** What came of one request. */
export interface Bought { readonly status: number; readonly id?: string; readonly milliseconds: number; readonly traceId: string }

/** Somebody who buys a mug, on a new connection each time, as part of a trace that is kept. */
export class Customer {
  constructor(private readonly host: string, private readonly port: number) {}

  /** Orders a mug. */
  public async order(): Promise<Bought> {
    return this.send('POST', '/orders', JSON.stringify({ item: 'mug', quantity: 2 }));
  }

  /** Looks an order up. */
  public async lookUp(id: string): Promise<Bought> {
    return this.send('GET', `/orders/${id}`);
  }

  /** Orders so many mugs a second, for some time, and waits for every answer. */
  public async orderMany(perSecond: number, seconds: number): Promise<Bought[]> {
    const answers: Array<Promise<Bought>> = [];
    const began = Date.now();
    for (let sent = 0; sent < perSecond * seconds; sent++) {
      await new Promise(resolve => setTimeout(resolve, began + sent * 1000 / perSecond - Date.now()));
      answers.push(this.order());
    }
    return Promise.all(answers);
  }

  private async send(method: string, path: string, body?: string): Promise<Bought> {
    const { host, port } = this;
    const traceId = randomBytes(16).toString('hex');
    const headers = {
      traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01`, // the last number: this trace is kept
      ...body ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } : {},
    };
    const began = Date.now();
    return new Promise((resolve, reject) => {
      request({ host, port, method, path, headers, agent: false, signal: AbortSignal.timeout(20_000) }, response => {
        let answer = '';
        response.setEncoding('utf8').on('data', chunk => { answer += chunk; }).on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode!, id: JSON.parse(answer).id, milliseconds: Date.now() - began, traceId }));
      }).on('error', reject).end(body);
    });
  }
}
