import { Flaw, flaw } from './flaw';
import { portNameFlaws } from './names';

/** What is spoken on a port; it decides name, appProtocol, probes and addresses. */
export enum PortProtocol {
  /** HTTP/1.1 (and HTTP/2 by upgrade) */
  HTTP = 'HTTP',
  /** gRPC over HTTP/2 without TLS */
  GRPC = 'GRPC',
  /** HTTP/2 without TLS, and HTTP/1.1 on the same port: a program that speaks Connect, and so gRPC and gRPC-Web, too */
  H2C = 'H2C',
  /** HTTP over TLS, which the program itself ends */
  HTTPS = 'HTTPS',
  /** gRPC-Web over HTTP/1.1, as browsers speak it and a program answers itself */
  GRPC_WEB = 'GRPC_WEB',
  /** any other protocol over TCP */
  TCP = 'TCP',
  /** any protocol over UDP */
  UDP = 'UDP',
}

/**
 * A port on which a program listens, with the protocol spoken there.
 *
 * @example
 * ports: [Port.http(8080), Port.grpc(9090)]
 */
export class Port {
  /**
   * A port that speaks HTTP. The program finds its address in `HTTP_ADDR`.
   *
   * @param number 1 to 65535; below 1024 a program without privileges cannot listen
   */
  public static http(number: number): Port {
    return new Port('http', number, PortProtocol.HTTP);
  }

  /**
   * A port that speaks gRPC. The program finds its address in `GRPC_ADDR`.
   *
   * @param number 1 to 65535; below 1024 a program without privileges cannot listen
   */
  public static grpc(number: number): Port {
    return new Port('grpc', number, PortProtocol.GRPC);
  }

  /**
   * A port that speaks HTTP/2 without TLS as well as HTTP/1.1, as Connect programs do: gRPC, gRPC-Web
   * and plain HTTP on one port. The program finds its address in `H2C_ADDR`.
   *
   * @param number 1 to 65535; below 1024 a program without privileges cannot listen
   */
  public static h2c(number: number): Port {
    return new Port('h2c', number, PortProtocol.H2C);
  }

  /**
   * A port that speaks gRPC-Web, which browsers can. The program finds its address in `GRPC_WEB_ADDR`.
   * Not needed where the platform's edge translates: there a port that speaks gRPC is enough.
   *
   * @param number 1 to 65535; below 1024 a program without privileges cannot listen
   */
  public static grpcWeb(number: number): Port {
    return new Port('grpc-web', number, PortProtocol.GRPC_WEB);
  }

  /**
   * A port that speaks HTTP over TLS, with a certificate of the program's own. The program finds its address in `HTTPS_ADDR`.
   *
   * @param number 1 to 65535; below 1024 a program without privileges cannot listen
   */
  public static https(number: number): Port {
    return new Port('https', number, PortProtocol.HTTPS);
  }

  /**
   * A port that speaks some other protocol over TCP.
   *
   * @param name at most 15 lower-case letters, digits and "-", such as `redis`
   * @param number 1 to 65535
   */
  public static tcp(name: string, number: number): Port {
    return new Port(name, number, PortProtocol.TCP);
  }

  /**
   * A port that speaks a protocol over UDP.
   *
   * @param name at most 15 lower-case letters, digits and "-", such as `statsd`
   * @param number 1 to 65535
   */
  public static udp(name: string, number: number): Port {
    return new Port(name, number, PortProtocol.UDP);
  }

  /**
   * A port of any protocol under a name of your own, for a second port of one kind.
   *
   * @param name at most 15 lower-case letters, digits and "-"
   * @param number 1 to 65535
   * @param protocol what is spoken there
   */
  public static named(name: string, number: number, protocol: PortProtocol): Port {
    return new Port(name, number, protocol);
  }

  private constructor(
    /** the port's name in the pod and in the Service */
    public readonly name: string,
    /** the port's number in the pod */
    public readonly number: number,
    /** what is spoken there */
    public readonly protocol: PortProtocol,
    private readonly onService?: number,
  ) {}

  /**
   * The same port under another number in the Service: programs listen from 1024 on, callers may still write 80.
   *
   * Callers get the Service's number. gRPC clients, which talk to the pods themselves, get the pod's;
   * network policies are about pods, too.
   *
   * @param number 1 to 65535
   */
  public servedAs(number: number): Port {
    return new Port(this.name, this.number, this.protocol, number);
  }

  /** The port's number in the Service: the pod's, unless said otherwise. */
  public get serviceNumber(): number {
    return this.onService ?? this.number;
  }

  /**
   * The protocol as meshes and gateways read it.
   *
   * gRPC is `kubernetes.io/h2c`: Linkerd treats any other word, `grpc` too, as
   * opaque TCP, which silently ends balancing by request. gRPC-Web is `http`: Istio
   * reads `grpc-web` as an order to translate, and the program answers it itself.
   */
  public get appProtocol(): string | undefined {
    switch (this.protocol) {
      case PortProtocol.HTTP: return 'http';
      case PortProtocol.GRPC_WEB: return 'http';
      case PortProtocol.GRPC: return 'kubernetes.io/h2c';
      case PortProtocol.H2C: return 'kubernetes.io/h2c';
      case PortProtocol.HTTPS: return 'https';
      default: return undefined;
    }
  }

  public toString(): string {
    return `${this.name} ${this.number}/${this.protocol}${this.serviceNumber === this.number ? '' : ` as ${this.serviceNumber}`}`;
  }

  /** Whether proxies and clients can tell one request from the next. @internal */
  public get _hasRequests(): boolean {
    return ![PortProtocol.TCP, PortProtocol.UDP].includes(this.protocol);
  }

  /** Whether a proxy on the way can read the requests: they are not inside of TLS. @internal */
  public get _isReadable(): boolean {
    return this._hasRequests && this.protocol !== PortProtocol.HTTPS;
  }

  /** What carries it, as the API writes it. @internal */
  public get _transport(): string {
    return this.protocol === PortProtocol.UDP ? 'UDP' : 'TCP';
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    return [...portNameFlaws(this.name), ...portNumberFlaws(this.name, this.number), ...(this.onService === undefined || isPort(this.onService) ? [] : portNumberFlaws(this.name, this.onService))];
  }
}

/** Of a port that somebody else listens on. @internal */
export function portRangeFlaws({ name, number }: { readonly name: string; readonly number: number }): Flaw[] {
  return isPort(number) ? [] : [flaw('port/out-of-range', `port ${name} has the number ${number}; ports are whole numbers from 1 to 65535`, 'Choose a port in that range.')];
}

/** @internal */
export function portNumberFlaws(name: string, number: number): Flaw[] {
  if (!isPort(number)) return portRangeFlaws({ name, number });
  if (number < 1024) {
    return [flaw('port/privileged', `port ${name} has the number ${number}; a program without privileges cannot listen below 1024`,
      'Let the program listen on a port from 1024 on, such as 8080.')];
  }
  return [];
}

function isPort(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= 65535;
}
