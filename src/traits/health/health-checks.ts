import { Duration } from 'cdk8s';
import { askAdminPort, askOverGrpc, askTrafficPort, checkProbes, Times, timesFor } from './health-probes';
import { flaw } from '../../values/flaw';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** How the kubelet learns how a program is. */
export interface HealthChecksProps {
  /**
   * The port of health and metrics, apart from the traffic.
   * @default 8081, apart from 8080, which is the traffic's (kubebuilder's scaffold)
   */
  readonly adminPort?: number;
  /**
   * Answers 200 while the process can go on; it must not ask databases or other services.
   * @default '/livez', the name that operators know (kubernetes.io: the API server's health endpoints)
   */
  readonly livePath?: string;
  /**
   * Answers 200 while requests are welcome.
   * @default '/readyz', the name that operators know (kubernetes.io: the API server's health endpoints)
   */
  readonly readyPath?: string;
  /**
   * How long a start may take; whole seconds, at least 1.
   * @default Duration.seconds(60), Go starts in well under a second; the rest is for caches and a slow database (a choice)
   */
  readonly startupBudget?: Duration;
}

/** What a program without an admin port is asked. */
export interface GrpcHealthChecksProps {
  /**
   * The service whose health decides about traffic.
   * @default '', the server as a whole (gRPC health checking protocol)
   */
  readonly service?: string;
  /**
   * How long a start may take; whole seconds, at least 1.
   * @default Duration.seconds(60), Go starts in well under a second; the rest is for caches and a slow database (a choice)
   */
  readonly startupBudget?: Duration;
}

/** What a program is asked on the port of its traffic. */
export interface PortHealthChecksProps {
  /**
   * The port's name.
   * @default - the HTTP port, else the first by name
   */
  readonly port?: string;
  /**
   * Answers 200 while requests are welcome.
   * @default - it is enough that the port accepts a connection
   */
  readonly readyPath?: string;
  /**
   * Answers 200 while the process can go on; it must not ask databases or other services.
   * @default - no liveness probe: the kernel accepts connections for a program that is stuck, so that alone would tell nothing; one that ends is started again anyway
   */
  readonly livePath?: string;
  /**
   * How long a start may take; whole seconds, at least 1.
   * @default Duration.seconds(60), Go starts in well under a second; the rest is for caches and a slow database (a choice)
   */
  readonly startupBudget?: Duration;
}

/**
 * Lets the kubelet learn when a program has started, wants requests, or is stuck.
 *
 * Becomes startup, readiness and liveness probes. By default they ask HTTP on an
 * admin port of their own (`ADMIN_ADDR`), which also serves `/metrics`, stays off
 * the Service, and admits the monitoring namespace only. Liveness waits a minute
 * before it restarts anything: a busy program is not a dead one.
 *
 * @example
 * new HealthChecks({ startupBudget: Duration.minutes(3) });
 */
export class HealthChecks extends Trait {
  /** the trait's id */
  public static readonly ID = 'health-checks';

  /**
   * Asks the standard gRPC health service on the gRPC port, natively; no admin port is opened.
   *
   * Use it for programs without an HTTP listener. There are no metrics then.
   *
   * @param props what differs from the defaults
   */
  public static overGrpc(props: GrpcHealthChecksProps = {}): HealthChecks {
    const checks = new HealthChecks({ startupBudget: props.startupBudget });
    checks.ask = (host, times) => askOverGrpc(host, times, props.service ?? '');
    checks.mayAskTheSame = true;
    return checks;
  }

  /**
   * Asks on the port of the traffic; no admin port is opened. It is the default of a
   * Microservice, as a program of another framework seldom has an admin port.
   *
   * @param props what differs from the defaults
   */
  public static onPort(props: PortHealthChecksProps = {}): HealthChecks {
    const checks = new HealthChecks({ startupBudget: props.startupBudget });
    checks.ask = (host, times) => askTrafficPort(host, times, props.livePath, props.readyPath, props.port);
    return checks;
  }

  public readonly traitId = HealthChecks.ID;
  private mayAskTheSame = false;

  /** @param props what differs from the defaults */
  public constructor(private readonly props: HealthChecksProps = {}) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft } = host;
    const budget = (this.props.startupBudget ?? Duration.seconds(60)).toSeconds({ integral: false });
    if (!Number.isInteger(budget) || budget < 1) {
      draft._report([flaw('health/bad-startup-budget', `the startup budget is ${budget}s`, 'Give whole seconds, at least 1.')]);
    }
    this.ask(host, timesFor(budget));
    draft._check((s) => checkProbes(s, !this.mayAskTheSame));
  }

  private ask: (host: ITraitHost, times: Times) => void = (host, times) => {
    const { livePath = '/livez', readyPath = '/readyz', adminPort = 8081 } = this.props;
    askAdminPort(host, times, livePath, readyPath, adminPort);
  };
}
