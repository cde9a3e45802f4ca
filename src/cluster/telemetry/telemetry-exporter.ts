import { TelemetrySignal } from './telemetry-signal';
import { wayTo } from '../../platform/telemetry-way';
import { Flaw, flaw, quoted } from '../../values/flaw';
import { toEnvPrefix } from '../../values/names';
import { NetworkPeer } from '../../values/network-peer';
import { SecretKey } from '../../values/secret-key';

/** What differs from the usual for one destination of telemetry. */
export interface TelemetryExporterOptions {
  /**
   * Headers that tell who sends, by name, from a Secret of the collector's namespace.
   * @default - none
   */
  readonly headers?: { [name: string]: SecretKey };
  /**
   * What is sent there.
   * @default - traces, metrics and logs
   */
  readonly signals?: TelemetrySignal[];
  /**
   * Who answers there, for the collector's network policy.
   * @default - the URL's namespace; for a host outside of the cluster anybody on that port
   */
  readonly peer?: NetworkPeer;
}

const ALL = [TelemetrySignal.TRACES, TelemetrySignal.METRICS, TelemetrySignal.LOGS];

/**
 * A place that a collector sends telemetry to.
 *
 * @example
 * new TelemetryCollector(chart, 'collector', {
 *   exporters: [TelemetryExporter.otlpHttp('vendor', 'https://otlp.eu.example.com')],
 *   senders: [NetworkPeer.namespace('shop')],
 * });
 */
export class TelemetryExporter {
  /** Anything that speaks OTLP over HTTP. @param name lower-case letters, digits and "-" @param url the base URL; `/v1/traces` and so on are added @param options what differs from the defaults */
  public static otlpHttp(name: string, url: string, options: TelemetryExporterOptions = {}): TelemetryExporter {
    return new TelemetryExporter(`otlp_http/${name}`, url, options, (headers) => ({ endpoint: url.replace(/\/+$/, ''), ...headers }));
  }

  /** Anything that speaks OTLP over gRPC. @param name lower-case letters, digits and "-" @param url `http://` without TLS, `https://` with it; the port is 4317 unless said @param options what differs from the defaults */
  public static otlpGrpc(name: string, url: string, options: TelemetryExporterOptions = {}): TelemetryExporter {
    const address = /:[0-9]+$/.test(url) ? url : `${url}:4317`;
    return new TelemetryExporter(`otlp_grpc/${name}`, address, options, (headers) => ({
      endpoint: address.replace(/^https?:\/\//, ''),
      ...(address.startsWith('http:') ? { tls: { insecure: true } } : {}),
      ...headers,
    }));
  }

  /** Jaeger v2, which takes traces as OTLP over gRPC. @param url such as `http://jaeger.tracing.svc.cluster.local:4317` @param name tells several apart */
  public static jaeger(url: string, name: string = 'jaeger'): TelemetryExporter {
    return TelemetryExporter.otlpGrpc(name, url, { signals: [TelemetrySignal.TRACES] });
  }

  /** Zipkin, which takes traces in its own format. @param url such as `http://zipkin.tracing.svc.cluster.local:9411` @param name tells several apart */
  public static zipkin(url: string, name: string = 'zipkin'): TelemetryExporter {
    return new TelemetryExporter(`zipkin/${name}`, url, { signals: [TelemetrySignal.TRACES] }, () => ({ endpoint: `${url.replace(/\/+$/, '')}/api/v2/spans` }));
  }

  /** The collector's own log, with how many spans, points and lines came: to see that something does. */
  public static debug(): TelemetryExporter {
    return new TelemetryExporter('debug/log', undefined, {}, () => ({ verbosity: 'basic' }));
  }

  private constructor(
    /** as the collector's configuration names it @internal */
    public readonly _id: string,
    private readonly url: string | undefined,
    private readonly options: TelemetryExporterOptions,
    private readonly config: (headers: object) => object,
  ) {}

  public toString(): string {
    return this.url === undefined ? this._id : `${this._id} at ${this.url}`;
  }

  /** @internal */
  public get _signals(): readonly TelemetrySignal[] {
    return this.options.signals ?? ALL;
  }

  /** Whom the collector must be let out to, if to anybody. @internal */
  public get _way() {
    const way = this.url === undefined ? undefined : wayTo(this.url);
    return way && { peer: this.options.peer ?? way.peer, port: way.port };
  }

  /** The variables that hold the headers' values. @internal */
  public get _env(): Array<[variable: string, key: SecretKey]> {
    return this.headers.map(({ variable, key }) => [variable, key]);
  }

  /** @internal */
  public get _config(): object {
    const headers = Object.fromEntries(this.headers.map(({ name, variable }) => [name, `\${env:${variable}}`]));
    return this.config(Object.keys(headers).length > 0 ? { headers } : {});
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const name = this._id.slice(this._id.indexOf('/') + 1);
    return [
      ...(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name) ? [] : [flaw('exporter/bad-name', `${quoted(name)} is not a name for an exporter`, 'Use lower-case letters, digits and "-", such as "vendor".')]),
      ...(this.url === undefined || /^https?:\/\/[^/\s:]+(:[0-9]+)?(\/.*)?$/.test(this.url) ? [] : [flaw('exporter/bad-url',
        `${quoted(this.url)} is not a URL that telemetry could be sent to`, 'Write it with its scheme, such as "http://jaeger.tracing.svc.cluster.local:4317".')]),
      ...(this._signals.length > 0 ? [] : [flaw('exporter/no-signals', `nothing is sent to ${this}`, 'Name a signal, or leave the exporter out.')]),
      ...(this.options.peer?._flaws ?? []),
      ...this.headers.filter(({ name: header }) => !/^[A-Za-z0-9-]+$/.test(header)).map(({ name: header }) => flaw('exporter/bad-header',
        `${quoted(header)} is not the name of a header`, 'Use letters, digits and "-", such as "api-key".')),
    ];
  }

  private get headers() {
    const prefix = toEnvPrefix(this._id.slice(this._id.indexOf('/') + 1));
    return Object.entries(this.options.headers ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, key]) => ({ name, key, variable: `${prefix}_${toEnvPrefix(name)}` }));
  }
}
