import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, Testing } from 'cdk8s';
import { GoMicroservice, GopherApp, Image, Manifest, Manifests, Port, Severity } from '../../src';
import { standardBook } from '../../src/rules/standard-book';

/*
 * What charts, templates and libraries that many use get wrong, as published. Each has a number, and a
 * test of that number next to what keeps it from happening here.
 */

const TESTS = readdirSync(join(__dirname, '..'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts')).map((file) => readFileSync(join(__dirname, '..', file), 'utf8')).join('\n');

test.each(Array.from({ length: 19 }, (_, i) => `D${i + 1}`))('%s of the published mistakes is a test by that name', (id) => {
  expect(TESTS).toMatch(new RegExp(`[('"]${id}: `));
});

/** Errors about objects that are applied together. */
function errorsIn(...objects: any[]): string[] {
  return standardBook().verify(Manifests.of(objects.map((object) => Manifest.of(object)))).filter(({ severity }) => severity === Severity.ERROR).map(({ rule }) => rule);
}

const labels = { app: 'web' };
const deployment = (container: object = {}, pod: object = {}, metadata: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', ...metadata },
  spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'shop/web:1.8.2', ...container }], ...pod } } },
});
const service = (name: string, port: object) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { selector: labels, ports: [{ port: 80, ...port }] } });
const autoscaler = (name: string, spec: object = {}) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name, namespace: 'shop' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 5, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }], ...spec },
});
const requests = { resources: { requests: { cpu: '100m', memory: '64Mi' } } };
const cron = (schedule: string) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'clean', namespace: 'shop' },
  spec: { schedule, jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'clean', image: 'shop/clean:1.0.0' }] } } } } },
});

describe('fourteen bad inputs, of which most tools write twelve', () => {
  test('what they are made of is good', () => {
    expect(errorsIn(deployment(requests), service('web', {}), autoscaler('web'), cron('0 3 * * *'))).toEqual([]);
  });

  test.each<[string, any[], string]>([
    ['two objects of one name', [deployment(), deployment()], 'graph/duplicate-object'],
    ['a name that is no DNS name', [service('My_Service', {})], 'api/bad-format'],
    ['the port 99999', [deployment(), service('web', { port: 99999 })], 'api/bad-port'],
    ['a variable called "1 bad"', [deployment({ env: [{ name: '1=bad', value: 'x' }] })], 'api/bad-format'],
    ['a memory request above the limit', [deployment({ resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } } })], 'api/request-above-limit'],
    ['no image', [deployment({ image: '' })], 'structure/missing-field'],
    ['a CPU metric without a request', [deployment(), autoscaler('web')], 'operability/utilization-without-request'],
    ['minute 99', [cron('99 * * * *')], 'api/bad-schedule'],
    ['two autoscalers on one target', [deployment(requests), autoscaler('one'), autoscaler('two')], 'graph/two-autoscalers'],
    ['a port name of 29 characters', [deployment(), service('web', { name: 'a'.repeat(64) })], 'api/bad-format'],
    ['a label that is none', [deployment({}, {}, { labels: { 'a b': 'c' } })], 'api/bad-format'],
    ['a minimum above the maximum', [deployment(requests), autoscaler('web', { minReplicas: 9 })], 'api/min-above-max'],
    ['a rollout that may neither add nor take away', [{ ...deployment(), spec: { ...deployment().spec, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } } }], 'api/standstill'],
  ])('%s', (_, objects, rule) => {
    expect(new Set(errorsIn(...objects))).toEqual(new Set([rule]));
  });

  test('a Secret that nobody makes, until somebody says that it is there', () => {
    const reader = deployment({ env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'stripe', key: 'key' } } }] });
    expect(standardBook().verify(Manifests.of([Manifest.of(reader)])).map(({ rule }) => rule)).toContain('graph/missing-secret');
  });
});

test('D4: a monitor in a namespace of its own, which looks for Services in no other', () => {
  const monitor = { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata: { name: 'web', namespace: 'monitoring' }, spec: { selector: { matchLabels: labels }, endpoints: [{ port: 'http' }] } };
  const objects = [deployment(), { ...service('web', { name: 'http' }), metadata: { name: 'web', namespace: 'shop', labels } }, monitor];
  const found = (...all: any[]) => standardBook().verify(Manifests.of(all.map((object) => Manifest.of(object)))).map(({ rule }) => rule);
  expect(found(...objects)).toContain('graph/monitor-finds-nothing');
  expect(found(...objects.slice(0, 2), { ...monitor, spec: { ...monitor.spec, namespaceSelector: { matchNames: ['shop'] } } })).not.toContain('graph/monitor-finds-nothing');
});

describe('what only a library can get wrong', () => {
  const chartOf = (app: App, ports: Port[]) => {
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new GoMicroservice(chart, 'web', { image: Image.of('registry.example.com/shop/web:1.8.2'), ports });
    return chart;
  };

  test('D12: ports in an order that changes from run to run, and claims that disappear', () => {
    const ports = () => [Port.http(8080), Port.grpc(9090)];
    const written = () => JSON.stringify(Testing.synth(chartOf(Testing.app(), ports())));
    expect(written()).toBe(written());
    const misplaced = { ...deployment(), spec: { ...deployment().spec, volumeClaimTemplates: [{ metadata: { name: 'data' } }] } };
    expect(errorsIn(misplaced)).toEqual(['structure/unknown-field']);
  });

  test('D14: validations that run once more for every chart', () => {
    const app = new GopherApp({ outdir: Testing.app().outdir });
    let asked = 0;
    for (let i = 0; i < 20; i++) new Chart(app, `chart-${i}`).node.addValidation({ validate: () => { asked++; return []; } });
    app.synth();
    expect(asked).toBe(20);
  });
});
