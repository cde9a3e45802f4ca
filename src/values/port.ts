import { Flaw, flaw } from './flaw';
import { portNameFlaws } from './names';

/** What is spoken on a port; it decides name, appProtocol, probes and addresses. */
export enum PortProtocol {
  /** HTTP/1.1 (and HTTP/2 by upgrade) */
  HTTP = 'HTTP',
  /** gRPC over HTTP/2 without TLS */
  GRPC = 'GRPC',
  /** any other protocol over TCP */
  TCP = 'TCP',
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
   * A port that speaks some other protocol over TCP.
   *
   * @param name at most 15 lower-case letters, digits and "-", such as `redis`
   * @param number 1 to 65535
   */
  public static tcp(name: string, number: number): Port {
    return new Port(name, number, PortProtocol.TCP);
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
    /** the port's number in the pod and in the Service */
    public readonly number: number,
    /** what is spoken there */
    public readonly protocol: PortProtocol,
  ) {}

  /**
   * The protocol as meshes and gateways read it.
   *
   * gRPC is `kubernetes.io/h2c`: Linkerd treats any other word, `grpc` too, as
   * opaque TCP, which silently ends balancing by request.
   */
  public get appProtocol(): string | undefined {
    switch (this.protocol) {
      case PortProtocol.HTTP: return 'http';
      case PortProtocol.GRPC: return 'kubernetes.io/h2c';
      default: return undefined;
    }
  }

  public toString(): string {
    return `${this.name} ${this.number}/${this.protocol}`;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    return [...portNameFlaws(this.name), ...portNumberFlaws(this.name, this.number)];
  }
}

/** @internal */
export function portNumberFlaws(name: string, number: number): Flaw[] {
  if (!Number.isInteger(number) || number < 1 || number > 65535) {
    return [flaw('port/out-of-range', `port ${name} has the number ${number}; ports are whole numbers from 1 to 65535`, 'Choose a port in that range.')];
  }
  if (number < 1024) {
    return [flaw('port/privileged', `port ${name} has the number ${number}; a program without privileges cannot listen below 1024`,
      'Let the program listen on a port from 1024 on, such as 8080.')];
  }
  return [];
}
