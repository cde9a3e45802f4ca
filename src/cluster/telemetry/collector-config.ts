import { CollectorMemory } from './collector-memory';
import { TailSampling } from './tail-sampling';
import { TelemetryExporter } from './telemetry-exporter';
import { TelemetrySignal } from './telemetry-signal';

/** Where a collector listens. @internal */
export const COLLECTOR_PORTS = { grpc: 4317, http: 4318, zipkin: 9411, health: 13133, metrics: 8888 } as const;

/** Whose pods a collector looks up: those of all nodes, or those of its own. @internal */
export type PodLookup = 'all' | 'own-node';

/** @internal */
export interface CollectorSpec {
  readonly receivesZipkin: boolean;
  readonly podLookup?: PodLookup;
  readonly tailSampling?: TailSampling;
  readonly exporters: readonly TelemetryExporter[];
}

/** In brackets: the address may be IPv6, and Go takes IPv4 in brackets, too. */
const at = (port: number) => `[\${env:POD_IP}]:${port}`;

/** The collector's configuration, as it reads it. Empty objects are written out: `null` gets lost on the way through an API server. @internal */
export function collectorConfig(spec: CollectorSpec, memory: CollectorMemory): object {
  const { tailSampling, podLookup, exporters } = spec;
  const pipeline = (signal: TelemetrySignal) => ({
    receivers: ['otlp', ...(spec.receivesZipkin && signal === TelemetrySignal.TRACES ? ['zipkin'] : [])],
    // What comes first can still refuse, and be heard by the sender; what drops comes before what makes batches.
    processors: [
      'memory_limiter',
      ...(podLookup === undefined ? [] : ['k8s_attributes']),
      ...(tailSampling !== undefined && signal === TelemetrySignal.TRACES ? ['tail_sampling'] : []),
      'batch',
    ],
    exporters: exporters.filter((exporter) => exporter._signals.includes(signal)).map((exporter) => exporter._id),
  });
  const pipelines = Object.values(TelemetrySignal).map((signal): [string, any] => [signal, pipeline(signal)]).filter(([, { exporters: to }]) => to.length > 0);
  return {
    extensions: { health_check: { endpoint: at(COLLECTOR_PORTS.health) } },
    receivers: {
      otlp: { protocols: { grpc: { endpoint: at(COLLECTOR_PORTS.grpc) }, http: { endpoint: at(COLLECTOR_PORTS.http) } } },
      ...(spec.receivesZipkin ? { zipkin: { endpoint: at(COLLECTOR_PORTS.zipkin) } } : {}),
    },
    processors: {
      memory_limiter: { check_interval: '1s', limit_mib: memory.limitMib, spike_limit_mib: memory.spikeMib },
      ...(podLookup === undefined ? {} : { k8s_attributes: podAttributes(podLookup) }),
      ...(tailSampling === undefined ? {} : { tail_sampling: sampling(tailSampling, memory) }),
      batch: {},
    },
    exporters: Object.fromEntries(exporters.map((exporter) => [exporter._id, exporter._config])),
    service: {
      extensions: ['health_check'],
      telemetry: {
        logs: { encoding: 'json' },
        metrics: { readers: [{ pull: { exporter: { prometheus: { host: '${env:POD_IP}', port: COLLECTOR_PORTS.metrics } } } }] },
      },
      pipelines: Object.fromEntries(pipelines),
    },
  };
}

function sampling({ keep, decisionWait, maxTraces }: TailSampling, memory: CollectorMemory): object {
  return {
    decision_wait: `${decisionWait?.toSeconds({ integral: false }) ?? 30}s`,
    num_traces: maxTraces ?? memory.traces,
    policies: keep.map((policy) => policy._config),
  };
}

/** The name of a Deployment is read off its pods, so that no right to read ReplicaSets is needed. */
function podAttributes(lookup: PodLookup): object {
  return {
    auth_type: 'serviceAccount',
    ...(lookup === 'own-node' ? { filter: { node_from_env_var: 'NODE_NAME' } } : {}),
    extract: {
      deployment_name_from_replicaset: true,
      metadata: ['k8s.namespace.name', 'k8s.deployment.name', 'k8s.pod.name', 'k8s.pod.uid', 'k8s.node.name'],
    },
    pod_association: [
      { sources: [{ from: 'resource_attribute', name: 'k8s.pod.uid' }] },
      { sources: [{ from: 'connection' }] },
    ],
  };
}
