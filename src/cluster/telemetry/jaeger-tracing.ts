import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { COLLECTOR_PORTS } from './collector-config';
import { CollectorEndpointOptions, endpointAt, endpointIn } from './collector-endpoint';
import { OTLP_PORTS } from './collector-facts';
import { collectorMemoryFlaws, GO_SHARE, memoryFor } from './collector-memory';
import { IMAGE_USER } from './collector-path';
import { JAEGER_UI, jaegerConfig } from './jaeger-config';
import { Senders } from './senders';
import { TelemetryExporter } from './telemetry-exporter';
import { TracingBackend, TracingBackendProps, TracingServer } from './tracing-backend';
import { Facts } from '../../model/facts';
import { Rank } from '../../model/rank';
import { TelemetryEndpoint } from '../../platform/telemetry';
import { Configuration } from '../../traits/configuration/configuration';
import { GoRuntime } from '../../traits/go-runtime';
import { Image } from '../../values/image';
import { Port, PortProtocol } from '../../values/port';

const CONFIG_PATH = '/etc/jaeger/config.yaml';

const JAEGER: TracingServer = {
  product: 'Jaeger',
  image: Image.of('docker.io/jaegertracing/jaeger:2.13.0'), // the newest that is a Go module, so that it is run by our tests
  user: IMAGE_USER,
  ports: [Port.named('ui', JAEGER_UI, PortProtocol.HTTP), ...OTLP_PORTS],
  health: Port.named('health', COLLECTOR_PORTS.health, PortProtocol.HTTP),
  healthPath: '/status',
  intake: OTLP_PORTS[0],
  databases: 'OpenSearch, Elasticsearch or Cassandra',
};

/**
 * Jaeger v2 in one pod, with its traces in memory: to look at traces while developing.
 *
 * Becomes a Deployment of one pod, a Service with the pages (16686) and OTLP (4317, 4318),
 * a ConfigMap, a ServiceAccount and a network policy that lets in the collector that
 * exports to it, and programs whose platform names it. Refused in production. The pages:
 * `kubectl port-forward service/jaeger 16686`.
 *
 * @example
 * new Platform({ environment: Environment.LOCAL, telemetry: JaegerTracing.endpointIn('shop') }).applyTo(app);
 * new JaegerTracing(chart, 'jaeger');
 */
export class JaegerTracing extends TracingBackend {
  /** Where programs send to without a collector in between, for `new Platform({ telemetry: … })`. @param namespace Jaeger's @param options what differs from the defaults; its id is taken to be `jaeger` */
  public static endpointIn(namespace: string, options: CollectorEndpointOptions = {}): TelemetryEndpoint {
    return endpointIn(namespace, { name: 'jaeger', ...options });
  }

  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 63 characters @param props what differs from the defaults */
  public constructor(scope: Construct, id: string, props: TracingBackendProps = {}) {
    super(scope, id, props);
    const draft = this._draftOf('Jaeger', Rank.GOLDEN_PATH);
    draft.addEnvFromField('POD_IP', 'status.podIP', 'it listens there, and nowhere else');
    draft.addEnv('OTEL_TRACES_SAMPLER', 'always_off', 'it would trace whoever looks at its pages, and send that to localhost, where it does not listen');
    draft._put(Facts.ARGS, [`--config=${CONFIG_PATH}`], 'where its configuration is');
    draft._deriveAt(Facts.FILE, CONFIG_PATH, (s) => {
      const bytes = s.get(Facts.MEMORY_LIMIT);
      return bytes === undefined ? undefined : { content: Yaml.stringify(jaegerConfig(memoryFor(bytes))) };
    }, 'how many traces are kept follows from the memory');
    draft._check((s) => collectorMemoryFlaws(s.get(Facts.MEMORY_LIMIT) ?? Number.POSITIVE_INFINITY));
    new Senders(this, this.name, false).letIn(this._draftOf('who sends', Rank.TRAIT), OTLP_PORTS.map((port) => port.number), []);
    this._bindServer(props, [new Configuration({ env: {} }), GoRuntime._ofOthers(GO_SHARE)]);
  }

  /** Where programs send to without a collector in between. */
  public get endpoint(): TelemetryEndpoint {
    return endpointAt(this._identity.hostOf(this.name, this.platform.clusterDomain), {});
  }

  /** @internal */
  protected _server(): TracingServer {
    return JAEGER;
  }

  /** @internal */
  protected _exporterTo(url: string): TelemetryExporter {
    return TelemetryExporter.jaeger(url, this.name);
  }
}
