import { LiveCollector, Span } from './collector';
import { OtlpReceiver } from './otlp-receiver';

/** Where the traces of a cluster end up. */
export interface TraceSink {
  /** What has come in so far. */
  spans(): Span[];
  stop(): Promise<void>;
}

const CONFIG = {
  extensions: { health_check: { endpoint: '${env:POD_IP}:13133' } },
  receivers: { otlp: { protocols: { http: { endpoint: '${env:POD_IP}:4318' } } } },
  processors: { batch: {} },
  service: {
    extensions: ['health_check'],
    telemetry: { metrics: { level: 'none' } },
    pipelines: { traces: { receivers: ['otlp'], processors: ['batch'] } },
  },
};

/** Takes traces on port 4318 of an address: a real OpenTelemetry Collector where one is built, else what stands in for it. */
export async function startTraceSink(address: string): Promise<TraceSink> {
  return LiveCollector.isBuilt() ? LiveCollector.start(CONFIG, address) : OtlpReceiver.listen(address, 4318);
}
