import { Chart, Duration, Size, Testing } from 'cdk8s';
import { parse } from 'yaml';
import {
  CollectorMode, Environment, ExistingSecret, JaegerTracing, NetworkPeer, Percent, Platform, SamplingPolicy, TelemetryCollector, TelemetryCollectorProps,
  TelemetryExporter, TelemetrySignal, ZipkinTracing,
} from '../../../src';

/** What a collector would be started with, and what of it is worth a look. */
export interface Case { readonly name: string; readonly config: any }

const VENDOR = TelemetryExporter.otlpHttp('vendor', 'https://otlp.eu.example.com', { headers: { 'api-key': ExistingSecret.of('vendor', ['key']).key('key') } });
const GATEWAY = TelemetryExporter.otlpGrpc('gateway', 'http://gateway.telemetry.svc.cluster.local', { signals: [TelemetrySignal.TRACES, TelemetrySignal.LOGS] });

const PROPS: { readonly [name: string]: TelemetryCollectorProps } = {
  'one exporter': { exporters: [VENDOR] },
  'every exporter': { exporters: [VENDOR, GATEWAY, TelemetryExporter.jaeger('http://jaeger:4317'), TelemetryExporter.zipkin('http://zipkin:9411'), TelemetryExporter.debug()] },
  'traces alone': { exporters: [TelemetryExporter.jaeger('http://jaeger:4317')] },
  'every receiver, and pods looked up': { exporters: [VENDOR], receivesZipkin: true, podAttributes: true },
  'sampling': {
    exporters: [VENDOR],
    tailSampling: { keep: [SamplingPolicy.errors(), SamplingPolicy.slowerThan(Duration.millis(500)), SamplingPolicy.share(Percent.of(0.5))], decisionWait: Duration.seconds(5), maxTraces: 1000 },
  },
  'everything, in the least memory': { exporters: [TelemetryExporter.debug()], memory: Size.mebibytes(256), receivesZipkin: true, podAttributes: true, tailSampling: { keep: [SamplingPolicy.errors()] } },
};

/** Every configuration that the library can write, as far as its parts go. */
export function cases(): Case[] {
  return Object.entries(PROPS).flatMap(([name, props]) => Object.values(CollectorMode)
    .filter((mode) => mode !== CollectorMode.DAEMON_SET || props.tailSampling === undefined)
    .map((mode) => ({ name: `${name}, as a ${mode}`, config: configOf({ ...props, mode }) })));
}

/** The configuration of a collector with these props. */
export function configOf(props: TelemetryCollectorProps): any {
  return configIn(objectsWith((chart) => new TelemetryCollector(chart, 'collector', { senders: [NetworkPeer.namespace('shop')], ...props })), 'collector');
}

/** Of a collector that exports to both stores, and of Jaeger itself. */
export function configsWithStores(): { readonly collector: any; readonly jaeger: any } {
  const objects = objectsWith((chart) => {
    const collector = new TelemetryCollector(chart, 'collector', { senders: [NetworkPeer.namespace('shop')] });
    collector.exportsTo(new JaegerTracing(chart, 'jaeger'));
    collector.exportsTo(new ZipkinTracing(chart, 'zipkin'));
  });
  return { collector: configIn(objects, 'collector'), jaeger: configIn(objects, 'jaeger') };
}

function objectsWith(make: (chart: Chart) => void): any[] {
  const app = Testing.app();
  new Platform({ environment: Environment.STAGING }).applyTo(app);
  const chart = new Chart(app, 'observability', { namespace: 'observability' });
  make(chart);
  return Testing.synth(chart);
}

/** In the operator's object, or in a file of the ConfigMap. */
function configIn(objects: readonly any[], name: string): any {
  const resource = objects.find((object) => object.kind === 'OpenTelemetryCollector');
  if (resource !== undefined) return resource.spec.config;
  const [text] = Object.values(objects.find((object) => object.kind === 'ConfigMap' && object.metadata.labels['app.kubernetes.io/instance'] === name).data);
  return parse(text as string);
}
