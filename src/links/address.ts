import { Port, PortProtocol } from '../values/port';

/**
 * Where something answers, in the form that Go clients take.
 */
export class Address {
  /** The address of a Service. @param host a DNS name @param port the port that is called, on the number the Service gives it */
  public static of(host: string, port: Port): Address {
    return new Address(host, port, port.serviceNumber);
  }

  /** An address that stands for the pods themselves, such as that of a headless Service. @param host a DNS name @param port the port that is called, on its number in the pods */
  public static ofPods(host: string, port: Port): Address {
    return new Address(host, port, port.number);
  }

  private constructor(
    /** the DNS name */
    public readonly host: string,
    /** the port that is called */
    public readonly port: Port,
    /** the number it is called on */
    public readonly number: number,
  ) {}

  /**
   * `http://host:8080` for HTTP (`https` over TLS), `dns:///host:9090` for gRPC (grpc-go
   * then balances over all addresses the name has), `host:6379` for anything else.
   */
  public toString(): string {
    switch (this.port.protocol) {
      case PortProtocol.HTTP:
      case PortProtocol.H2C: return `http://${this.host}:${this.number}`;
      case PortProtocol.HTTPS: return `https://${this.host}:${this.number}`;
      case PortProtocol.GRPC: return `dns:///${this.host}:${this.number}`;
      default: return `${this.host}:${this.number}`;
    }
  }

  /** How the variable is called that holds it: `_URL` for HTTP, `_ADDR` for anything else. @internal */
  public get _suffix(): string {
    return [PortProtocol.HTTP, PortProtocol.H2C, PortProtocol.HTTPS].includes(this.port.protocol) ? 'URL' : 'ADDR';
  }
}
