import { Role } from './container';
import { Graph } from './graph';
import { number, some } from './json';
import { Operators } from './operators';
import { PodSet } from './pod-set';
import { portList, Service } from './service';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** A Service sends traffic to pods that are there. @internal */
export const SERVICE_WITHOUT_PODS: IRule = {
  ruleId: 'graph/service-without-pods',
  severity: Severity.WARNING,
  reason: 'A Service that selects nothing has no endpoints: every connection is refused.',
  remedy: 'Let the selector name labels of the pod template, or leave the selector out if somebody else makes the endpoints.',
  covers: ['kube-linter/dangling-service', 'kube-score/service-targets-pod'],
  check(manifests, report) {
    const operators = Operators.of(manifests);
    for (const service of Graph.of(manifests).services) {
      if (service.selector === undefined || service.pods.length > 0 || operators.mayMake(service.namespace, service.selector)) continue;
      report.add(service.manifest, 'spec.selector', `no pods here carry ${service.selector}`);
    }
  },
};

/** A named target port is a port that the pods have. @internal */
export const SERVICE_TARGET_PORT: IRule = {
  ruleId: 'graph/service-target-port',
  severity: Severity.ERROR,
  reason: 'A port name that the container does not have gives the Service no endpoints on that port.',
  remedy: 'Name a port of the container, with the same protocol.',
  covers: ['kube-linter/invalid-target-ports'],
  check(manifests, report) {
    for (const service of Graph.of(manifests).services) {
      for (const port of service.ports) {
        if (typeof port.targetPort !== 'string') continue;
        for (const pods of service.pods) {
          if (service.podPort(port, pods) !== undefined) continue;
          report.add(service.manifest, `${port.path}.targetPort`, `${pods} has no ${port.protocol} port named "${port.targetPort}"; its ports are: ${portList(pods.ports)}`);
        }
      }
    }
  },
};

/** A numeric target port is among those that the pods declare, if they declare any. @internal */
export const SERVICE_PORT_NOT_OPEN: IRule = {
  ruleId: 'graph/service-port-not-open',
  severity: Severity.WARNING,
  reason: 'Where the container declares its ports and this is none of them, most often nothing listens there.',
  remedy: 'Send traffic to a port that the container declares, or declare the port.',
  covers: ['kube-linter/invalid-target-ports'],
  check(manifests, report) {
    for (const service of Graph.of(manifests).services) {
      for (const port of service.ports) {
        if (typeof port.targetPort !== 'number') continue;
        for (const pods of service.pods) {
          if (pods.ports.length === 0 || pods.ports.some((p) => p.number === port.targetPort && p.protocol === port.protocol)) continue;
          report.add(service.manifest, `${port.path}.targetPort`, `${pods} declares the ports ${portList(pods.ports)}, not ${port.targetPort}/${port.protocol}`);
        }
      }
    }
  },
};

/** Behind one Service is one program. @internal */
export const SERVICE_MIXES_PROGRAMS: IRule = {
  ruleId: 'graph/service-mixes-programs',
  severity: Severity.ERROR,
  reason: 'Requests meant for one program are answered, or refused, by another: a part of them at random.',
  remedy: 'Select by a label that only the pods of one workload carry.',
  check(manifests, report) {
    for (const service of Graph.of(manifests).services) {
      if (isMixture(service)) report.add(service.manifest, 'spec.selector', `${service.selector} selects ${some(service.pods.map(String))}, which are different programs`);
    }
  },
};

/** Several workloads of one program behind a Service are most often a canary. @internal */
export const SERVICE_SHARED: IRule = {
  ruleId: 'graph/service-over-several-workloads',
  severity: Severity.INFO,
  reason: 'Several workloads share the traffic by their number of pods; that is right for a canary only.',
  remedy: 'If it is no canary, select by a label that only the pods of one workload carry.',
  check(manifests, report) {
    for (const service of Graph.of(manifests).services) {
      if (service.pods.length > 1 && !isMixture(service)) report.add(service.manifest, 'spec.selector', `${service.selector} selects ${some(service.pods.map(String))}`);
    }
  },
};

/** Jobs answer nobody; and another repository is another program. Peers of one headless Service only want to find each other. */
function isMixture(service: Service): boolean {
  if (service.pods.length < 2) return false;
  if (service.pods.some((pods) => !pods.serves)) return true;
  return !service.isHeadless && new Set(service.pods.map((pods) => programOf(service, pods))).size > 1;
}

/** The images, without their versions, of the containers that answer. */
function programOf(service: Service, pods: PodSet): string {
  const answering = pods.running.filter((c) => service.ports.some((port) => c.ports.some((p) => p.number === service.podPort(port, pods))));
  return (answering.length > 0 ? answering : pods.containers.filter((c) => c.role === Role.MAIN)).map((c) => c.image.replace(/@.*$/, '').replace(/:[^:/]*$/, '')).sort().join(' ');
}

/** A node port belongs to one Service. @internal */
export const DUPLICATE_NODE_PORT: IRule = {
  ruleId: 'graph/duplicate-node-port',
  severity: Severity.ERROR,
  reason: 'The API server refuses the second Service: "provided port is already allocated".',
  remedy: 'Choose another nodePort, or leave it out and let the cluster choose.',
  check(manifests, report) {
    const owners = new Map<string, Service>();
    for (const service of Graph.of(manifests).services) {
      for (const port of service.ports) {
        const nodePort = number(port.json.nodePort);
        if (!nodePort) continue;
        const id = `${nodePort}/${port.protocol}`;
        const owner = owners.get(id);
        if (owner === undefined) owners.set(id, service);
        else report.add(service.manifest, `${port.path}.nodePort`, `node port ${id} belongs to ${owner} already`);
      }
    }
  },
};
