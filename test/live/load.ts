import { Agent, request } from 'node:http';

/** What became of the requests of a load. */
export interface LoadReport {
  readonly sent: number;
  readonly lost: number;
  /** What the lost ones met with, each once with its number. */
  readonly failures: string[];
  /** The ids of the orders that were acknowledged. */
  readonly orders: string[];
  readonly slowestMilliseconds: number;
}

const KEPT_CONNECTIONS = 6;

/**
 * A steady load on the shop: a fixed number of requests a second, however
 * slow the answers. By turns it places an order and looks one up, and by turns
 * it does so on a new connection and on one of several that it keeps, unless it
 * is to keep none. Nothing is tried twice.
 */
export class Load {
  private readonly kept = Array.from({ length: KEPT_CONNECTIONS }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  private readonly underWay = new Set<Promise<void>>();
  private readonly failures = new Map<string, number>();
  private readonly orders: string[] = [];
  private readonly timer: NodeJS.Timeout;
  private sent = 0;
  private slowest = 0;

  constructor(private readonly host: string, private readonly port: number, perSecond: number, private readonly keep: boolean) {
    const began = Date.now();
    this.timer = setInterval(() => {
      while (this.sent < (Date.now() - began) / 1000 * perSecond) this.send();
    }, 1000 / perSecond);
  }

  /** How many orders have been acknowledged so far. */
  public get acknowledged(): number {
    return this.orders.length;
  }

  /** Sends no more, waits for what is under way, and reports. */
  public async stop(): Promise<LoadReport> {
    clearInterval(this.timer);
    await Promise.all(this.underWay);
    this.kept.forEach(agent => agent.destroy());
    const counts = [...this.failures.values()];
    return {
      sent: this.sent,
      lost: counts.reduce((sum, n) => sum + n, 0),
      failures: [...this.failures].map(([problem, n]) => `${n} x ${problem}`),
      orders: this.orders,
      slowestMilliseconds: this.slowest,
    };
  }

  private send(): void {
    const number = this.sent++;
    const agent = this.keep && number % 4 < 2 ? this.kept[number % KEPT_CONNECTIONS] : false;
    const known = this.orders[Math.floor(Math.random() * this.orders.length)];
    const began = Date.now();
    const work = (number % 2 === 0 || !known ? this.placeOrder(agent) : this.lookUp(known, agent))
      .catch(({ message }: Error) => { this.failures.set(message, 1 + (this.failures.get(message) ?? 0)); })
      .finally(() => {
        this.slowest = Math.max(this.slowest, Date.now() - began);
        this.underWay.delete(work);
      });
    this.underWay.add(work);
  }

  private async placeOrder(agent: Agent | false): Promise<void> {
    const { id } = JSON.parse(await this.call(agent, 'POST', '/orders', 201, JSON.stringify({ item: 'mug', quantity: 2 })));
    this.orders.push(id);
  }

  private async lookUp(id: string, agent: Agent | false): Promise<void> {
    const order = JSON.parse(await this.call(agent, 'GET', `/orders/${id}`, 200));
    const [{ item, quantity }] = order.lines;
    if (item !== 'mug' || quantity !== 2) throw new Error(`order ${id} came back as ${JSON.stringify(order)}`);
  }

  private async call(agent: Agent | false, method: string, path: string, expected: number, body?: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const { host, port } = this;
      const signal = AbortSignal.timeout(10_000);
      const headers = body ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } : {};
      request({ host, port, method, path, headers, agent, signal }, response => {
        let text = '';
        response.setEncoding('utf8').on('data', chunk => { text += chunk; }).on('error', reject);
        response.on('end', () => response.statusCode === expected ? resolve(text) : reject(new Error(`${method}: ${response.statusCode} ${text.trim()}`)));
      }).on('error', error => reject(new Error(`${method}: ${error.message}`))).end(body);
    });
  }
}
