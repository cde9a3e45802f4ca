import { Duration, Size } from 'cdk8s';
import { COLLECTOR_PORTS } from './collector-config';
import { CollectorMode } from './collector-mode';
import { TelemetryCollectorProps } from './telemetry-collector-props';
import { Draft, ProbeKind } from '../../model/draft';
import { Facts } from '../../model/facts';
import { Feature } from '../../platform/feature';
import { Platform } from '../../platform/platform';
import { timesFor } from '../../traits/health/health-probes';
import { openApiServer } from '../../traits/rights/access-rights';
import { Cpu } from '../../values/cpu';
import { Image } from '../../values/image';
import { NetworkPeer } from '../../values/network-peer';
import { Port, PortProtocol } from '../../values/port';
import { Probe } from '../../values/probe';

/** The release that test/conformance/collector is built of, and holds our configuration against. */
const IMAGE = Image.of('docker.io/otel/opentelemetry-collector-contrib:0.148.0');

/** How long senders may take to learn that a pod leaves, and it to hand on what it has; in seconds. */
const LEAVING = 5;
const GRACE = 30;

/** The ports of OTLP, as every program that takes it has them. @internal */
export const OTLP_PORTS = [Port.named('otlp-grpc', COLLECTOR_PORTS.grpc, PortProtocol.GRPC), Port.named('otlp-http', COLLECTOR_PORTS.http, PortProtocol.HTTP)];

/** What every collector is, at the rank of the golden path. @internal */
export function writeCollectorFacts(draft: Draft, platform: Platform, props: TelemetryCollectorProps, mode: CollectorMode): void {
  const local = platform._isLocal;
  draft.addEnvFromField('POD_IP', 'status.podIP', 'it listens there, and nowhere else');
  const served = [...OTLP_PORTS, ...(props.receivesZipkin ? [Port.named('zipkin', COLLECTOR_PORTS.zipkin, PortProtocol.HTTP)] : [])];
  for (const port of served) {
    draft.addServedPort(port, 'telemetry comes in there');
    if (props.atNodeAddress) draft._add(Facts.HOST_PORT, port.name, port.number, 'programs send to the address of their node');
  }
  if (mode === CollectorMode.DAEMON_SET) draft._add(Facts.SERVICE_SETTING, 'internalTrafficPolicy', 'Local', 'programs reach the pod on their own node');
  if (props.podAttributes && mode === CollectorMode.DAEMON_SET) draft.addEnvFromField('NODE_NAME', 'spec.nodeName', 'it looks up the pods of its own node');
  if (props.podAttributes && mode === CollectorMode.OPERATOR) openApiServer(draft, platform);
  writeHealth(draft, platform);
  writeLife(draft, platform, 'what it holds is handed on before it ends');
  if (props.tailSampling !== undefined) draft._put(Facts.REPLICAS, { fixed: 1 }, 'spans of one trace that come to two pods would be judged apart');
  if (mode !== CollectorMode.OPERATOR || local) return;
  for (const key of ['topology.kubernetes.io/zone', 'kubernetes.io/hostname']) {
    draft._add(Facts.SPREAD, key, { maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' }, 'a zone or a node may fail; soft, so that pods always find a place');
  }
}

/** How many pods the operator is to make. For a Deployment, traits decide. @internal */
export function writeOperatorScale(draft: Draft, props: TelemetryCollectorProps, local: boolean): void {
  if (props.tailSampling !== undefined) return;
  if (local) {
    draft._put(Facts.REPLICAS, { fixed: 1 }, 'a developer\'s machine needs one');
    return;
  }
  draft._derive(Facts.REPLICAS, () => ({ owner: 'HorizontalPodAutoscaler' }), 'load decides; the operator makes the autoscaler');
  draft._put(Facts.MIN_PODS, 2, 'one serves while the other is replaced');
  draft._put(Facts.MAX_PODS, 10, 'as for every service');
}

/** What one pod takes, above the platform's word: that is for services. @internal */
export function writeCollectorSize(ours: Draft, platform: Platform, props: TelemetryCollectorProps): void {
  ours.fixImage(IMAGE, 'the release that our configuration is tested with');
  const size = platform._isLocal ? Size.mebibytes(256) : props.tailSampling === undefined ? Size.mebibytes(512) : Size.gibibytes(1);
  ours.fixMemory(size, 'it holds what its destinations do not take yet');
  if (!platform._isLocal) ours.fixCpuRequest(Cpu.millis(200), 'it packs and unpacks what all programs send');
}

/** Health, and metrics of its own. One question for all probes: what answers it tells of the pipelines alone, from their start to their stop. @internal */
export function writeHealth(draft: Draft, platform: Platform, path: string = '/'): void {
  const health = Port.named('health', COLLECTOR_PORTS.health, PortProtocol.HTTP);
  const metrics = Port.named('metrics', COLLECTOR_PORTS.metrics, PortProtocol.HTTP);
  const times = timesFor(60);
  draft.addPort(health, 'health, apart from the traffic');
  draft.addPort(metrics, 'what it tells about itself');
  draft.fixProbe(ProbeKind.STARTUP, Probe.http(path, health, times.startup), `a start may take ${times.startup.failureThreshold} s`);
  draft.fixProbe(ProbeKind.READINESS, Probe.http(path, health, times.readiness), 'out of the Service within 10 s');
  draft.addIngress(NetworkPeer.namespace(platform.monitoringNamespace), metrics.number, 'metrics are scraped from there');
}

/** How a server of telemetry leaves. @internal */
export function writeLife(draft: Draft, platform: Platform, why: string): void {
  if (platform.kubernetesVersion.isAtLeast(Feature.PRE_STOP_SLEEP)) draft._put(Facts.PRE_STOP_SLEEP, LEAVING, 'senders first learn that it leaves');
  draft.fixGracePeriod(Duration.seconds(GRACE), why);
}
