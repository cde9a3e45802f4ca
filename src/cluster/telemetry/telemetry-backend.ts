import { TelemetryExporter } from './telemetry-exporter';
import { ILink } from '../../links/link';

/**
 * Something that a collector can send to: `collector.exportsTo(jaeger)`.
 */
export interface ITelemetryBackend {
  /**
   * Lets the link's client, a collector, in and out to here.
   *
   * @param link the collector
   * @returns how to send
   */
  acceptTelemetry(link: ILink): TelemetryExporter;
}
