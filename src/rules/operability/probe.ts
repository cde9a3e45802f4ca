import { rolloutOf, scaleOf } from './scale';
import { Container } from '../graph/container';
import { Graph } from '../graph/graph';
import { at, isRecord, Json, number, record, text, texts } from '../graph/json';
import { PodSet } from '../graph/pod-set';
import { portList } from '../graph/service';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

const KINDS = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;
type Kind = typeof KINDS[number];

interface Probe { readonly pods: PodSet; readonly container: Container; readonly kind: Kind; readonly json: Json; readonly path: string }

/** A probe asks a port that its container names. @internal */
export const PROBE_PORT_NAME: IRule = {
  ruleId: 'operability/probe-port-name',
  severity: Severity.ERROR,
  reason: 'The kubelet finds no port of that name: the probe fails for ever, so the pod never gets ready or is killed again and again.',
  remedy: 'Name a port of the same container, or give its number.',
  covers: ['kube-linter/liveness-port', 'kube-linter/readiness-port', 'kube-linter/startup-port'],
  check(manifests, report) {
    for (const { pods, container, json, path } of manifests._once(probesIn)) {
      for (const handler of ['httpGet', 'tcpSocket']) {
        const port = at(json, handler, 'port');
        if (typeof port !== 'string' || /^[0-9]+$/.test(port) || container.ports.some((p) => p.name === port)) continue;
        report.add(pods.manifest, `${path}.${handler}.port`, `container ${container.name} has no port named "${port}"; its ports are: ${portList(container.ports)}`);
      }
    }
  },
};

/** A probe asks a port that its pod declares, if it declares any. @internal */
export const PROBE_PORT_NOT_DECLARED: IRule = {
  ruleId: 'operability/probe-port-not-declared',
  severity: Severity.INFO,
  reason: 'Where the container declares its ports and this is none of them, nothing may answer there, and policies and monitors do not know the port.',
  remedy: 'Probe a port that the container declares, or declare the port.',
  covers: ['kube-linter/liveness-port', 'kube-linter/readiness-port', 'kube-linter/startup-port'],
  check(manifests, report) {
    for (const { pods, container, json, path } of manifests._once(probesIn)) {
      for (const handler of ['httpGet', 'tcpSocket', 'grpc']) {
        const port = number(at(json, handler, 'port'));
        if (port === undefined || container.ports.length === 0 || pods.ports.some((p) => p.number === port)) continue;
        report.add(pods.manifest, `${path}.${handler}.port`, `container ${container.name} declares the ports ${portList(container.ports)}, not ${port}`);
      }
    }
  },
};

/** A program that declines requests is not killed for it. @internal */
export const SAME_PROBE: IRule = {
  ruleId: 'operability/same-probe',
  severity: Severity.WARNING,
  reason: 'Whenever the program declines requests, because it is busy or waits for a database, it is killed as well.',
  remedy: 'Let liveness ask something that holds as long as the process can go on, such as /livez.',
  covers: ['kube-score/pod-probes-identical', 'kyverno/ensure-probes-different'],
  check(manifests, report) {
    for (const { pods, container, readiness, liveness } of manifests._once(pairsIn)) {
      if (!['httpGet', 'exec'].includes(handlerOf(readiness)) || asked(container, readiness) !== asked(container, liveness)) continue;
      report.add(pods.manifest, `${container.path}.livenessProbe`, `readiness and liveness of container ${container.name} both ask ${shown(readiness)}`);
    }
  },
};

/** Two probes that differ look different. @internal */
export const PROBES_LOOK_SAME: IRule = {
  ruleId: 'operability/probes-look-same',
  severity: Severity.INFO,
  reason: 'A server that takes connections may still decline requests; and kube-score reads every named port as 0, so that it takes both probes for the same.',
  remedy: 'Give liveness a path or a service of its own.',
  covers: ['kube-score/pod-probes-identical'],
  check(manifests, report) {
    for (const { pods, container, readiness, liveness } of manifests._once(pairsIn)) {
      const same = asked(container, readiness) === asked(container, liveness);
      const handler = handlerOf(readiness);
      const looks = handler === 'httpGet' && handlerOf(liveness) === handler && text(at(readiness, handler, 'path')) === text(at(liveness, handler, 'path'))
        && [readiness, liveness].every((probe) => typeof at(probe, handler, 'port') === 'string');
      if (same ? handler === 'tcpSocket' || handler === 'grpc' : looks) {
        report.add(pods.manifest, `${container.path}.livenessProbe`, `readiness asks ${shown(readiness)}, liveness ${shown(liveness)}`);
      }
    }
  },
};

