import { Port, PortProtocol } from '../values/port';

/**
 * Where something answers, in the form that Go clients take.
 */
export class Address {
  /** @param host a DNS name @param port the port that is called */
  public static of(host: string, port: Port): Address {
    return new Address(host, port);
  }

  private constructor(
    /** the DNS name */
    public readonly host: string,
    /** the port that is called */
    public readonly port: Port,
  ) {}

  /**
   * `http://host:8080` for HTTP, `dns:///host:9090` for gRPC (grpc-go then balances
   * over all addresses the name has), `host:6379` for anything else.
   */
  public toString(): string {
    switch (this.port.protocol) {
      case PortProtocol.HTTP: return `http://${this.host}:${this.port.number}`;
      case PortProtocol.GRPC: return `dns:///${this.host}:${this.port.number}`;
      default: return `${this.host}:${this.port.number}`;
    }
  }

  /** How the variable is called that holds it: `_URL` for HTTP, `_ADDR` for anything else. @internal */
  public get _suffix(): string {
    return this.port.protocol === PortProtocol.HTTP ? 'URL' : 'ADDR';
  }
}
