import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart, Duration } from 'cdk8s';
import { ChartHooks, ChartSource, External, GoMicroservice, GopherApp, Image, IncludedChart, IncludedChartProps, Platform, Port, PortProtocol, Waiver } from '../../../src';

/*
 * A stand-in writes what helm would have written; with a real helm: test/conformance/helm.
 */

const folder = mkdtempSync(join(tmpdir(), 'gopher-included-'));
const redis = join(folder, 'redis');
const helm = join(folder, 'helm');
beforeAll(() => {
  mkdirSync(redis);
  writeFileSync(join(redis, 'Chart.yaml'), 'apiVersion: v2\nname: redis\nversion: 1.0.0\n');
  writeFileSync(helm, `#!/bin/sh
dir=$(dirname "$0")
case "$*" in *" random "*) printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: a\\ndata:\\n  seed: "%s"\\n' $$; exit 0 ;; esac
case "$*" in *" stuck "*) trap '' TERM; exec sleep 10 ;; esac
echo "$*" >"$dir/args"; cat >"$dir/input"
cat "$dir/redis/$2.out" || { printf 'level=WARN msg=noise\\nError: cannot %s\\n' "$(cat "$dir/input")" >&2; exit 1; }
`);
  chmodSync(helm, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

const labels = { app: 'redis' };
const container = {
  name: 'redis',
  image: 'registry.example.com/redis:8.0',
  ports: [{ name: 'redis', containerPort: 6380 }, { name: 'metrics', containerPort: 9121 }],
  readinessProbe: { tcpSocket: { port: 'redis' } },
  resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
};
const pod = { automountServiceAccountToken: false, enableServiceLinks: false, securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } }, containers: [container] };
const named = (apiVersion: string, kind: string, name: string, more: object = {}, metadata: object = {}) => ({ apiVersion, kind, metadata: { name, ...metadata }, ...more });
const SERVER = [
  named('apps/v1', 'StatefulSet', 'redis', { spec: { replicas: 1, serviceName: 'redis-pods', selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } } }),
  named('v1', 'Service', 'redis', { spec: { selector: labels, ports: [{ name: 'tcp-redis', port: 6379, targetPort: 'redis' }, { name: 'http-metrics', port: 80, targetPort: 9121 }] } }),
  named('v1', 'Service', 'redis-pods', { spec: { clusterIP: 'None', selector: labels, ports: [{ name: 'tcp-redis', port: 6380, targetPort: 'redis' }] } }),
  named('rbac.authorization.k8s.io/v1', 'ClusterRole', 'redis', { rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }] }),
];
const hook = (name: string, when: string) => named('v1', 'ConfigMap', name, { data: { a: 'b' } }, { annotations: { 'helm.sh/hook': when } });
const secret = (values: object) => named('v1', 'Secret', 'redis-auth', { stringData: values });

/** What an app says against itself; the folder of the test is left out. */
function saidBy(program: () => void): string {
  try {
    program();
  } catch (e) {
    return (e as Error).message.replaceAll(redis, 'redis');
  }
  return '';
}

let releases = 0;

/** An app with a chart that renders to these objects. */
class Shop {
  public readonly app = new GopherApp({ outdir: join(folder, 'dist'), platform: new Platform({ clusterDomain: 'cluster.local' }), externals: [External.secret('redis-auth')] });
  public readonly chart = new Chart(this.app, 'shop', { namespace: 'shop' });
  public readonly included: IncludedChart;

  constructor(objects: readonly object[] | undefined, props: Partial<IncludedChartProps> = {}) {
    const releaseName = props.releaseName ?? `release-${releases++}`;
    if (objects !== undefined) writeFileSync(join(redis, `${releaseName}.out`), objects.map((object) => JSON.stringify(object)).join('\n---\n'));
    this.included = new IncludedChart(this.chart, 'redis', { source: ChartSource.folder(redis), helmExecutable: helm, releaseName, ...props });
  }

