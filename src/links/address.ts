import { CalleeSide } from './callee';
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

  /** An address outside the cluster; the port's usual number is left out. @internal */
  public static _outside(host: string, port: Port): Address {
    return new Address(host, port, port.number, true);
  }

  private constructor(
    /** the DNS name */
    public readonly host: string,
    /** the port that is called */
    public readonly port: Port,
    /** the number it is called on */
    public readonly number: number,
    private readonly isOutside: boolean = false,
    /** who answers there, if it is known here @internal */
    public readonly _callee?: CalleeSide,
  ) {}

  /**
   * `http://host:8080` for HTTP (`https` over TLS), `dns:///host:9090` for gRPC (grpc-go
   * then balances over all addresses the name has), `host:6379` for anything else.
   */
  public toString(): string {
    switch (this.port.protocol) {
      case PortProtocol.HTTP:
      case PortProtocol.GRPC_WEB:
      case PortProtocol.H2C: return `http://${this.host}${this.numberUnless(80)}`;
      case PortProtocol.HTTPS: return `https://${this.host}${this.numberUnless(443)}`;
      case PortProtocol.GRPC: return `dns:///${this.host}:${this.number}`;
      default: return `${this.host}:${this.number}`;
    }
  }

  /** How the variable is called that holds it: `_URL` for HTTP, `_ADDR` for anything else. @internal */
  public get _suffix(): string {
    return [PortProtocol.HTTP, PortProtocol.H2C, PortProtocol.HTTPS, PortProtocol.GRPC_WEB].includes(this.port.protocol) ? 'URL' : 'ADDR';
  }

  /** The same address, of one who is known here. @internal */
  public _answeredBy(callee: CalleeSide): Address {
    return new Address(this.host, this.port, this.number, this.isOutside, callee);
  }

  private numberUnless(usual: number): string {
    return this.isOutside && this.number === usual ? '' : `:${this.number}`;
  }
}
