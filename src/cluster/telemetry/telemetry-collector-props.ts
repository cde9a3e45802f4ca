import { Size } from 'cdk8s';
import { CollectorMode } from './collector-mode';
import { TailSampling } from './tail-sampling';
import { TelemetryExporter } from './telemetry-exporter';
import { Cpu } from '../../values/cpu';
import { Image } from '../../values/image';
import { NetworkPeer } from '../../values/network-peer';
import { WorkloadProps } from '../../workloads/workload';

/** What is said about a collector. */
export interface TelemetryCollectorProps extends WorkloadProps {
  /**
   * How it is spread over the cluster, and who makes its pods.
   * @default CollectorMode.DEPLOYMENT, as only a gateway sees whole traces (a choice)
   */
  readonly mode?: CollectorMode;
  /**
   * Where telemetry goes. `exportsTo` adds to it.
   * @default - none but those of `exportsTo`
   */
  readonly exporters?: TelemetryExporter[];
  /**
   * Who sends, beside the workloads of this app whose platform names this collector.
   * @default - nobody else
   */
  readonly senders?: NetworkPeer[];
  /**
   * Which traces are kept, decided when they are whole. It runs in one pod then: spans of one trace that come to two pods would be judged apart.
   * @default - all that is sent
   */
  readonly tailSampling?: TailSampling;
  /**
   * Whether services with Zipkin's libraries send their spans here too, to port 9411.
   * @default false, what nobody sends to need not listen (a choice)
   */
  readonly receivesZipkin?: boolean;
  /**
   * Whether namespace, pod, node and Deployment are looked up at the API server, for programs that do not tell. It takes the right to read all pods.
   * @default false, as the trait Telemetry has programs tell, without rights to the API server (a choice)
   */
  readonly podAttributes?: boolean;
  /**
   * Whether the pods of a DaemonSet also answer at the address of their node, for `TelemetryCollector.endpointOnNode()`. Pod Security
   * forbids host ports below *privileged*: the collector then needs a namespace of its own.
   * @default false, its Service leads every program to the pod on its own node (a choice)
   */
  readonly atNodeAddress?: boolean;
  /**
   * A fixed number of pods.
   * @default - load decides, from 2 to 10; 1 with tail sampling, as one pod must see whole traces, and on a developer's machine (a choice)
   */
  readonly replicas?: number;
  /**
   * CPU that the scheduler sets aside; there is no limit.
   * @default Cpu.millis(200), on a developer's machine as the platform says; what is above is there for all (a choice)
   */
  readonly cpu?: Cpu;
  /**
   * Memory: request and limit, and what GOMEMLIMIT, the memory limiter and the room for traces follow from; at least 256 MiB.
   * @default - Size.mebibytes(512); 1 GiB with tail sampling, which keeps traces until it decides; 256 MiB on a developer's machine (a choice)
   */
  readonly memory?: Size;
  /**
   * The collector's image: the contrib distribution, or one of your own with the components that are used; 0.146 or newer.
   * @default Image.of('docker.io/otel/opentelemetry-collector-contrib:0.148.0'), the release that the configuration is tested with (test/conformance)
   */
  readonly image?: Image;
}