  public get written(): string[] {
    this.app.findings(); // throws all problems
    return this.chart.toJson().map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`).sort();
  }

  public object(kind: string): any {
    return this.chart.toJson().find((object) => object.kind === kind);
  }
}

describe('an included chart', () => {
  test('becomes its objects, in its namespace or in none', () => {
    expect(new Shop(SERVER).written).toEqual(['ClusterRole -/redis', 'Service shop/redis', 'Service shop/redis-pods', 'StatefulSet shop/redis']);
    expect(new Shop(SERVER, { namespace: 'cache' }).written).toContain('StatefulSet cache/redis');
    expect(new Shop([{ apiVersion: 'v1', kind: 'List', items: SERVER }]).written).toHaveLength(4);
  });

  test('keeps what the chart writes, to the letter', () => {
    const shop = new Shop(SERVER);
    expect(shop.object('StatefulSet')).toEqual({ ...SERVER[0], metadata: { name: 'redis', namespace: 'shop' } });
    const kept = named('v1', 'ConfigMap', 'a', {}, { labels: { a: 'b' }, finalizers: ['example.com/kept'], ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'b', uid: 'c' }] });
    expect(new Shop([kept]).object('ConfigMap')).toEqual({ ...kept, metadata: { ...kept.metadata, namespace: 'shop' } });
  });

  test('knows by its own definition, or by its name, that a kind is in no namespace', () => {
    const definition = named('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'caches.example.com', { spec: { group: 'example.com', scope: 'Cluster', names: { kind: 'Cache', plural: 'caches', singular: 'cache', listKind: 'CacheList' }, versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }] } });
    expect(new Shop([definition, named('example.com/v1', 'Cache', 'a'), named('example.com/v1', 'ClusterIssuer', 'b'), named('example.com/v1', 'Issuer', 'c')]).written)
      .toEqual(['Cache -/a', 'ClusterIssuer -/b', 'CustomResourceDefinition -/caches.example.com', 'Issuer shop/c']);
  });

  test('is judged by the rules, found by its construct, and waived', () => {
    const loose = named('v1', 'Pod', 'loose', { spec: { containers: [{ name: 'a', image: 'a:1' }] } });
    expect(() => new Shop([{ ...loose, spec: { containers: [] } }]).app.synth()).toThrow('[shop/redis]');
    const found = (shop: Shop) => shop.app.findings().map(({ rule }) => rule);
    const shop = new Shop([loose]);
    expect(found(shop)).toContain('operability/no-requests');
    new Waiver({ rule: 'operability/no-requests', reason: 'it does nothing at all', owner: 'team-shop', expires: '2027-03-31' }).applyTo(shop.included);
    expect(found(shop)).not.toContain('operability/no-requests');
  });

  test('is given the platform\'s Kubernetes, and values by standard input', () => {
    new Shop(SERVER, { releaseName: 'asked', values: { a: 'b' }, apiVersions: ['keda.sh/v1alpha1'] });
    expect(readFileSync(join(folder, 'args'), 'utf8').trim()).toBe(`template asked ${redis} --namespace shop --kube-version 1.33.0 --api-versions keda.sh/v1alpha1 --include-crds --skip-tests --values -`);
    expect(readFileSync(join(folder, 'input'), 'utf8')).toBe('{"a":"b"}');
  });

  test('has objects that can be patched and left out', () => {
    const shop = new Shop([...SERVER, hook('note', 'test')], { without: ['ClusterRole/redis'] });
    expect(shop.written.join()).not.toContain('ClusterRole');
    expect(shop.included.findObject('Service', 'redis')?.name).toBe('redis');
    expect(shop.included.findObject('Service', 'other')).toBeUndefined();
  });

  test('writes hooks as it is told, and those of tests and deletions never', () => {
    const hooks = [hook('before', 'pre-install,pre-upgrade'), hook('test', 'test'), hook('gone', 'post-delete'), hook('definition', 'crd-install')];
    expect(new Shop(hooks, { hooks: ChartHooks.APPLIED }).written).toEqual(['ConfigMap shop/before', 'ConfigMap shop/definition']);
    expect(new Shop(hooks, { hooks: ChartHooks.LEFT_OUT }).written).toEqual(['ConfigMap shop/definition']);
  });

  test('may hold a Secret without values, with placeholders, or one that is waived', () => {
    expect(new Shop([secret({ password: '' })]).written).toEqual(['Secret shop/redis-auth']);
    expect(new Shop([secret({ password: '<path:secret/redis#password>' })]).written).toEqual(['Secret shop/redis-auth']);
    const shop = new Shop([secret({ 'redis.conf': 'save ""' })]);
    expect(() => shop.written).toThrow('chart/secret-in-git');
    new Waiver({ rule: 'operability/literal-secret', reason: 'settings without a password', owner: 'team-shop', expires: '2027-03-31' }).applyTo(shop.included);
    expect(shop.written).toEqual(['Secret shop/redis-auth']);
  });
});

describe('a Service of a chart', () => {
  const caller = (shop: Shop, namespace = 'shop') => new GoMicroservice(namespace === 'shop' ? shop.chart : new Chart(shop.app, namespace, { namespace }), 'checkout', { image: Image.of('registry.example.com/checkout:1.0.0') });
  const policy = (shop: Shop, chart = shop.chart) => chart.toJson().find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'checkout').spec.egress.find((rule: any) => JSON.stringify(rule).includes('"app":"redis"'));
  const address = (shop: Shop) => JSON.stringify(shop.chart.toJson()).match(/"REDIS[A-Z_]*":"[^"]*"|"name":"REDIS[A-Z_]*","value":"[^"]*"/g);

  test('is called by its address, and the way is open to the pods\' own port', () => {
    const shop = new Shop(SERVER);
    caller(shop).calls(shop.included.service('redis', 6379));
    expect(address(shop)).toEqual(['"name":"REDIS_ADDR","value":"redis.shop.svc.cluster.local:6379"']);
    expect(policy(shop)).toEqual({ ports: [{ port: 6380, protocol: 'TCP' }], to: [{ podSelector: { matchLabels: labels } }] });
  });

  test('is called from another namespace, too', () => {
    const shop = new Shop(SERVER);
    const checkout = caller(shop, 'web');
    checkout.calls(shop.included.service('redis', 6379));
    expect(policy(shop, Chart.of(checkout)).to).toEqual([{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }, podSelector: { matchLabels: labels } }]);
  });

  test('has the ports that it says, by name, with what is spoken there', () => {
    const shop = new Shop(SERVER);
    const service = shop.included.service('redis');
    expect(service.ports.map(String)).toEqual([String(Port.tcp('tcp-redis', 6380).servedAs(6379)), String(Port.named('http-metrics', 9121, PortProtocol.HTTP).servedAs(80))]);
    caller(shop).calls(service, { port: 'http-metrics' });
    expect(address(shop)).toContainEqual('"name":"REDIS_URL","value":"http://redis.shop.svc.cluster.local:80"');
  });

  test('that there is not is said once, however often it is asked for', () => {
    const shop = new Shop(SERVER);
    ['redsi', 'redsi'].forEach((name) => shop.included.service(name));
    expect(saidBy(() => shop.app.synth()).match(/chart\/no-service/g)).toHaveLength(1);
  });

  test('that is headless is called on the pods\' port', () => {
    const shop = new Shop(SERVER);
    caller(shop).calls(shop.included.service('redis-pods'));
    expect(address(shop)?.[0]).toContain('redis-pods.shop.svc.cluster.local:6380');
  });

  test.each<[string, (shop: Shop) => unknown, string]>([
    ['that there is not', ({ included }) => included.service('redsi'), 'chart/no-service: the chart "redis" makes no Service "redsi"; it makes: redis, redis-pods, outside, lost, sctp. Name one of these.'],
    ['with a port that no call goes over', ({ included }) => included.service('sctp'), 'chart/no-port: the Service "sctp" of the chart "redis" has no port that its pods listen on by TCP or UDP. Its ports: 1.'],
    ['without that port', ({ included }) => included.service('redis', 1), 'chart/no-port: the Service "redis" of the chart "redis" has no port 1 that its pods listen on by TCP or UDP. Its ports: 6379, 80.'],
    ['without pods', ({ included }) => included.service('outside'), 'chart/service-without-pods'],
    ['whose port no pod has', ({ included }) => included.service('lost'), 'chart/no-port'],
  ])('%s is refused', (_, ask, message) => {
    const shop = new Shop([...SERVER, named('v1', 'Service', 'outside', { spec: { ports: [{ port: 1 }] } }), named('v1', 'Service', 'lost', { spec: { selector: labels, ports: [{ port: 1, targetPort: 'nope' }] } }),
      named('v1', 'Service', 'sctp', { spec: { selector: labels, ports: [{ port: 1, protocol: 'SCTP' }] } })]);
    ask(shop);
    expect(saidBy(() => shop.app.synth())).toContain(message);
  });
});

describe('a chart that cannot be included', () => {
  const folderSource = ChartSource.folder(join(folder, 'nothing'));
  test.each<[string, readonly object[] | undefined, Partial<IncludedChartProps>, string]>([
    ['where there is no helm', SERVER, { helmExecutable: 'helm-that-is-not-there' }, 'chart/no-helm: the chart "redis" is rendered by helm, and there is no "helm-that-is-not-there" on the PATH. Install Helm (helm.sh), where CI runs, too; or name it: helmExecutable.'],
    ['as helm fails', undefined, { values: { name: 'short', password: 'hunter2', list: ['a-long-value-of-somebody'] } }, 'chart/helm-failed: helm template does not take the chart "redis": cannot {"name":"short","password":"…","list":["…"]}. Mend the values, or the chart.'],
    ['as it is not there', SERVER, { source: folderSource }, 'chart/not-found: there is no chart in'],
    ['as it makes something anew each time', undefined, { releaseName: 'random' }, 'chart/random: the chart "redis" renders something else each time: ConfigMap/a (data.seed); every synthesis'],
    ['as it has hooks of which nothing is said', [hook('before', 'pre-install')], {}, 'chart/hooks: Helm would run ConfigMap/before of the chart "redis" before or after it installs; applied from Git, nobody does.'],
    ['as a password would be committed', [secret({ password: 'hunter2', user: 'a' })], {}, 'chart/secret-in-git: the chart "redis" renders Secret/redis-auth with the values of password, user, which would be committed.'],
    ['as what is left out is not there', SERVER, { without: ['Service/rediss'] }, 'chart/no-such-object: the chart "redis" renders no "Service/rediss" that could be left out. Write "Service/redis".'],
    ['as an object has no name', [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'a-' } }], {}, 'chart/no-object: the chart "redis" renders "ConfigMap" without metadata.name'],
    ['as it is there three times', [1, 2, 3].map((i) => named('v1', 'ConfigMap', 'a', { data: { a: `${i}` } })), {}, 'object/duplicate: shop/redis and shop/redis both make ConfigMap "a"'],
    ['for its release\'s name', SERVER, { releaseName: 'Redis' }, 'chart/bad-release'],
    ['with a key among the values', undefined, { values: { tls: '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n' } }, 'cannot {"tls":"…"}. Mend'],
    ['for no time', SERVER, { timeout: Duration.millis(5) }, 'chart/bad-timeout'],
    ['without a version', SERVER, { source: ChartSource.repository('https://charts.example.com', 'redis', '^19.0.0') }, 'chart/no-version: "^19.0.0" is not one version of "redis"; what is written could change without a commit. Write it in full, such as "19.5.2", without ^, ~ and *.'],
    ['with a password that breaks the address', SERVER, { source: ChartSource.repository('https://me:hun/ter2@charts.example.com', 'redis', '19.5.2') }, 'chart/bad-address: "https://…@charts.example.com" is no address'],
    ['with a password in the address', SERVER, { source: ChartSource.repository('https://me:hunter2@charts.example.com', 'redis', '19.5.2') }, 'chart/password-in-address: "https://…@charts.example.com" holds a password'],
    ['with an address that is none', SERVER, { source: ChartSource.oci('registry.example.com/charts/redis', '19.5.2') }, 'chart/bad-address'],
    ['with an option for a name', SERVER, { source: ChartSource.repository('https://charts.example.com', '--post-renderer=x', '19.5.2') }, 'chart/bad-name'],
  ])('%s', (_, objects, props, message) => {
    const said = saidBy(() => new Shop(objects, props).app.synth());
    expect(said).toContain(message);
    expect(said).not.toContain('hunter2');
  });

  test('as a value breaks its YAML', () => {
    writeFileSync(join(redis, 'alias.out'), 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nstringData:\n  password: *hunter2\n');
    const said = saidBy(() => new Shop(undefined, { releaseName: 'alias', values: { password: 'hunter2' } }).app.synth());
    expect(said).toContain('chart/no-yaml: the chart "redis" does not render to YAML: the alias "…" has no anchor');
    expect(said).not.toContain('hunter2');
  });

  test('as it makes nothing that could be called', () => {
    const shop = new Shop([named('v1', 'ConfigMap', 'a')], { without: ['ConfigMap/a'] });
    shop.included.service('redis');
    expect(saidBy(() => shop.app.synth())).toContain('chart/no-service: the chart "redis" makes no Service "redis"; it makes: none');
  });

  test('as helm hangs, and hears no request to end', () => {
    const since = Date.now();
    expect(saidBy(() => new Shop(undefined, { releaseName: 'stuck', timeout: Duration.seconds(1) }).app.synth())).toContain('chart/timeout: helm did not finish with the chart "redis" within 1 s.');
    expect(Date.now() - since).toBeLessThan(8000);
  });

  test('as it is in no namespace', () => {
    const app = new GopherApp({ outdir: join(folder, 'dist') });
    new IncludedChart(new Chart(app, 'shop'), 'redis', { source: ChartSource.folder(redis), helmExecutable: helm });
    expect(() => app.synth()).toThrow('chart/no-namespace');
  });
});
