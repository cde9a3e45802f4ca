import { connect, createServer, Server, Socket } from 'node:net';

/** An address that accepts connections. */
export interface Endpoint { readonly host: string; readonly port: number }

/**
 * One port of a ClusterIP Service: each new connection goes to some endpoint
 * that is ready now and stays there, as with kube-proxy. Without endpoints it
 * is reset.
 */
export class ServiceProxy {
  private readonly server: Server;
  private readonly open = new Set<Socket>();

  constructor(private readonly address: string, private readonly port: number, endpoints: () => Endpoint[]) {
    this.server = createServer({ allowHalfOpen: true, noDelay: true }, client => {
      const choices = endpoints();
      if (choices.length === 0) {
        client.resetAndDestroy();
        return;
      }
      const choice = choices[Math.floor(Math.random() * choices.length)];
      this.join(client, connect({ ...choice, allowHalfOpen: true, noDelay: true }));
    });
  }

  public async listen(): Promise<void> {
    return new Promise((resolve, reject) => this.server.once('error', reject).listen(this.port, this.address, resolve));
  }

  public close(): void {
    this.server.close();
    this.open.forEach(socket => socket.destroy());
  }

  private join(client: Socket, pod: Socket): void {
    for (const [from, to] of [[client, pod], [pod, client]]) {
      this.open.add(from);
      from.pipe(to);
      from.once('error', () => to.resetAndDestroy());
      from.once('close', () => this.open.delete(from));
    }
  }
}
