import { durationExpr } from './amounts';
import { KnownPorts } from './ports';
import { listOf } from '../../../rules/pods';
import { call, Expr, list, literal, member, object } from '../expression';
import { Part } from '../sketch';

const KINDS: { readonly [field: string]: string } = { startupProbe: 'STARTUP', readinessProbe: 'READINESS', livenessProbe: 'LIVENESS' };

/** The probes of a container, one part each, and how long a pod may take to stop. @internal */
export function healthParts(container: any, ports: KnownPorts): Part[] {
  return Object.entries(KINDS).flatMap(([field, kind]) => {
    const probe = container?.[field] === undefined ? undefined : probeExpr(container[field], container, ports);
    return probe === undefined ? [] : [{ verbs: [{ verb: 'fixProbe', args: [member('ProbeKind', kind), probe] }] }];
  });
}

/** How long a pod may take to stop, where that is not what the API server fills in. @internal */
export function graceParts(podSpec: any): Part[] {
  const grace = podSpec?.terminationGracePeriodSeconds;
  return typeof grace === 'number' && grace !== 30 ? [{ verbs: [{ verb: 'fixGracePeriod', args: [durationExpr(grace)] }] }] : [];
}

function probeExpr(probe: any, container: any, ports: KnownPorts): Expr | undefined {
  const portOf = (port: unknown) => {
    const number = typeof port === 'number' ? port : listOf(container.ports).find(({ name }) => name === port)?.containerPort;
    return ports.exprs.get(`${number}/TCP`);
  };
  const timing = timingOf(probe);
  const asked = (method: string, ...args: Expr[]) => call('Probe', method, ...args, ...(timing === undefined ? [] : [timing]));
  const { httpGet, tcpSocket, grpc, exec } = probe;
  const port = portOf((httpGet ?? tcpSocket ?? grpc)?.port);
  if (exec !== undefined) return asked('exec', list(listOf(exec.command).map(literal)));
  if (port === undefined) return undefined;
  if (httpGet !== undefined) return asked('http', literal(httpGet.path ?? '/'), port);
  if (tcpSocket !== undefined) return asked('tcp', port);
  return grpc === undefined ? undefined : asked('grpc', port, ...(grpc.service || timing !== undefined ? [literal(grpc.service ?? '')] : []));
}

function timingOf({ periodSeconds, timeoutSeconds, failureThreshold }: any): Expr | undefined {
  const expr = object({
    period: (periodSeconds ?? 10) === 10 ? undefined : durationExpr(periodSeconds),
    timeout: (timeoutSeconds ?? 1) === 1 ? undefined : durationExpr(timeoutSeconds),
    failureThreshold: (failureThreshold ?? 3) === 3 ? undefined : literal(failureThreshold),
  });
  return expr.kind === 'object' && expr.fields.length === 0 ? undefined : expr;
}
