import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cases, configOf, configsWithStores } from './configs';
import { SamplingPolicy, TelemetryExporter } from '../../../src';
import { COLLECTOR, LiveCollector } from '../../live/collector';

/*
 * Has a real collector judge every configuration, and run two: what comes in by OTLP and by
 * Zipkin goes out, in batches, and of sampled traces only those that are worth keeping.
 */

const ADDRESS = '127.0.0.77';
let [passed, failed] = [0, 0];

async function promise(name: string, keep: () => Promise<void> | void): Promise<void> {
  try {
    await keep();
    passed++;
    console.log(`ok ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}\n  ${(error as Error).message.split('\n').join('\n  ')}`);
  }
}

/** What the collector says against a configuration; empty if nothing. */
function objections(config: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'collector-'));
  const path = join(folder, 'config.yaml');
  writeFileSync(path, JSON.stringify(config));
  const { status, stdout, stderr, error } = spawnSync(COLLECTOR, ['validate', `--config=${path}`], {
    encoding: 'utf8', env: { ...process.env, POD_IP: ADDRESS, NODE_NAME: 'node-1', VENDOR_API_KEY: 'x' },
  });
  rmSync(folder, { recursive: true });
  return status === 0 ? '' : `${error?.message ?? ''}${stdout}${stderr}`;
}

function check(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

const span = (trace: string, name: string, code: number) => ({
  resourceSpans: [{
    resource: { attributes: [{ key: 'service.name', value: { stringValue: 'checkout' } }] },
    scopeSpans: [{ spans: [{ traceId: trace, spanId: trace.slice(16), name, kind: 2, startTimeUnixNano: '1700000000000000000', endTimeUnixNano: '1700000000001000000', status: { code } }] }],
  }],
});

const send = async (url: string, body: object) => {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  check(answer.ok, `${url} answers ${answer.status}: ${await answer.text()}`);
};

async function main(): Promise<boolean> {
  for (const { name, config } of cases()) await promise(`is valid: ${name}`, () => check(objections(config) === '', objections(config)));
  await promise('is valid: exports to Jaeger and Zipkin', () => check(objections(configsWithStores().collector) === '', objections(configsWithStores().collector)));

  // Nothing passes because nothing is checked.
  const good = configOf({ exporters: [TelemetryExporter.debug()], tailSampling: { keep: [SamplingPolicy.errors()] } });
  const bad: { [name: string]: [object, RegExp] } = {
    'an exporter that is not there': [{ ...good, service: { ...good.service, pipelines: { traces: { receivers: ['otlp'], exporters: ['otlp_http/none'] } } } }, /otlp_http\/none/],
    'a field that there is not': [{ ...good, processors: { ...good.processors, memory_limiter: { check_interval: '1s', limit_mb: 1 } } }, /limit_mb/],
    'a spike above the limit': [{ ...good, processors: { ...good.processors, memory_limiter: { check_interval: '1s', limit_mib: 10, spike_limit_mib: 20 } } }, /spike_limit_mib/],
  };
  for (const [name, [config, because]] of Object.entries(bad)) {
    await promise(`is refused: ${name}`, () => check(because.test(objections(config)), `said: ${objections(config) || 'nothing'}`));
  }

  await promise('is healthy, and tells of itself; what comes by OTLP and by Zipkin goes out', async () => {
    const collector = await LiveCollector.start(configOf({ exporters: [TelemetryExporter.debug()], receivesZipkin: true }), ADDRESS);
    try {
      await send(`${collector.endpoint}/v1/traces`, span('0af7651916cd43dd8448eb211c80319c', 'pay', 0));
      await send(`http://${ADDRESS}:9411/api/v2/spans`, [{ traceId: '1af7651916cd43dd8448eb211c80319c', id: 'b7ad6b7169203331', name: 'old', timestamp: 1700000000000000, duration: 1000, localEndpoint: { serviceName: 'legacy' } }]);
      const spans = await collector.spansWhen((found) => found.length >= 2, 15);
      check(spans.map(({ name }) => name).sort().join() === 'old,pay', `came out: ${JSON.stringify(spans)}`);
      check(spans.map(({ service }) => service).sort().join() === 'checkout,legacy', `came out: ${JSON.stringify(spans)}`);
      const metrics = await (await fetch(`http://${ADDRESS}:8888/metrics`)).text();
      check(/otelcol_receiver_accepted_spans\S* 1/.test(metrics), 'its metrics do not tell of the spans');
    } finally {
      await collector.stop();
    }
  });

  await promise('keeps the failed trace of two, and forgets the other', async () => {
    const config = configOf({ exporters: [TelemetryExporter.debug()], tailSampling: { keep: [SamplingPolicy.errors()] } });
    config.processors.tail_sampling.decision_wait = '2s';
    const collector = await LiveCollector.start(config, ADDRESS);
    try {
      await send(`${collector.endpoint}/v1/traces`, span('2af7651916cd43dd8448eb211c80319c', 'fine', 1));
      await send(`${collector.endpoint}/v1/traces`, span('3af7651916cd43dd8448eb211c80319c', 'failed', 2));
      const spans = await collector.spansWhen((found) => found.length > 0, 20);
      await new Promise((done) => setTimeout(done, 2000));
      check((await collector.spans()).map(({ name }) => name).join() === 'failed', `came out: ${JSON.stringify(spans)}`);
    } finally {
      await collector.stop();
    }
  });
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

void main().then((good) => process.exit(good ? 0 : 1));
