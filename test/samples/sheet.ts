import { containersOf, matches, podLabels, World } from './world';

/** What is to be said about one workload, whoever wrote its manifests. */
export interface Sheet { readonly [fact: string]: string | number | boolean | string[] }

/** The facts of a workload that two ways of writing it can be compared by. */
export function sheetOf(world: World, workload: any): Sheet {
  const pod = workload.spec.template.spec;
  const [main] = containersOf(workload);
  const security = { ...pod.securityContext, ...main.securityContext };
  const autoscaler = world.all('HorizontalPodAutoscaler').find((a) => a.spec.scaleTargetRef.name === workload.metadata.name);
  return {
    pods: autoscaler ? `${autoscaler.spec.minReplicas ?? 1} to ${autoscaler.spec.maxReplicas}` : `${workload.spec.replicas ?? 1}`,
    listens: (main.ports ?? []).map((port: any) => port.containerPort).sort().map(String),
    services: servicesOf(world, workload),
    readiness: probe(main.readinessProbe, main),
    liveness: probe(main.livenessProbe, main),
    startup: probe(main.startupProbe, main),
    cpuRequest: cores(main.resources?.requests?.cpu),
    cpuLimit: cores(main.resources?.limits?.cpu),
    memoryRequest: main.resources?.requests?.memory ?? 'none',
    memoryLimit: main.resources?.limits?.memory ?? 'none',
    user: security.runAsUser ?? 'the image\'s',
    nonRoot: security.runAsNonRoot ?? false,
    escalation: security.allowPrivilegeEscalation ?? true,
    capabilities: (security.capabilities?.drop ?? []).includes('ALL') ? 'none' : 'the runtime\'s',
    seccomp: security.seccompProfile?.type ?? 'none',
    readOnlyRoot: security.readOnlyRootFilesystem ?? false,
    writable: (main.volumeMounts ?? []).filter((m: any) => !m.readOnly).map((m: any) => m.mountPath).sort(),
    serviceAccount: pod.serviceAccountName ?? 'default',
    token: pod.automountServiceAccountToken === false ? 'not mounted' : 'mounted',
    serviceLinks: pod.enableServiceLinks ?? true,
    grace: pod.terminationGracePeriodSeconds ?? 30,
    drainDelay: main.lifecycle?.preStop?.sleep?.seconds ?? 0,
    spread: [...new Set<string>((pod.topologySpreadConstraints ?? []).map((c: any) => c.topologyKey))].sort(),
    budget: world.all('PodDisruptionBudget').some((b) => matches(b.spec.selector.matchLabels, podLabels(workload))),
    minReadySeconds: workload.spec.minReadySeconds ?? 0,
    strategy: strategy(workload),
    floatingImage: !/(@sha256:|:[^/]+$)/.test(main.image) || /:latest$/.test(main.image),
  };
}

/** `2` and `2000m` are the same. */
function cores(of: string | number | undefined): string {
  if (of === undefined) return 'none';
  return /m$/.test(String(of)) ? String(of) : `${Number(of) * 1000}m`;
}

function servicesOf(world: World, workload: any): string[] {
  return world.servicesOf(workload).flatMap((service) => service.spec.ports.map((port: any) => {
    const type = service.spec.clusterIP === 'None' ? 'headless' : service.spec.type ?? 'ClusterIP';
    return `${service.metadata.name}:${port.port} to ${world.podPort(service, port)} ${type}`;
  })).sort();
}

function probe(of: any, container: any): string {
  if (of === undefined) return 'none';
  const number = (port: any) => (typeof port === 'string' ? container.ports.find((p: any) => p.name === port)?.containerPort : port);
  if (of.httpGet) return `GET ${of.httpGet.path} on ${number(of.httpGet.port)}`;
  if (of.grpc) return `gRPC on ${of.grpc.port}`;
  if (of.tcpSocket) return `TCP on ${number(of.tcpSocket.port)}`;
  return `exec ${of.exec.command[0]}`;
}

function strategy(workload: any): string {
  const { type, rollingUpdate } = workload.spec.strategy ?? workload.spec.updateStrategy ?? {};
  if (type === 'Recreate') return 'Recreate';
  return `surge ${rollingUpdate?.maxSurge ?? '25%'}, unavailable ${rollingUpdate?.maxUnavailable ?? '25%'}`;
}
