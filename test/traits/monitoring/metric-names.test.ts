import { readFileSync } from 'fs';
import { join } from 'path';
import { Duration } from 'cdk8s';
import { CallSeries, Delivery, GoDaemon, Monitoring, MonitoringProps, MonitorKind, Port, ProgressiveDelivery, RequestSeries, Slo, SloBackend } from '../../../src';
import { areJudgesBuilt, HOW_TO_BUILD, scraped } from '../../conformance/monitoring/judges';
import { IMAGE, Shop, shop } from '../../kit';

/* Every series that alerts and dashboards read is on one page, with who writes it; and what Go programs are said to write, a real one does. */

const SLOS = [Slo.availability(), Slo.latency({ within: Duration.millis(500) })];
const FULL: MonitoringProps = {
  requests: RequestSeries.otelHttp(),
  calls: [CallSeries.otelHttp(), CallSeries.grpcGo()],
  slos: [Slo.availability(), Slo.latency({ within: Duration.millis(250) })],
  dashboard: true,
};
const daemon = () => {
  const it = shop();
  new GoDaemon(it.chart, 'agent', { image: IMAGE, traits: [new Monitoring({ dashboard: true })] });
  return it;
};
const SHOPS: Shop[] = [
  shop({ traits: [new Monitoring(FULL)] }),
  shop({ ports: [Port.http(8080)], traits: [new Monitoring({ ...FULL, port: 'http' })] }, { monitoring: { sloBackend: SloBackend.SLOTH, monitors: MonitorKind.SERVICE_MONITOR } }),
  shop({ traits: [new Monitoring({ ...FULL, requests: RequestSeries.istio(), slos: SLOS, calls: [CallSeries.istio()] })] }),
  shop({ traits: [new Monitoring({ ...FULL, requests: RequestSeries.linkerd(), slos: SLOS })] }),
  shop({ traits: [new Monitoring(FULL), Delivery.canary()] }, { progressiveDelivery: ProgressiveDelivery.argoRollouts() }),
  daemon(),
];

const read = (text: string) => [...text.matchAll(/([a-zA-Z_:][\w:]*)\{/g)].map((m) => m[1]);
const exprsOf = (objects: any[]): string[] => objects.flatMap((object) => [
  ...(object.kind === 'PrometheusRule' ? object.spec.groups.flatMap((group: any) => group.rules.map((rule: any) => rule.expr)) : []),
  ...Object.entries<string>(object.data ?? {}).filter(([key]) => key.endsWith('.json')).flatMap(([, json]) => JSON.parse(json).panels.flatMap((panel: any) => (panel.targets ?? []).map((target: any) => target.expr))),
]);
const names = new Set(SHOPS.flatMap((it) => exprsOf(it.objects)).flatMap(read));
const recorded = new Set(SHOPS.flatMap((it) => it.objects).filter((o) => o.kind === 'PrometheusRule').flatMap((o) => o.spec.groups.flatMap((group: any) => group.rules.map((rule: any) => rule.record))));

const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'howto', 'dashboards.md'), 'utf8');
/** who writes it, by series */
const listed = new Map([...page.matchAll(/^\| ([^|]+) \| (`[^|]+`) \|$/gm)].flatMap(([, who, list]) => [...list.matchAll(/`([^`]+)`/g)].map((m): [string, string] => [m[1], who.trim()])));

test('every series that is read is recorded by us, counts requests, or is listed with who writes it', () => {
  const requests = /^(http_(server|client)_request_duration_seconds|grpc_client_call_duration_seconds|istio_request(s_total|_duration_milliseconds)|response_(total|latency_ms))(_count|_bucket)?$/;
  expect([...names].filter((name) => !recorded.has(name) && !requests.test(name) && !listed.has(name)).sort()).toEqual([]);
});

test('nothing is listed that nobody reads', () => {
  expect(listed.size).toBeGreaterThan(30);
  expect([...listed.keys()].filter((name) => !names.has(name))).toEqual([]);
});

(areJudgesBuilt() ? test : test.skip)(`what client_golang is said to write, a Go program does (${HOW_TO_BUILD})`, () => {
  const there = new Set(scraped().map((series) => series.name));
  const said = [...listed].filter(([, who]) => who.startsWith('client_golang')).map(([name]) => name);
  expect(said.length).toBeGreaterThan(10);
  expect(said.filter((name) => !there.has(name))).toEqual([]);
});
