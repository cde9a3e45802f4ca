import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A collector of its own modules, built by test/conformance/collector/build.sh. */
export const COLLECTOR = join(__dirname, '../conformance/.bin/collector/otelcol');

/** One span, as it leaves the collector. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  /** empty for the first span of a trace */
  readonly parentSpanId: string;
  readonly name: string;
  /** `service.name` of who made it */
  readonly service: string;
  readonly attributes: { readonly [key: string]: string };
}

/**
 * A real OpenTelemetry Collector with a configuration of ours, but for one thing: what it
 * would send elsewhere, it writes into a file, which can be read here.
 */
export class LiveCollector {
  /** Whether there is one to start. */
  public static isBuilt(): boolean {
    return existsSync(COLLECTOR);
  }

  /** Starts it, and waits until it is healthy. @param config as in the manifests @param address a loopback address of its own: its `POD_IP` */
  public static async start(config: any, address: string): Promise<LiveCollector> {
    const folder = mkdtempSync(join(tmpdir(), 'collector-'));
    const path = join(folder, 'config.yaml');
    writeFileSync(path, JSON.stringify(readable(config, join(folder, 'spans.jsonl'))));
    const collector = new LiveCollector(folder, address, spawn(COLLECTOR, [`--config=${path}`], {
      env: { ...process.env, POD_IP: address, NODE_NAME: 'node-1' }, stdio: ['ignore', 'ignore', 'pipe'],
    }));
    await collector.untilHealthy(30);
    return collector;
  }

  private log = '';
  private ended = false;

  private constructor(private readonly folder: string, private readonly address: string, private readonly process: ChildProcess) {
    process.stderr!.on('data', (chunk) => { this.log += chunk; });
    process.on('exit', () => { this.ended = true; });
  }

  /** Where programs send to, by OTLP over HTTP. */
  public get endpoint(): string {
    return `http://${this.address}:4318`;
  }

  /** What has come out so far. */
  public spans(): Span[] {
    const path = join(this.folder, 'spans.jsonl');
    if (!existsSync(path)) return [];
    return readFileSync(path, 'utf8').split('\n').filter((line) => line.endsWith('}')).flatMap((line) => spansIn(JSON.parse(line)));
  }

  /** What has come out when it is enough. @param enough looks at all spans so far @param seconds how long it may take */
  public async spansWhen(enough: (spans: Span[]) => boolean, seconds: number): Promise<Span[]> {
    for (const end = Date.now() + 1000 * seconds; ; await sleep(100)) {
      const found = this.spans();
      if (enough(found)) return found;
      if (Date.now() > end) throw new Error(`after ${seconds} s there are ${found.length} spans, which are not enough: ${JSON.stringify(found)}\n${this.log}`);
    }
  }

  /** Has it hand on what it holds, and end. */
  public async stop(): Promise<void> {
    if (!this.ended) this.process.kill('SIGTERM');
    for (const end = Date.now() + 10_000; !this.ended && Date.now() < end;) await sleep(50);
    if (!this.ended) this.process.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async untilHealthy(seconds: number): Promise<void> {
    for (const end = Date.now() + 1000 * seconds; ; await sleep(100)) {
      const healthy = await fetch(`http://${this.address}:13133/`).then((answer) => answer.ok, () => false);
      if (healthy) return;
      if (!this.ended && Date.now() <= end) continue;
      const said = this.log;
      await this.stop();
      throw new Error(`the collector is not healthy after ${seconds} s\n${said}`);
    }
  }
}

/** Every pipeline ends in a file, and in nothing else. */
function readable(config: any, path: string): object {
  const pipelines = Object.entries<object>(config.service.pipelines).map(([signal, pipeline]) => [signal, { ...pipeline, exporters: ['file/test'] }]);
  return {
    ...config,
    exporters: { 'file/test': { path, flush_interval: '100ms' } },
    service: { ...config.service, pipelines: Object.fromEntries(pipelines) },
  };
}

function spansIn(request: any): Span[] {
  return (request.resourceSpans ?? []).flatMap(({ resource, scopeSpans }: any) => (scopeSpans ?? []).flatMap(({ spans }: any) => spans.map((span: any) => ({
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId ?? '',
    name: span.name,
    service: textOf(resource?.attributes)['service.name'] ?? '',
    attributes: textOf(span.attributes),
  }))));
}

function textOf(attributes: any[] = []): { [key: string]: string } {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, String(Object.values(value)[0])]));
}