/** Traffic goes to pods that want it. @internal */
export const NO_READINESS: IRule = {
  ruleId: 'operability/no-readiness',
  severity: Severity.WARNING,
  reason: 'The Service sends requests as soon as the process exists: every rollout loses some.',
  remedy: 'Add a readinessProbe.',
  covers: ['kube-linter/no-readiness-probe', 'kube-score/pod-probes', 'polaris/readinessProbeMissing', 'checkov/CKV_K8S_9'],
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const pods of graph.pods) {
      const services = graph.servicesOf(pods).filter((service) => service.manifest.object?.spec?.publishNotReadyAddresses !== true);
      if (!pods.serves || services.length === 0 || pods.running.some((c) => isRecord(c.json.readinessProbe))) continue;
      report.add(pods.manifest, `${pods.path}.containers`, `${services[0]} sends traffic to containers without a readinessProbe`);
    }
  },
};

/** A good rollout is not reported as failed. @internal */
export const STARTUP_EXCEEDS_DEADLINE: IRule = {
  ruleId: 'operability/startup-exceeds-deadline',
  severity: Severity.WARNING,
  reason: 'A rollout is reported as failed, and rolled back by tools that look at it, while its pods still start as they may.',
  remedy: 'Raise progressDeadlineSeconds two minutes above the sum, which leaves room for pulling the image.',
  check(manifests, report) {
    const graph = Graph.of(manifests);
    for (const pods of graph.pods) {
      if (rolloutOf(pods, scaleOf(graph, pods)?.fewest ?? 1) === undefined) continue;
      const spec = record(pods.manifest.object?.spec);
      const [deadline, minReady] = [number(spec.progressDeadlineSeconds) ?? 600, number(spec.minReadySeconds) ?? 0];
      for (const container of pods.running) {
        const probe = container.json.startupProbe;
        if (!isRecord(probe)) continue;
        const budget = (number(probe.initialDelaySeconds) ?? 0) + (number(probe.periodSeconds) ?? 10) * (number(probe.failureThreshold) ?? 3);
        if (budget + minReady < deadline) continue;
        report.add(pods.manifest, 'spec.progressDeadlineSeconds', `container ${container.name} may take ${budget} s to start and ${minReady} s to count; the deadline is ${deadline} s`);
      }
    }
  },
};

function probesIn(manifests: Manifests): readonly Probe[] {
  const found: Probe[] = [];
  for (const pods of Graph.of(manifests).pods) {
    for (const container of pods.running) {
      for (const kind of KINDS) {
        const json = container.json[kind];
        if (isRecord(json)) found.push({ pods, container, kind, json, path: `${container.path}.${kind}` });
      }
    }
  }
  return found;
}

interface Pair { readonly pods: PodSet; readonly container: Container; readonly readiness: Json; readonly liveness: Json }

function pairsIn(manifests: Manifests): readonly Pair[] {
  const found: Pair[] = [];
  for (const pods of Graph.of(manifests).pods) {
    for (const container of pods.running) {
      const { readinessProbe: readiness, livenessProbe: liveness } = container.json;
      if (isRecord(readiness) && isRecord(liveness)) found.push({ pods, container, readiness, liveness });
    }
  }
  return found;
}

function handlerOf(probe: Json): string {
  return ['httpGet', 'tcpSocket', 'grpc', 'exec'].find((handler) => isRecord(probe[handler])) ?? '';
}

/** What a probe asks, with the port's number: one text for the same question. */
function asked(container: Container, probe: Json): string {
  const handler = handlerOf(probe);
  const action = record(probe[handler]);
  const port = typeof action.port === 'string' ? container.ports.find((p) => p.name === action.port)?.number ?? action.port : action.port;
  return JSON.stringify([handler, port, text(action.path), text(action.service), texts(action.command)]);
}

function shown(probe: Json): string {
  const handler = handlerOf(probe);
  const action = record(probe[handler]);
  return handler === 'exec' ? `"${texts(action.command).join(' ')}"` : `${handler} ${text(action.path) || text(action.service)} on port ${String(action.port)}`.replace('  ', ' ');
}
