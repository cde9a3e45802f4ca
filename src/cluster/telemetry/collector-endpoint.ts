import { COLLECTOR_PORTS } from './collector-config';
import { CollectorMode } from './collector-mode';
import { TelemetryEndpoint } from '../../platform/telemetry';
import { Propagator } from '../../values/propagator';

/** How programs reach a collector, and what they are told beside its address. */
export interface CollectorEndpointOptions {
  /**
   * The collector's id.
   * @default 'collector', one of them is enough for most clusters (a choice)
   */
  readonly name?: string;
  /**
   * Who makes its pods: the operator names the Service `<name>-collector`.
   * @default CollectorMode.DEPLOYMENT, as only a gateway sees whole traces (a choice)
   */
  readonly mode?: CollectorMode;
  /**
   * Whether programs send by gRPC, to port 4317. A gRPC connection stays with one pod; each export over HTTP may go to another one.
   * @default false, as HTTP to port 4318 passes every proxy (OpenTelemetry's specification)
   */
  readonly grpc?: boolean;
  /**
   * Which share of new traces programs send, 0 to 1. For tail sampling it must be 1: what is not sent cannot be kept for being slow.
   * @default - 0.1 in production, 1 elsewhere: a tenth tells as much for less (a choice)
   */
  readonly sampleRatio?: number;
  /**
   * In which headers programs pass traces on.
   * @default - not said: W3C Trace Context and Baggage
   */
  readonly propagators?: Propagator[];
  /**
   * The cluster's DNS domain.
   * @default 'cluster.local', as kubeadm makes it (kubeadm's --service-dns-domain)
   */
  readonly clusterDomain?: string;
}

/** The name of the Service in front of a collector. @internal */
export function serviceOf(name: string, mode: CollectorMode): string {
  return mode === CollectorMode.OPERATOR ? `${name}-collector` : name;
}

/** @internal */
export function endpointAt(host: string, { grpc, sampleRatio, propagators }: CollectorEndpointOptions): TelemetryEndpoint {
  return {
    endpoint: `http://${host}:${grpc ? COLLECTOR_PORTS.grpc : COLLECTOR_PORTS.http}`,
    ...(grpc ? { protocol: 'grpc' } : {}),
    ...(sampleRatio === undefined ? {} : { sampleRatio }),
    ...(propagators === undefined ? {} : { propagators }),
  };
}

/** @internal */
export function endpointIn(namespace: string, options: CollectorEndpointOptions): TelemetryEndpoint {
  const { name = 'collector', mode = CollectorMode.DEPLOYMENT, clusterDomain = 'cluster.local' } = options;
  return endpointAt(`${serviceOf(name, mode)}.${namespace}.svc.${clusterDomain}`, options);
}
