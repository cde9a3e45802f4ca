import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { complaintsOf, helm, rendered } from './helm';
import { packaged } from './packaged-app';
import { Tally } from './tally';
import { Autoscaling, Availability, Edge, Exposure, GoMicroservice, GopherApp, GoWorker, Image, Namespace, NetworkPeer, Platform, PodAmount, Route } from '../../../src';
import { KubeObject } from '../apiserver/manifests';

interface Choices { readonly tag: string; readonly min: number; readonly max: number; readonly replicas: number; readonly hosts: readonly string[] }

const DIGEST = `sha256:${'ab'.repeat(32)}`;
const GIVEN: Choices = { tag: '1.8.2', min: 3, max: 9, replicas: 2, hosts: ['shop.example.com', '*.eu.example.com'] };
const OTHERS: Choices[] = [
  { tag: '2.0.0', min: 5, max: 40, replicas: 7, hosts: ['shop.example.org', '*.de.example.org'] },
  { ...GIVEN, min: 2, max: 2 },
  { ...GIVEN, hosts: ['eu.example.com', '*.shop.example.com'] },
];

/** A shop with all that may be a value. */
function shop({ tag, min, max, replicas, hosts }: Choices, edge: Edge): GopherApp {
  const app = new GopherApp({ platform: new Platform({ edge, telemetry: { endpoint: 'http://collector.observability.svc.cluster.local:4318' } }) });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new Namespace(chart, 'shop');
  const image = (name: string) => Image.of(`registry.example.com:5000/shop/${name}:${tag}`);
  const frontend = new GoMicroservice(chart, 'frontend', { image: image('frontend'), traits: [new Autoscaling({ minReplicas: min, maxReplicas: max })] });
  const api = new GoMicroservice(chart, 'checkout-api', { image: image('checkout'), env: { PUBLIC_ADDRESS: `https://${hosts[0]}/api`, SEVERAL: `a,${hosts[0]};${hosts[1]}`, ANOTHER: `my.${hosts[0]}` } });
  new GoWorker(chart, 'mailer', { image: image('mailer'), replicas });
  frontend.addTraits(new Exposure({ host: hosts[0], routes: [Route.prefix('/')] }));
  api.addTraits(new Exposure({ host: hosts[0], routes: [Route.prefix('/api')] }));
  new GoMicroservice(chart, 'regions', { image: image('regions'), traits: [new Exposure({ host: hosts[1] }), new Availability({ maxUnavailable: PodAmount.percent(50) })] });
  frontend.calls(api);
  return app;
}

function valuesOf({ tag, min, max, replicas, hosts }: Choices) {
  return {
    'frontend': { image: { tag }, minReplicas: min, maxReplicas: max, hosts: [hosts[0]] },
    'checkout-api': { image: { tag } },
    'mailer': { image: { tag }, replicas },
    'regions': { image: { tag }, hosts: [hosts[1]] },
  };
}

/** What is said by values is what the program would write with the same words. */
export function chartValues(tally: Tally, top: string): void {
  const edges = { gateway: Edge.gateway({ name: 'public', namespace: 'gateways' }), ingress: Edge.ingress({ className: 'public', clusterIssuer: 'letsencrypt', callers: [NetworkPeer.namespace('ingress')] }) };
  for (const [edge, value] of Object.entries(edges)) {
    const { chart, objects } = packaged(top, `shop-${edge}`, shop(GIVEN, value));
    tally.check(`${edge}: renders to what is written`, complaintsOf(objects, chart));
    OTHERS.forEach((choices, i) => tally.check(`${edge}: with other values, what the program writes with them (${i})`,
      complaintsOf(packaged(top, `shop-${edge}-${i}`, shop(choices, value)).objects.map((object) => asNamed(object, GIVEN.hosts, choices.hosts)), chart, valuesOf(choices), true)));
  }
  const chart = join(top, 'charts', 'shop-gateway');
  accepted(tally, chart);
  refused(tally, chart);
  notes(tally, chart);
  included(tally, top, chart);
}

/** What the chart leaves as it is: objects keep the names that were made of hosts, and a longer host that ends as ours is another host. */
function asNamed(object: KubeObject, was: readonly string[], now: readonly string[]): KubeObject {
  let text = JSON.stringify(object).replaceAll(`my.${now[0]}`, `my.${was[0]}`);
  const [from, to] = [now, was].map((hosts) => hosts.map((host) => host.replace('*', 'wildcard')));
  from.forEach((host, i) => { text = text.replaceAll(`.${host}"`, `.${to[i]}"`).replaceAll(`"${host}-tls"`, `"${to[i]}-tls"`); });
  return JSON.parse(text);
}

function imageOf(chart: string, values: unknown): string {
  const objects = rendered(chart, values);
  if (typeof objects === 'string') return objects;
  return objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'mailer')!.spec.template.spec.containers[0].image;
}

