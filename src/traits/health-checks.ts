import { Duration } from 'cdk8s';
import { Trait } from './trait';
import { ITraitHost } from './trait-host';
import { ProbeKind } from '../model/draft';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { flaw, Flaw } from '../values/flaw';
import { NetworkPeer } from '../values/network-peer';
import { Port, PortProtocol } from '../values/port';
import { Probe } from '../values/probe';

/** How the kubelet learns how a program is. */
export interface HealthChecksProps {
  /**
   * The port of health and metrics, apart from the traffic.
   * @default 8081, as controller-runtime has it
   */
  readonly adminPort?: number;
  /**
   * Answers 200 while the process can go on; it must not ask databases or other services.
   * @default '/livez'
   */
  readonly livePath?: string;
  /**
   * Answers 200 while requests are welcome.
   * @default '/readyz'
   */
  readonly readyPath?: string;
  /**
   * How long a start may take; whole seconds, at least 1.
   * @default Duration.seconds(60)
   */
  readonly startupBudget?: Duration;
}

/** What a program without an admin port is asked. */
export interface GrpcHealthChecksProps {
  /**
   * The service whose health decides about traffic.
   * @default '' - the server as a whole
   */
  readonly service?: string;
  /**
   * How long a start may take; whole seconds, at least 1.
   * @default Duration.seconds(60)
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
    checks.grpcService = props.service ?? '';
    return checks;
  }

  public readonly traitId = HealthChecks.ID;
  private grpcService?: string;

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
    const times = {
      [ProbeKind.STARTUP]: { period: Duration.seconds(1), failureThreshold: Math.max(1, Math.round(budget)), timeout: Duration.seconds(1) },
      [ProbeKind.READINESS]: { period: Duration.seconds(5), failureThreshold: 2, timeout: Duration.seconds(2) },
      [ProbeKind.LIVENESS]: { period: Duration.seconds(10), failureThreshold: 6, timeout: Duration.seconds(5) },
    };

    if (this.grpcService === undefined) {
      const admin = Port.named('admin', this.props.adminPort ?? 8081, PortProtocol.HTTP);
      const live = this.props.livePath ?? '/livez';
      draft.addPort(admin, 'health and metrics, apart from the traffic');
      draft.addEnv('ADMIN_ADDR', `:${admin.number}`, 'where health and metrics are served');
      draft.fixProbe(ProbeKind.STARTUP, Probe.http(live, admin, times.startup), `a start may take ${budget} s`);
      draft.fixProbe(ProbeKind.READINESS, Probe.http(this.props.readyPath ?? '/readyz', admin, times.readiness), 'out of the Service within 10 s');
      draft.fixProbe(ProbeKind.LIVENESS, Probe.http(live, admin, times.liveness), 'restarted only after a minute: a busy program is not a dead one');
      draft.addIngress(NetworkPeer.namespace(host.platform.monitoringNamespace), admin.number, 'metrics are scraped from there');
    } else {
      const service = this.grpcService;
      const ask = (kind: ProbeKind, name: string) => draft._deriveAt(Facts.PROBE, kind, (s) => {
        const port = grpcPort(s);
        return port && Probe.grpc(port, name, times[kind]);
      }, 'asked by the standard gRPC health service');
      ask(ProbeKind.STARTUP, '');
      ask(ProbeKind.READINESS, service);
      ask(ProbeKind.LIVENESS, '');
      draft._check((s) => (grpcPort(s) ? [] : [flaw('health/no-grpc-port', 'health is to be asked by gRPC, but no port speaks it',
        'Add a Port.grpc(…), or use new HealthChecks() with an admin port.')]));
    }
    draft._check((s) => checkProbes(s, this.grpcService === undefined));
  }
}

function grpcPort(settled: Settled): Port | undefined {
  return settled.entries(Facts.PORT).map(([, port]) => port).find((port) => port.protocol === PortProtocol.GRPC);
}

function checkProbes(settled: Settled, distinct: boolean): Flaw[] {
  const probes = settled.record(Facts.PROBE);
  const { readiness, liveness } = probes;
  const ports = settled.entries(Facts.PORT).map(([, port]) => port.number);
  const unserved = Object.entries(probes).flatMap(([kind, probe]) => {
    const action = probe._action;
    return action.kind === 'exec' || ports.includes(action.port.number) ? [] : [flaw('health/probe-port-not-declared',
      `the ${kind} probe asks port ${action.port}, which the container does not open`, 'Probe a port of the workload, or add the port.')];
  });
  return distinct && readiness && liveness && readiness._asksSameAs(liveness) ? [...unserved, flaw('health/same-probe',
    `readiness and liveness both ask ${readiness}; whenever the program declines requests it would be killed`,
    'Let liveness ask something that holds as long as the process can go on, such as "/livez".')] : unserved;
}
