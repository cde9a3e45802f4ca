import { Construct } from 'constructs';
import { TelemetryExporter } from './telemetry-exporter';
import { TracingBackend, TracingBackendProps, TracingServer } from './tracing-backend';
import { Facts } from '../../model/facts';
import { Rank } from '../../model/rank';
import { Flaw, flaw } from '../../values/flaw';
import { Image } from '../../values/image';
import { Port, PortProtocol } from '../../values/port';
import { bytesQuantity, MIB } from '../../values/quantity';

const API = Port.named('http', 9411, PortProtocol.HTTP);

/** The share of the memory that is the heap: threads, classes, compiled code and buffers took 180 MiB beside it when Zipkin 3.5.1 was measured, whatever the heap. */
const HEAP = 50;
const LEAST = 512;

/** What a span with eight attributes takes in the heap, in KiB: measured at 2, and doubled for what is read while it comes in. */
const SPAN_KIB = 4;

const ZIPKIN: TracingServer = {
  product: 'Zipkin',
  image: Image.of('docker.io/openzipkin/zipkin:3.5.1'),
  user: 1000,
  ports: [API],
  health: API,
  healthPath: '/health',
  intake: API,
  databases: 'Elasticsearch or Cassandra',
};

/**
 * Zipkin in one pod, with its spans in memory: to look at traces while developing, and for
 * services that send in Zipkin's own format.
 *
 * Becomes a Deployment of one pod, a Service (9411), a ServiceAccount and a network policy
 * that lets in the collector that exports to it. It is a program in Java: its heap is told
 * by `JAVA_OPTS`, and follows from the memory. It speaks no OTLP: programs send to a
 * TelemetryCollector. Refused in production. The pages: `kubectl port-forward service/zipkin 9411`.
 *
 * @example
 * new Platform({ environment: Environment.LOCAL, telemetry: TelemetryCollector.endpointIn('shop') }).applyTo(app);
 * const collector = new TelemetryCollector(chart, 'collector', { receivesZipkin: true });
 * collector.exportsTo(new ZipkinTracing(chart, 'zipkin'));
 * new GoMicroservice(chart, 'tax', { image: Image.of('registry.example.com/shop/tax:1.0.0') });
 */
export class ZipkinTracing extends TracingBackend {
  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 63 characters @param props what differs from the defaults */
  public constructor(scope: Construct, id: string, props: TracingBackendProps = {}) {
    super(scope, id, props);
    const draft = this._draftOf('Zipkin', Rank.GOLDEN_PATH);
    const derived = (name: string, value: (heapMib: number) => string, why: string) => draft._deriveAt(Facts.ENV, name, (s) => {
      const bytes = s.get(Facts.MEMORY_LIMIT);
      return bytes === undefined ? undefined : { kind: 'text' as const, text: value(Math.floor((bytes * HEAP) / 100 / MIB)) };
    }, why);
    derived('JAVA_OPTS', (heap) => `-Xms${heap}m -Xmx${heap}m -XX:+ExitOnOutOfMemoryError`, 'half of the memory; the Java machine needs the rest beside its heap. What is full ends, and is started again');
    derived('MEM_MAX_SPANS', (heap) => String(Math.floor((heap * 1024) / 2 / SPAN_KIB)), 'half of the heap for spans, at 4 KiB each');
    draft.addEnv('STORAGE_TYPE', 'mem', 'nothing else is here');
    draft._check((s) => memoryFlaws(s.get(Facts.MEMORY_LIMIT)));
    this._bindServer(props, []);
  }

  /** @internal */
  protected _server(): TracingServer {
    return ZIPKIN;
  }

  /** @internal */
  protected _exporterTo(url: string): TelemetryExporter {
    return TelemetryExporter.zipkin(url, this.name);
  }
}

function memoryFlaws(bytes: number | undefined): Flaw[] {
  return bytes === undefined || bytes >= LEAST * MIB ? [] : [flaw('tracing/too-little-memory',
    `Zipkin has ${bytesQuantity(bytes)}; beside the heap alone the Java machine takes 180Mi`, `Give it at least ${LEAST} MiB.`)];
}