function accepted(tally: Tally, chart: string): void {
  const is = (name: string, values: unknown, image: string) => tally.check(name, imageOf(chart, values) === image ? [] : [imageOf(chart, values)]);
  is('a digest says which image it is', { mailer: { image: { digest: DIGEST } } }, `registry.example.com:5000/shop/mailer:1.8.2@${DIGEST}`);
  is('an image may come from another registry', { mailer: { image: { repository: 'mirror.example.org/mailer' } } }, 'mirror.example.org/mailer:1.8.2');
  is('a chart that includes this one may say more', { global: { a: 1 }, enabled: true }, 'registry.example.com:5000/shop/mailer:1.8.2');
}

function refused(tally: Tally, chart: string): void {
  const cases: Array<[string, unknown, RegExp]> = [
    ['a word where a number belongs', { mailer: { replicas: 'many' } }, /mailer.*replicas[^]*want integer|replicas[^]*integer/],
    ['part of a pod', { mailer: { replicas: 2.5 } }, /replicas[^]*integer/],
    ['fewer pods than the budget needs', { mailer: { replicas: 1 } }, /replicas[^]*minimum/],
    ['fewer pods than the budget needs, of the autoscaler', { frontend: { minReplicas: 1 } }, /minReplicas[^]*minimum/],
    ['a minimum above the maximum', { frontend: { minReplicas: 12 } }, /frontend: minReplicas 12 is above maxReplicas 9/],
    ['a value that there is not', { mailer: { cpu: '1' } }, /mailer[^]*cpu/],
    ['a program that there is not', { malier: { replicas: 2 } }, /malier/],
    ['a tag that is moved', { mailer: { image: { tag: 'latest' } } }, /image[^]*tag/],
    ['no tag', { mailer: { image: { tag: '' } } }, /image[^]*tag/],
    ['a tag that is a number', { mailer: { image: { tag: 1.9 } } }, /tag[^]*string/],
    ['a digest that is none', { mailer: { image: { digest: 'sha256:ab' } } }, /digest/],
    ['an image with its tag in the repository', { mailer: { image: { repository: 'registry.example.com/mailer:2' } } }, /repository/],
    ['a host with a scheme', { frontend: { hosts: ['https://shop.example.org'] } }, /hosts/],
    ['one host too many', { frontend: { hosts: ['a.example.org', 'b.example.org'] } }, /hosts/],
    ['no host', { frontend: { hosts: [] } }, /hosts/],
    ['a plain host where one stands for many', { regions: { hosts: ['eu.example.org'] } }, /hosts/],
    ['a program that is taken away', { mailer: null }, /mailer/],
  ];
  for (const [name, values, message] of cases) {
    const said = rendered(chart, values);
    tally.check(`is refused: ${name}`, typeof said === 'string' && message.test(said) ? [] : [typeof said === 'string' ? said : 'it was accepted']);
  }
}

function notes(tally: Tally, chart: string): void {
  const { out, err } = helm(['install', 'a-release', chart, '--dry-run=client', '--namespace', 'elsewhere']);
  tally.check('the notes say what to wait for, and where it answers',
    ['shop-gateway 1.4.0 is installed as a-release', 'kubectl --namespace shop rollout status deployment/mailer', '  shop.example.com\n'].filter((text) => !out.includes(text)).map((text) => `without ${text}: ${err}${out.slice(-600)}`));
}

/** In a chart of charts its values stand one level deeper. */
function included(tally: Tally, top: string, chart: string): void {
  const parent = join(top, 'parent');
  mkdirSync(join(parent, 'templates'), { recursive: true });
  writeFileSync(join(parent, 'Chart.yaml'), 'apiVersion: v2\nname: parent\nversion: 0.1.0\ndependencies:\n  - name: shop-gateway\n    version: 1.4.0\n    condition: shop-gateway.enabled\n');
  writeFileSync(join(parent, 'templates', 'mine.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: mine\n');
  mkdirSync(join(parent, 'charts'));
  const packed = helm(['package', chart, '--destination', join(parent, 'charts')]);
  const found = rendered(parent, { 'shop-gateway': { enabled: true, mailer: { replicas: 4 } } });
  const mailer = typeof found === 'string' ? undefined : found.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'mailer');
  tally.check('another chart may include it', mailer?.spec.replicas === 4 ? [] : [packed.err, String(found)]);
  const values = readFileSync(join(chart, 'values.yaml'), 'utf8');
  tally.check('each value has a comment', values.split('\n').filter((line, i, all) => /^ +[a-zA-Z]+:( |$)/.test(line) && !/^ +image:/.test(line) && !/^ *#/.test(all[i - 1] ?? '')));
}
