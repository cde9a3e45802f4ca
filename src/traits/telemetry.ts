import { Trait } from './trait';
import { ITraitHost } from './trait-host';
import { Facts } from '../model/facts';
import { Environment } from '../platform/environment';
import { Feature } from '../platform/feature';
import { Change } from '../platform/golden-path-change';
import { Platform } from '../platform/platform';
import { HOST_IP } from '../platform/telemetry-flaws';
import { wayTo } from '../platform/telemetry-way';
import { flaw } from '../values/flaw';
import { Image } from '../values/image';
import { PodField } from '../values/pod-field';

/** The variable with the zone of the pod's node. */
const POD_ZONE = 'POD_ZONE';

/**
 * Sends a program's traces, metrics and logs to the platform's collector.
 *
 * Becomes the `OTEL_*` variables of the OpenTelemetry specification, with resource
 * attributes that tell pod, node and version, and the opening in the network policy.
 * Without a telemetry endpoint on the platform it does nothing.
 */
export class Telemetry extends Trait {
  /** the trait's id */
  public static readonly ID = 'telemetry';
  public readonly traitId = Telemetry.ID;

  public bind(host: ITraitHost): void {
    const { draft, platform } = host;
    const telemetry = platform.telemetry;
    if (telemetry === undefined) return;
    const ratio = sampleRatioOf(platform);
    const protocol = telemetry.protocol ?? 'http/protobuf';
    if (!['http/protobuf', 'grpc'].includes(protocol)) {
      draft._report([flaw('telemetry/bad-protocol', `"${protocol}" is not an OTLP protocol`, 'Use "http/protobuf" or "grpc".')]);
    }
    const set = (name: string, value: string, why: string) => draft.addEnv(name, value, why);

    draft.addEnvFromField('POD_NAME', 'metadata.name', 'tells pods apart in telemetry');
    draft.addEnvFromField('POD_NAMESPACE', 'metadata.namespace', 'tells namespaces apart in telemetry');
    draft.addEnvFromField('POD_UID', 'metadata.uid', 'tells pods of one name apart in telemetry');
    draft.addEnvFromField('NODE_NAME', 'spec.nodeName', 'tells nodes apart in telemetry');
    const zone = platform.kubernetesVersion.isAtLeast(Feature.ZONE_LABEL) ? platform.goldenPath._reason(Change.ZONE_IN_TELEMETRY) : undefined;
    if (zone !== undefined) draft.addEnvFromPod(POD_ZONE, PodField.ZONE, zone);
    if (telemetry.endpoint.includes(`$(${HOST_IP})`)) draft.addEnvFromField(HOST_IP, 'status.hostIP', 'the collector of the pod\'s own node');
    set('OTEL_SERVICE_NAME', host.name, 'the workload\'s name');
    set('OTEL_EXPORTER_OTLP_ENDPOINT', telemetry.endpoint, 'the platform\'s collector');
    set('OTEL_EXPORTER_OTLP_PROTOCOL', protocol, 'the specification\'s default passes every proxy');
    set('OTEL_TRACES_SAMPLER', 'parentbased_traceidratio', 'a trace is kept whole or not at all');
    set('OTEL_TRACES_SAMPLER_ARG', String(ratio), ratio === 1 ? 'all traces' : 'a tenth tells as much for less');
    const { propagators = [] } = telemetry;
    if (propagators.length > 0) set('OTEL_PROPAGATORS', [...new Set(propagators)].join(','), 'what the platform\'s services understand');
    draft._deriveAt(Facts.ENV, 'OTEL_RESOURCE_ATTRIBUTES', (s) => ({
      kind: 'text' as const,
      text: attributes(host, versionOf(s.get(Facts.IMAGE)), zone !== undefined),
    }), `the semantic conventions for Kubernetes${zone === undefined ? '' : `. ${zone}`}`);
    const way = wayTo(telemetry.endpoint); // the platform reports what is no URL
    if (way !== undefined) draft.addEgress(way.peer, way.port, 'telemetry is sent there');
  }
}

/** Which share of new traces programs send. @internal */
export function sampleRatioOf({ telemetry, environment }: Platform): number {
  return telemetry?.sampleRatio ?? (environment === Environment.PRODUCTION ? 0.1 : 1);
}

/** The tag of an image that can be pulled. */
function versionOf(image: Image | undefined): string | undefined {
  return image === undefined || image._flaws.length > 0 ? undefined : image.tag;
}

/** Values are percent-encoded as the specification demands; `$(…)` is filled in by the kubelet. */
function attributes(host: ITraitHost, version: string | undefined, hasZone: boolean): string {
  const all: Array<[string, string | undefined]> = [
    ['service.namespace', '$(POD_NAMESPACE)'],
    ['service.version', version === undefined ? undefined : encodeURIComponent(version)],
    ['service.instance.id', `$(POD_NAMESPACE).$(POD_NAME).${host.name}`],
    ['deployment.environment.name', host.platform.environment],
    ['k8s.namespace.name', '$(POD_NAMESPACE)'],
    ...owners(host),
    ['k8s.pod.name', '$(POD_NAME)'],
    ['k8s.pod.uid', '$(POD_UID)'],
    ['k8s.node.name', '$(NODE_NAME)'],
    ['k8s.container.name', host._identity.container],
    ['cloud.availability_zone', hasZone ? `$(${POD_ZONE})` : undefined],
  ];
  return all.filter(([, value]) => value !== undefined).map(([key, value]) => `${key}=${value}`).join(',');
}

/** The object that makes the pods. A Job has a name of its own, which its pods know as `JOB_NAME`. */
function owners(host: ITraitHost): Array<[string, string]> {
  switch (host._target.kind) {
    case 'Job': return [['k8s.job.name', '$(JOB_NAME)']];
    case 'CronJob': return [['k8s.cronjob.name', host.name], ['k8s.job.name', '$(JOB_NAME)']];
    case 'DaemonSet': return [['k8s.daemonset.name', host.name]];
    default: return [['k8s.deployment.name', host.name]];
  }
}
