import { CollectorMode } from './collector-mode';
import { TelemetryCollectorProps } from './telemetry-collector-props';
import { Facts } from '../../model/facts';
import { mostPods } from '../../model/pod-count';
import { Settled } from '../../model/settled';
import { Platform } from '../../platform/platform';
import { sampleRatioOf } from '../../traits/telemetry';
import { Flaw, flaw, quoted } from '../../values/flaw';
import { Image } from '../../values/image';
import { Workload } from '../../workloads/workload';

/** From here on the collector names its components as our configuration does. Source: `metadata.yaml` of its modules. */
const FIRST_MINOR = 146;

/** What is said, held against itself. @internal */
export function propsFlaws(props: TelemetryCollectorProps, mode: CollectorMode, name: string, namespace: string | undefined): Flaw[] {
  return [
    ...(namespace !== undefined ? [] : [flaw('collector/no-namespace', 'the chart names no namespace, so programs elsewhere would not find the collector',
      'Give the chart one: new Chart(app, \'observability\', { namespace: \'observability\' }).')]),
    ...(props.tailSampling === undefined || mode !== CollectorMode.DAEMON_SET ? [] : [flaw('collector/samples-parts',
      'traces are judged on every node, and the spans of one trace come from several: each node would judge a part of it', 'Sample in a Deployment, or leave `tailSampling` out.')]),
    ...(!props.atNodeAddress || mode === CollectorMode.DAEMON_SET ? [] : [flaw('collector/not-on-nodes',
      'the collector is to answer at the address of each node, and it does not run on each', 'Choose CollectorMode.DAEMON_SET, or leave `atNodeAddress` out.')]),
    ...(props.replicas === undefined || mode !== CollectorMode.DAEMON_SET ? [] : [flaw('collector/replicas-of-daemon',
      `replicas is ${props.replicas}, and of a DaemonSet there is one pod on every node`, 'Leave `replicas` out.')]),
    ...(mode !== CollectorMode.OPERATOR || `${namespace}.${name}`.length <= 63 ? [] : [flaw('collector/label-too-long',
      `the operator would shorten "${namespace}.${name}" to fit into a label, and the network policy would not find the pods`, 'Give collector or namespace a shorter name; 62 characters together.')]),
    ...imageFlaws(props.image),
  ];
}

/** What is settled, held against what a collector can do. @internal */
export function podFlaws(settled: Settled, props: TelemetryCollectorProps, mode: CollectorMode): Flaw[] {
  const pods = mode === CollectorMode.DAEMON_SET ? 1 : mostPods(settled);
  const secrets = settled.entries(Facts.PULL_SECRETS).map(([name]) => name);
  return [
    ...(props.tailSampling === undefined || pods <= 1 ? [] : [flaw('collector/samples-parts',
      `traces are judged in ${Number.isFinite(pods) ? pods : 'any number of'} pods, and the spans of one trace come to any of them: each pod would judge a part of it`,
      'Leave the number of pods at 1; sample less by `tailSampling`, or more memory, where one is not enough.')]),
    ...(mode !== CollectorMode.OPERATOR || secrets.length === 0 ? [] : [flaw('collector/no-pull-secrets',
      `the image needs ${secrets.join(', ')}, and an OpenTelemetryCollector has no field for pull credentials`, 'Use an image that everybody may pull, or CollectorMode.DEPLOYMENT.')]),
  ];
}

/** What programs leave out before it comes here. @internal */
export function senderFlaws(props: TelemetryCollectorProps, senders: readonly Workload[]): Flaw[] {
  const ratios = new Set(senders.map(({ platform }: { platform: Platform }) => sampleRatioOf(platform)).filter((ratio) => ratio < 1));
  return props.tailSampling === undefined ? [] : [...ratios].map((ratio) => flaw('collector/sampled-before',
    `programs send ${ratio} of their traces, chosen by chance; the collector cannot keep the errors and the slow ones among the others`,
    'Have them send all: TelemetryCollector.endpointIn(…, { sampleRatio: 1 }).'));
}

function imageFlaws(image: Image | undefined): Flaw[] {
  const minor = /^v?0\.([0-9]+)\./.exec(image?.tag ?? '')?.[1];
  return minor === undefined || Number(minor) >= FIRST_MINOR ? [] : [flaw('collector/too-old',
    `the image has the tag ${quoted(image!.tag!)}; before 0.${FIRST_MINOR} the collector does not know the names in its configuration, and does not start`, `Use 0.${FIRST_MINOR}.0 or newer.`)];
}
