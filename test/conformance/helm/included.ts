import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Chart, Duration, JsonPatch } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { complaintsOf, helm } from './helm';
import { packaged } from './packaged-app';
import { Tally } from './tally';
import { ChartHooks, ChartSource, External, GoMicroservice, GopherApp, Image, IncludedChart, IncludedChartProps, KubernetesVersion, Platform, PlatformProps } from '../../../src';
import { readManifests } from '../apiserver/manifests';

const HELM = process.env.HELM ?? 'helm';
const CACHE = join(__dirname, 'charts/cache');
const QUIET = { auth: { existingSecret: 'cache-password' } };
const MONITORED = { monitoring: {} };

/** An app with a chart in it, and a service that may call it. */
class Included {
  public readonly app: GopherApp;
  public readonly cache: IncludedChart;
  public readonly checkout: GoMicroservice;

  constructor(top: string, props: Partial<IncludedChartProps> = {}, platform: PlatformProps = {}) {
    this.app = new GopherApp({ outdir: mkdtempSync(join(top, 'included-')), externals: ['cache-password', 'cache-auth'].map((name) => External.secret(name)), platform: new Platform({ kubernetesVersion: KubernetesVersion.of('1.36'), ...platform }) });
    const chart = new Chart(this.app, 'shop', { namespace: 'shop' });
    this.cache = new IncludedChart(chart, 'cache', { source: ChartSource.folder(CACHE), values: QUIET, helmExecutable: HELM, ...props });
    this.checkout = new GoMicroservice(chart, 'checkout', { image: Image.of('registry.example.com/shop/checkout:1.8.2') });
  }

  /** The objects that are written, or all that is wrong. */
  public get outcome(): any[] | string {
    try {
      this.app.synth();
    } catch (e) {
      return (e as Error).message;
    }
    return readManifests(this.app.outdir).map(({ object }) => object);
  }
}

