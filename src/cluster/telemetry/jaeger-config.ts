import { COLLECTOR_PORTS } from './collector-config';
import { CollectorMemory } from './collector-memory';

/** Where Jaeger shows its pages. @internal */
export const JAEGER_UI = 16686;

const STORE = 'memory';

/**
 * What a trace takes in the store, in KiB. One of twenty spans with 750 bytes of attributes was measured at 24, in Jaeger 2.13.
 * The store counts traces and never looks at their size: were the full store above the memory limiter's soft limit, new
 * traces would be refused, nothing would push out the old ones, and so it would stay. So there is room for traces of twice that length.
 */
const TRACE_KIB = 40;
const at = (port: number) => `[\${env:POD_IP}]:${port}`;

/** Jaeger v2 is a collector with a store; nothing of it listens that nobody asked for. @internal */
export function jaegerConfig(memory: CollectorMemory): object {
  return {
    extensions: {
      healthcheckv2: { use_v2: true, http: { endpoint: at(COLLECTOR_PORTS.health) } },
      jaeger_storage: { backends: { [STORE]: { memory: { max_traces: storedTraces(memory.limitMib) } } } },
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

/** Half of the hard limit. */
function storedTraces(limitMib: number): number {
  return Math.floor((limitMib * 1024) / 2 / TRACE_KIB / 100) * 100;
}
