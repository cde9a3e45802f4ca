import { LiveCollector, Span } from './collector';
import { OtlpReceiver } from './otlp-receiver';
import { TelemetryExporter } from '../../src';
import { configOf } from '../conformance/collector/configs';

/** Where the traces of a cluster end up. */
export interface TraceSink {
  /** What has come in so far. */
  spans(): Span[];
  stop(): Promise<void>;
}

/** Takes traces on port 4318 of an address: a real OpenTelemetry Collector as `TelemetryCollector` sets it up, where one is built, else what stands in for it. */
export async function startTraceSink(address: string): Promise<TraceSink> {
  return LiveCollector.isBuilt() ? LiveCollector.start(configOf({ exporters: [TelemetryExporter.debug()] }), address) : OtlpReceiver.listen(address, 4318);
}
