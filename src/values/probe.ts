import { Duration } from 'cdk8s';
import { Flaw, flaw } from './flaw';
import { Port, PortProtocol } from './port';

/** How often and how patiently a probe asks. */
export interface ProbeTiming {
  /**
   * Time between two questions, whole seconds, at least 1.
   * @default Duration.seconds(10), often enough to notice, too seldom to cost anything (the API's default)
   */
  readonly period?: Duration;
  /**
   * How long an answer may take, whole seconds, at least 1.
   * @default Duration.seconds(1), an answer on the pod's own network takes milliseconds (the API's default)
   */
  readonly timeout?: Duration;
  /**
   * How many bad answers in a row count as failure, at least 1.
   * @default 3, as one lost packet is no failure (the API's default)
   */
  readonly failureThreshold?: number;
}

/** What a probe does. @internal */
export type ProbeAction =
  | { readonly kind: 'http'; readonly path: string; readonly port: Port }
  | { readonly kind: 'grpc'; readonly service: string; readonly port: Port }
  | { readonly kind: 'tcp'; readonly port: Port }
  | { readonly kind: 'exec'; readonly command: readonly string[] };

/**
 * A question that the kubelet asks a container to learn how it is.
 */
export class Probe {
  /** GET that path; 200 to 399 is good. @param path absolute @param port the port that answers @param timing how often */
  public static http(path: string, port: Port, timing: ProbeTiming = {}): Probe {
    return new Probe({ kind: 'http', path, port }, timing);
  }

  /**
   * The standard gRPC health service, asked natively by the kubelet.
   *
   * @param port a gRPC port
   * @param service the name to ask for; empty for the server as a whole
   * @param timing how often
   */
  public static grpc(port: Port, service: string = '', timing: ProbeTiming = {}): Probe {
    return new Probe({ kind: 'grpc', service, port }, timing);
  }

  /** Whether the port accepts a connection. @param port the port @param timing how often */
  public static tcp(port: Port, timing: ProbeTiming = {}): Probe {
    return new Probe({ kind: 'tcp', port }, timing);
  }

  /** A command inside the container; 0 is good. @param command program and arguments, no shell is added @param timing how often */
  public static exec(command: string[], timing: ProbeTiming = {}): Probe {
    return new Probe({ kind: 'exec', command }, timing);
  }

  /** @internal */
  public readonly _periodSeconds: number;
  /** @internal */
  public readonly _timeoutSeconds: number;
  /** @internal */
  public readonly _failureThreshold: number;

  private constructor(
    /** @internal */
    public readonly _action: ProbeAction,
    timing: ProbeTiming,
  ) {
    this._periodSeconds = timing.period?.toSeconds({ integral: false }) ?? 10;
    this._timeoutSeconds = timing.timeout?.toSeconds({ integral: false }) ?? 1;
    this._failureThreshold = timing.failureThreshold ?? 3;
  }

  /** How long the probe may fail before it counts, in seconds. @internal */
  public get _budgetSeconds(): number {
    return this._periodSeconds * this._failureThreshold;
  }

  /** Whether both ask the same question. @internal */
  public _asksSameAs(other: Probe): boolean {
    return JSON.stringify(this._action) === JSON.stringify(other._action);
  }

  public toString(): string {
    const a = this._action;
    const what = a.kind === 'http' ? `GET ${a.path} on ${a.port.name}`
      : a.kind === 'grpc' ? `gRPC health ${a.service === '' ? 'of the server' : a.service} on ${a.port.name}`
        : a.kind === 'tcp' ? `TCP on ${a.port.name}` : `exec ${a.command.join(' ')}`;
    return `${what}, every ${this._periodSeconds}s, ${this._failureThreshold} times, timeout ${this._timeoutSeconds}s`;
  }

  /** @internal */
  public _flaws(subject: string): Flaw[] {
    const flaws: Flaw[] = [];
    const whole = (name: string, n: number) => {
      if (!Number.isInteger(n) || n < 1 || n > 86_400) {
        flaws.push(flaw('probe/bad-timing', `the ${subject} probe's ${name} is ${n}; it takes a whole number from 1 on`, 'Give whole seconds, at least 1.'));
      }
    };
    whole('period', this._periodSeconds);
    whole('timeout', this._timeoutSeconds);
    whole('failureThreshold', this._failureThreshold);
    const a = this._action;
    if (a.kind === 'http' && !a.path.startsWith('/')) {
      flaws.push(flaw('probe/bad-path', `the ${subject} probe asks for "${a.path}"`, 'Write an absolute path, such as "/readyz".'));
    }
    if (a.kind === 'grpc' && a.port.protocol !== PortProtocol.GRPC) {
      flaws.push(flaw('probe/not-grpc', `the ${subject} probe asks gRPC on port ${a.port}, which speaks ${a.port.protocol}`, 'Ask on a Port.grpc(…), or probe by HTTP.'));
    }
    if (a.kind === 'exec' && (a.command.length === 0 || a.command[0] === '')) {
      flaws.push(flaw('probe/no-command', `the ${subject} probe has no command`, 'Name a program that is in the image.'));
    }
    return flaws;
  }
}
