import { Chart, Duration } from 'cdk8s';
import { waive } from './waive';
import {
  AdmissionPolicies, CollectorMode, Dashboards, Environment, GoMicroservice, GopherApp, GoWorker, Image, JaegerTracing, KubernetesVersion, Monitoring, Namespace, NetworkPeer, Percent,
  Platform, PlatformProps, RequestSeries, SamplingPolicy, ServiceOverview, Slo, SloBackend, TailSampling, TelemetryCollector, TelemetryExporter, ZipkinTracing,
} from '../../src';

/** Makes an app of one namespace. @param index for names that nobody else has */
type Make = (outdir: string, namespace: string, index: number) => GopherApp;

const IMAGE = Image.of('registry.example.com/shop/checkout:1.8.2');
const VENDOR = TelemetryExporter.otlpHttp('vendor', 'https://otlp.eu.example.com');
const REQUESTS = RequestSeries.otelHttp();

function world(props: PlatformProps, write: (chart: Chart, index: number) => void, podSecurity?: string): Make {
  return (outdir, namespace, index) => {
    const app = new GopherApp({ outdir, platform: new Platform({ kubernetesVersion: KubernetesVersion.of('1.35'), ...props }) });
    const chart = new Chart(app, namespace, { namespace });
    new Namespace(chart, namespace, { podSecurity });
    write(chart, index);
    return app;
  };
}

function collector(mode: CollectorMode, more: { readonly tailSampling?: TailSampling; readonly podAttributes?: boolean } = {}): Make {
  return world({}, (chart, index) => new TelemetryCollector(chart, `collector-${index}`, { mode, exporters: [VENDOR], senders: [NetworkPeer.namespace('shop')], ...more }));
}

function dashboards(way: Dashboards, sloBackend: SloBackend): Make {
  return world({ monitoring: { dashboards: way, sloBackend } }, (chart, index) => {
    const slos = [Slo.availability({ target: Percent.of(99.9) }), Slo.latency({ within: Duration.millis(250) })];
    new GoMicroservice(chart, `web-${index}`, { image: IMAGE, traits: [new Monitoring({ requests: REQUESTS, slos })] });
    new GoWorker(chart, `worker-${index}`, { image: IMAGE, traits: [new Monitoring()] });
    new ServiceOverview(chart, `overview-${index}`);
  });
}

/** What watches the others: collectors, stores of traces, dashboards and objectives; and what the API server is asked to refuse. */
export const OBSERVED: { readonly [name: string]: Make } = {
  'collector-deployment': collector(CollectorMode.DEPLOYMENT, { podAttributes: true }),
  'collector-daemonset': collector(CollectorMode.DAEMON_SET, { podAttributes: true }),
  'collector-on-nodes': world({}, (chart, index) => {
    const agent = new TelemetryCollector(chart, `collector-${index}`, { mode: CollectorMode.DAEMON_SET, atNodeAddress: true, exporters: [VENDOR], senders: [NetworkPeer.namespace('shop')] });
    waive(agent, 'pod-security/not-restricted', 'programs send to the address of their own node');
  }, 'privileged'),
  'collector-operator': collector(CollectorMode.OPERATOR),
  'collector-sampling': collector(CollectorMode.DEPLOYMENT, { tailSampling: { keep: [SamplingPolicy.errors(), SamplingPolicy.share(Percent.of(5))] } }),
  'tracing': world({ environment: Environment.STAGING }, (chart, index) => {
    const between = new TelemetryCollector(chart, `collector-${index}`, { receivesZipkin: true, senders: [NetworkPeer.namespace('shop')] });
    between.exportsTo(new JaegerTracing(chart, `jaeger-${index}`));
    between.exportsTo(new ZipkinTracing(chart, `zipkin-${index}`));
  }),
  'dashboards-sidecar': dashboards(Dashboards.sidecar({ folder: 'Services' }), SloBackend.PROMETHEUS_RULES),
  'dashboards-operator': dashboards(Dashboards.grafanaOperator(), SloBackend.SLOTH),
  'admission': world({}, (chart) => new AdmissionPolicies(chart, 'admission')),
};
