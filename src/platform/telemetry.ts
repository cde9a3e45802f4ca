import { Propagator } from '../values/propagator';

/**
 * Where traces, metrics and logs go, by the OpenTelemetry protocol.
 */
export interface TelemetryEndpoint {
  /**
   * The base URL of the collector; `http://collector.observability.svc.cluster.local:4318`.
   * The host's namespace is opened in the network policies. `$(HOST_IP)` stands for the address of the pod's node, for a
   * collector on every node: `http://$(HOST_IP):4318`.
   */
  readonly endpoint: string;
  /**
   * `http/protobuf` (port 4318) or `grpc` (port 4317).
   * @default 'http/protobuf', it passes every proxy (OpenTelemetry specification: exporter)
   */
  readonly protocol?: string;
  /**
   * Which share of new traces is kept, 0 to 1; a trace that a caller already keeps is always kept.
   * @default - 0.1 in production, where a tenth still shows what is slow; 1 elsewhere, where each request counts (a choice)
   */
  readonly sampleRatio?: number;
  /**
   * In which headers programs pass on the trace that a request belongs to, and read it. With
   * several, each is written, and read in this order. The Go SDK needs contrib's `autoprop` to follow it.
   * @default - not said: W3C Trace Context and Baggage, the specification's default
   */
  readonly propagators?: Propagator[];
}
