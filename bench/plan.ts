import { ApiObject, Chart } from 'cdk8s';
import { Edge, Exposure, GoMicroservice, GopherApp, Image, LiveFiles, NetworkPeer, Platform, Port } from 'cdk8s-gopher';
import { comparisonOf } from '../src/plan/comparison';
import { sideOf } from '../src/plan/sides';
import { Manifest } from '../src/rules/manifest';

/*
 * How long a plan takes, apart from reading the two folders: what differs, what the API server
 * refuses, what follows for pods, security, endpoints and connections. In processor time, which
 * does not grow with what else the machine does.
 *
 *   npm run bench
 */

/** What the second side has otherwise. */
const CHANGES: Array<[string, (object: any, i: number) => any]> = [
  ['nothing', (object) => object],
  ['one image in ten', (object, i) => (object.kind === 'Deployment' && i % 90 < 9 ? withImage(object) : object)],
  ['every image', (object) => (object.kind === 'Deployment' ? withImage(object) : object)],
  ['every label', (object) => ({ ...object, metadata: { ...object.metadata, labels: { ...object.metadata.labels, team: 'other' } } })],
  ['every name', (object) => JSON.parse(JSON.stringify(object).replace(/service-(\d+)/g, 'program-$1'))],
];

/** A shop of nine objects a service, in which every tenth service is called by the nine after it. */
function objectsOf(services: number): any[] {
  const app = new GopherApp({
    platform: new Platform({
      registry: 'registry.example.com',
      telemetry: { endpoint: 'http://collector.observability.svc.cluster.local:4318' },
      edge: Edge.ingress({ className: 'nginx', defaultCertificate: true, callers: [NetworkPeer.namespace('ingress')] }),
    }),
  });
  let callee: GoMicroservice | undefined;
  for (let i = 0; i < services; i++) {
    const service = new GoMicroservice(new Chart(app, `service-${i}`, { namespace: 'shop' }), `service-${i}`, {
      image: Image.of(`shop/service-${i}:1.${i}.0`),
      ports: [Port.http(8080)],
      files: { '/etc/service/config.yaml': `id: ${i}\n` },
      traits: [new Exposure({ host: `service-${i}.example.com` }), new LiveFiles({ files: { '/etc/service/live/flags.yaml': `on: ${i}\n` } })],
    });
    if (i % 10 === 0) callee = service;
    else service.calls(callee!);
  }
  return app.node.findAll().filter((c): c is ApiObject => c instanceof ApiObject).map((o) => o.toJson());
}

function withImage(object: any): any {
  const changed = structuredClone(object);
  changed.spec.template.spec.containers[0].image += '-next';
  return changed;
}

/** Everything anew each time: nothing that a former run has looked up. */
function milliseconds(before: any[], after: any[]): number {
  const side = (objects: any[]) => sideOf(objects.map((object) => Manifest.of(object)));
  const [committed, next] = [side(before), side(after)];
  const start = process.cpuUsage();
  comparisonOf(committed, next);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function main(): void {
  console.log(`| services | objects | ${CHANGES.map(([name]) => name).join(' | ')} |`);
  console.log(`|-|-|${CHANGES.map(() => '-|').join('')}`);
  for (const services of [250, 1000, 4000]) {
    const before = JSON.parse(JSON.stringify(objectsOf(services)));
    const times = CHANGES.map(([, change]) => {
      const after = before.map(change);
      return Math.min(...Array.from({ length: 3 }, () => milliseconds(before, after)));
    });
    console.log(`| ${services} | ${before.length} | ${times.map((time) => `${time.toFixed(0)} ms`).join(' | ')} |`);
  }
  console.log(`\npeak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
}

main();
