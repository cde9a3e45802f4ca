import { COLLECTOR_PORTS } from './collector-config';
import { CollectorMemory } from './collector-memory';

/** Where Jaeger shows its pages. @internal */
export const JAEGER_UI = 16686;

const STORE = 'memory';
const at = (port: number) => `[\${env:POD_IP}]:${port}`;

/** Jaeger v2 is a collector with a store; nothing of it listens that nobody asked for. @internal */
export function jaegerConfig(memory: CollectorMemory): object {
  return {
    extensions: {
      healthcheckv2: { use_v2: true, http: { endpoint: at(COLLECTOR_PORTS.health) } },
      jaeger_storage: { backends: { [STORE]: { memory: { max_traces: memory.traces } } } },
      jaeger_query: { storage: { traces: STORE }, http: { endpoint: at(JAEGER_UI) }, grpc: { endpoint: '127.0.0.1:16685' } },
    },
    receivers: { otlp: { protocols: { grpc: { endpoint: at(COLLECTOR_PORTS.grpc) }, http: { endpoint: at(COLLECTOR_PORTS.http) } } } },
    processors: {
      memory_limiter: { check_interval: '1s', limit_mib: memory.limitMib, spike_limit_mib: memory.spikeMib },
      batch: {},
    },
    exporters: { jaeger_storage_exporter: { trace_storage: STORE } },
    service: {
      extensions: ['healthcheckv2', 'jaeger_storage', 'jaeger_query'],
      telemetry: { logs: { encoding: 'json' }, metrics: { level: 'none' } },
      pipelines: { traces: { receivers: ['otlp'], processors: ['memory_limiter', 'batch'], exporters: ['jaeger_storage_exporter'] } },
    },
  };
}
