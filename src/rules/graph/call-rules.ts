import { Call, callsIn, portsOf } from './call';
import { External } from './external';
import { Graph } from './graph';
import { NetworkPolicies } from './network-policy';
import { PodSet } from './pod-set';
import { IRule } from '../rule';
import { RuleReport } from '../rule-report';
import { Severity } from '../severity';

/** A program is given the address of something that is there. @internal */
export function callMissesServiceRule(externals: readonly External[]): IRule {
  return {
    ruleId: 'graph/call-misses-service',
    severity: Severity.WARNING,
    reason: 'The name cannot be looked up: every call fails.',
    remedy: 'Mend the name, add the Service, or declare that it is there already: External.service(\'…\').',
    check(manifests, report) {
      const graph = Graph.of(manifests);
      const declared = (call: Call) => externals.some((e) => e.kind === 'Service' && e.name === call.name && (e.namespace ?? call.namespace) === call.namespace);
      for (const call of callsIn(manifests)) {
        if (call.service || !graph.knows(call.namespace) || declared(call)) continue;
        report.add(call.caller.manifest, call.path, `${call.variable} names Service "${call.name}", which is neither here nor declared in namespace ${call.namespace}`);
      }
    },
  };
}

/** A program calls a port that the Service has. @internal */
export const CALL_MISSES_PORT: IRule = {
  ruleId: 'graph/call-misses-port',
  severity: Severity.WARNING,
  reason: 'Nobody answers on a port that the Service does not have: every call hangs or is refused.',
  remedy: 'Call a port of the Service.',
  check(manifests, report) {
    for (const call of callsIn(manifests)) {
      const { service, port } = call;
      // A headless Service translates no ports: pods answer on whatever they listen on.
      if (!service?.selector || service.isHeadless || port === undefined || portsOf(call).length > 0) continue;
      report.add(call.caller.manifest, call.path, `${call.variable} calls port ${port} of ${service}, which has ${service.ports.map((p) => p.port).join(', ') || 'none'}`);
    }
  },
};

/** Where a program is to call a Service, the policies let it out. @internal */
export const POLICY_BLOCKS_CALLER: IRule = {
  ruleId: 'graph/policy-blocks-caller',
  severity: Severity.ERROR,
  reason: 'The program has the address and the network drops its packets: every call runs into its timeout.',
  remedy: 'Let the caller out to the pods behind the Service, on the port of the container.',
  check(manifests, report) {
    eachBlocked(manifests, 'egress', report);
  },
};

/** Where a program is to call a Service, the policies let it in. @internal */
export const POLICY_BLOCKS_CALLEE: IRule = {
  ruleId: 'graph/policy-blocks-callee',
  severity: Severity.ERROR,
  reason: 'The program has the address and the network drops its packets: every call runs into its timeout.',
  remedy: 'Let the caller in on the port of the container.',
  check(manifests, report) {
    eachBlocked(manifests, 'ingress', report);
  },
};

function eachBlocked(manifests: Parameters<IRule['check']>[0], direction: 'ingress' | 'egress', report: RuleReport): void {
  const policies = NetworkPolicies.of(manifests);
  const told = new Set<string>();
  for (const call of callsIn(manifests)) {
    for (const callee of call.service?.pods ?? []) {
      if (callee === call.caller) continue;
      const [subject, peer] = direction === 'egress' ? [call.caller, callee] : [callee, call.caller];
      const closing = policies.closing(direction, subject);
      if (closing.length === 0) continue;
      const ways = waysTo(call, callee);
      if (ways.length === 0 || ways.some(({ port, protocol }) => closing.some((p) => p[direction]!.lets(peer, port, protocol, callee)))) continue;
      const id = [closing[0].manifest, call.caller, callee, ways[0].port].join('\0');
      if (told.has(id)) continue;
      told.add(id);
      report.add(closing[0].manifest, `spec.${direction}`,
        `${call.variable} of ${call.caller} calls ${call.service}, which needs port ${ways.map((w) => w.port).join(' or ')} of ${callee}, and no ${direction} rule allows that`);
    }
  }
}

/** The ports of the pods where a call may arrive. */
function waysTo(call: Call, callee: PodSet): Array<{ port: number; protocol: string }> {
  const { service, port } = call;
  if (service!.isHeadless && port !== undefined) return [{ port, protocol: 'TCP' }];
  return portsOf(call).flatMap((p) => {
    const podPort = service!.podPort(p, callee);
    return podPort === undefined ? [] : [{ port: podPort, protocol: p.protocol }];
  });
}
