import { Duration } from 'cdk8s';
import { ProbeKind } from '../../model/draft';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { Flaw, flaw } from '../../values/flaw';
import { NetworkPeer } from '../../values/network-peer';
import { Port, PortProtocol } from '../../values/port';
import { Probe, ProbeTiming } from '../../values/probe';
import { ITraitHost } from '../trait-host';

/** How often and how patiently each question is asked. @internal */
export type Times = { readonly [kind in ProbeKind]: ProbeTiming };

/** @internal */
export function timesFor(startupSeconds: number): Times {
  return {
    [ProbeKind.STARTUP]: { period: Duration.seconds(1), failureThreshold: Math.max(1, Math.round(startupSeconds)), timeout: Duration.seconds(1) },
    [ProbeKind.READINESS]: { period: Duration.seconds(5), failureThreshold: 2, timeout: Duration.seconds(2) },
    [ProbeKind.LIVENESS]: { period: Duration.seconds(10), failureThreshold: 6, timeout: Duration.seconds(5) },
  };
}

const OUT_SOON = 'out of the Service within 10 s';
const PATIENT = 'restarted only after a minute: a busy program is not a dead one';

/** HTTP on a port of its own, which serves metrics too. @internal */
export function askAdminPort(host: ITraitHost, times: Times, live: string, ready: string, number: number): void {
  const { draft } = host;
  const admin = Port.named('admin', number, PortProtocol.HTTP);
  draft.addPort(admin, 'health and metrics, apart from the traffic');
  draft.addEnv('ADMIN_ADDR', `:${admin.number}`, 'where health and metrics are served');
  draft.fixProbe(ProbeKind.STARTUP, Probe.http(live, admin, times.startup), `a start may take ${times.startup.failureThreshold} s`);
  draft.fixProbe(ProbeKind.READINESS, Probe.http(ready, admin, times.readiness), OUT_SOON);
  draft.fixProbe(ProbeKind.LIVENESS, Probe.http(live, admin, times.liveness), PATIENT);
  draft.addIngress(NetworkPeer.namespace(host.platform.monitoringNamespace), admin.number, 'metrics are scraped from there');
}

/** The standard gRPC health service. @internal */
export function askOverGrpc({ draft }: ITraitHost, times: Times, service: string): void {
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

/** The port of the traffic. Without a path, whether it accepts connections. @internal */
export function askTrafficPort({ draft }: ITraitHost, times: Times, live: string | undefined, ready: string | undefined, portName: string | undefined): void {
  const ask = (kind: ProbeKind, path: string | undefined, why: string) => draft._deriveAt(Facts.PROBE, kind, (s) => {
    const port = trafficPort(s, portName);
    return port && (path === undefined ? Probe.tcp(port, times[kind]) : Probe.http(path, port, times[kind]));
  }, why);
  ask(ProbeKind.STARTUP, live, `a start may take ${times.startup.failureThreshold} s`);
  ask(ProbeKind.READINESS, ready, OUT_SOON);
  if (live !== undefined) ask(ProbeKind.LIVENESS, live, PATIENT);
  draft._check((s) => {
    const port = trafficPort(s, portName);
    const names = s.entries(Facts.SERVED).map(([name]) => name).join(', ') || 'none';
    return port ? Object.entries(times).flatMap(([kind]) => s.get(Facts.PROBE.at(kind))?._flaws(kind) ?? []) : [flaw('health/no-port',
      `health is to be asked on ${portName === undefined ? 'a port of the traffic' : `the port "${portName}"`}; the ports are: ${names}`, 'Give the workload that port, or ask on another.')];
  });
}

/** The port of that name; else the HTTP port, else any. */
function trafficPort(settled: Settled, name: string | undefined): Port | undefined {
  const ports = settled.entries(Facts.SERVED).map(([, port]) => port);
  if (name !== undefined) return ports.find((port) => port.name === name);
  return ports.find((port) => port.protocol === PortProtocol.HTTP) ?? ports[0];
}

function grpcPort(settled: Settled): Port | undefined {
  return settled.entries(Facts.PORT).map(([, port]) => port).find((port) => port.protocol === PortProtocol.GRPC);
}

/** @internal */
export function checkProbes(settled: Settled, distinct: boolean): Flaw[] {
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