/** Charts of others in an app. */
export async function includedCharts(tally: Tally, top: string): Promise<void> {
  const names = (objects: any[] | string) => (typeof objects === 'string' ? objects : objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`).filter((name) => name.includes('cache')).sort().join(', '));
  const is = (name: string, found: unknown, expected: unknown) => tally.check(name, isDeepStrictEqual(found, expected) ? [] : [`${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`]);
  const says = (name: string, props: Partial<IncludedChartProps>, ...expected: string[]) => {
    const { outcome } = new Included(top, props);
    tally.check(`is a problem: ${name}`, expected.filter((text) => !String(outcome).includes(text)).map((text) => `without "${text}": ${typeof outcome === 'string' ? outcome : 'it was accepted'}`));
  };

  const plain = new Included(top, {}, MONITORED);
  plain.checkout.calls(plain.cache.service('cache-primary', 6379));
  const objects = plain.outcome;
  is('every object is written, in the namespace or in none, and no test', names(objects), 'CacheSettings -/cache, ClusterRole -/cache-shop, ClusterRoleBinding -/cache-shop, CustomResourceDefinition -/cachesettings.cache.example.com, '
    + 'Service shop/cache-pods, Service shop/cache-primary, ServiceAccount shop/cache, ServiceMonitor shop/cache, StatefulSet shop/cache-primary');
  const find = (kind: string, name: string) => (Array.isArray(objects) ? objects.find((object) => object.kind === kind && object.metadata.name === name) : undefined);
  is('the platform says which Kubernetes it is', find('ServiceMonitor', 'cache')?.metadata.labels.minor, '36');
  is('a caller has the address', find('Deployment', 'checkout')?.spec.template.spec.containers[0].env?.find(({ name }: any) => name === 'CACHE_PRIMARY_ADDR')?.value
    ?? find('ConfigMap', (Array.isArray(objects) ? objects : []).find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('checkout'))?.metadata.name)?.data.CACHE_PRIMARY_ADDR, 'cache-primary.shop.svc.cluster.local:6379');
  is('and the way to the pods, on the port that they listen on', find('NetworkPolicy', 'checkout')?.spec.egress.filter((rule: any) => JSON.stringify(rule).includes('"cache"')), [{
    ports: [{ port: 6380, protocol: 'TCP' }], to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'cache', 'app.kubernetes.io/name': 'cache' } } }],
  }]);
  is('helm itself renders the same', specOf(objects, 'StatefulSet'), specOf(readHelm(), 'StatefulSet'));

  is('without the kind in the platform there is no monitor', names(new Included(top).outcome).includes('ServiceMonitor'), false);
  const hooked = (hooks: ChartHooks) => names(new Included(top, { values: { ...QUIET, migrate: true }, hooks }).outcome);
  is('hooks may be applied, but never what helm runs to delete', ['cache-migrate', 'cache-clean-up'].map((job) => hooked(ChartHooks.APPLIED).includes(job)), [true, false]);
  is('hooks may be left out', hooked(ChartHooks.LEFT_OUT).includes('migrate'), false);
  says('a hook of which nothing is said', { values: { ...QUIET, migrate: true } }, 'chart/hooks', 'Job/cache-migrate', 'ChartHooks.LEFT_OUT');
  says('a password that is made anew', { values: {} }, 'chart/random', 'Secret/cache-auth (stringData.password)', 'existingSecret');
  says('a password that would be committed', { values: { auth: { password: 'hunter2' } } }, 'chart/secret-in-git', 'Secret/cache-auth', 'password');
  is('an object may be left out', names(new Included(top, { values: {}, without: ['Secret/cache-auth'] }).outcome).includes('Secret'), false);
  says('leaving out what there is not', { without: ['Secret/cache-aut'], values: { auth: { password: 'hunter2' } } }, 'chart/no-such-object', 'Write "Secret/cache-auth".');
  says('a template that fails', { values: { ...QUIET, fails: 'hunter2-and-more' } }, 'chart/helm-failed', 'the password … is too short');
  says('values that the chart refuses', { values: { auth: { password: 'HUNTER2' } } }, 'chart/helm-failed', '/auth/password', '\'…\' does not match pattern');
  says('what is no YAML', { values: { ...QUIET, broken: 'Pod' } }, 'chart/helm-failed', 'YAML parse error');
  for (const values of [{ ...QUIET, fails: 'hunter2-and-more' }, { auth: { password: 'HUNTER2' } }, { auth: { password: 'hunter2' } }]) {
    tally.check('no message shows a value', /hunter2/i.test(String(new Included(top, { values }).outcome)) ? ['it does'] : []);
  }
  const again = new Included(top, { values: { ...QUIET, migrate: true }, hooks: ChartHooks.APPLIED });
  const both = packaged(top, 'both', again.app);
  tally.check('an app that includes a chart is packaged as one', complaintsOf(both.objects, both.chart));
  rules(tally, top);
  cacheOfRuns(tally, top);
  await fetched(tally, top, names, says);
}

function readHelm(): any[] {
  const { out } = helm(['template', 'cache', CACHE, '--namespace', 'shop', '--set', 'auth.existingSecret=cache-password']);
  return parseAllDocuments(out, { version: '1.1' }).map((document) => document.toJS());
}

function specOf(objects: any[] | string, kind: string): unknown {
  return typeof objects === 'string' ? objects : objects.find((object) => object.kind === kind)?.spec;
}

/** What a chart makes is judged like everything else. */
function rules(tally: Tally, top: string): void {
  const dangling = new Included(top);
  dangling.cache.findObject('Service', 'cache-primary')!.addJsonPatch(JsonPatch.replace('/spec/ports/0/targetPort', 'nope'));
  const { outcome } = dangling;
  tally.check('rules judge the objects of a chart, patches included', String(outcome).includes('[shop/cache]') && String(outcome).includes('nope') ? [] : [String(outcome)]);
}

/** The same chart with the same values is rendered once. */
function cacheOfRuns(tally: Tally, top: string): void {
  const counter = join(top, 'counted');
  const script = join(top, 'counting-helm');
  writeFileSync(script, `#!/bin/sh\necho run >>'${counter}'\nexec '${HELM}' "$@"\n`, { mode: 0o755 });
  for (let i = 0; i < 3; i++) new Included(top, { helmExecutable: script });
  const runs = existsSync(counter) ? readFileSync(counter, 'utf8').split('\n').length - 1 : 0;
  tally.check('several apps that ask for the same have it rendered once, in two runs', runs === 2 ? [] : [`${runs} runs`]);
}

/** Charts from elsewhere. */
async function fetched(tally: Tally, top: string, names: (objects: any[] | string) => string, says: (name: string, props: Partial<IncludedChartProps>, ...expected: string[]) => void): Promise<void> {
  helm(['package', CACHE, '--destination', top]);
  const goRoot = spawnSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).stdout.trim();
  spawnSync('go', ['run', join(goRoot, 'src/crypto/tls/generate_cert.go'), '--host', '127.0.0.1', '--ca', '--ecdsa-curve', 'P256'], { cwd: top, stdio: ['ignore', 'ignore', 'ignore'] });
  const output = join(top, 'server.out');
  const server = spawn(process.execPath, [join(__dirname, 'chart-server.mjs'), join(top, 'cache-1.2.3.tgz'), 'cache', '1.2.3', join(top, 'cert.pem'), join(top, 'key.pem')], { stdio: ['ignore', openSync(output, 'w'), 'inherit'] });
  try {
    const port = await firstLine(output);
    Object.assign(process.env, { SSL_CERT_FILE: join(top, 'cert.pem'), HELM_CACHE_HOME: join(top, 'helm-cache'), HELM_CONFIG_HOME: join(top, 'helm-config') });
    const all = names(new Included(top).outcome);
    const same = (name: string, source: ChartSource) => {
      const there = names(new Included(top, { source }).outcome);
      tally.check(name, there === all ? [] : [there]);
    };
    same('a chart from a repository is the same', ChartSource.repository(`https://127.0.0.1:${port}`, 'cache', '1.2.3'));
    same('a chart from a registry is the same', ChartSource.oci(`oci://127.0.0.1:${port}/charts/cache`, '1.2.3'));
    same('an archive is the same', ChartSource.folder(join(top, 'cache-1.2.3.tgz')));
    says('a version that there is not', { source: ChartSource.repository(`https://127.0.0.1:${port}`, 'cache', '1.2.4') }, 'chart/helm-failed', 'cache 1.2.4', 'Check address, name and version');
    says('a repository that does not answer', { source: ChartSource.repository(`https://127.0.0.1:${port}/slow`, 'cache', '1.2.3'), timeout: Duration.seconds(1) }, 'chart/timeout', 'within 1 s', 'ChartSource.folder');
  } finally {
    server.kill();
  }
}

async function firstLine(file: string): Promise<string> {
  for (;;) {
    const [line, rest] = readFileSync(file, 'utf8').split('\n');
    if (rest !== undefined) return line;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}
