import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart, Duration, Size } from 'cdk8s';
import {
  AccessMode, Availability, ClaimSource, Cpu, DebugMode, Environment, ExistingClaim, ExistingSecret, External, GoMicroservice, GopherApp, HardSpread, Hook, Image, InitStep, KubernetesVersion,
  LifecycleHooks, NameLookup, NodeRule, Placement, Platform, PodResources, Port, PriorityClass, Probe, Projection, Rollout, PodAmount, Severity, Sidecar, StaticVolume, Toleration,
  UserNamespace, Vicinity, Volume, VolumeClaim,
} from '../../src';
import { Oracle } from '../conformance/oracle';
import { IMAGE } from '../kit';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'gopher-pods-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const KNOWN = [External.configMap('company-ca', ['ca.crt'])];

/** Everything that storage, scheduling and containers can be asked for on that version. */
function appOn(version: string): { app: GopherApp; chart: Chart } {
  const app = new GopherApp({ outdir: folder, externals: KNOWN });
  new Platform({ kubernetesVersion: KubernetesVersion.of(version), environment: Environment.STAGING }).applyTo(app);
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const { minor } = KubernetesVersion.of(version);
  const proxy = Image.of('registry.example.com/infra/proxy:2.18.0');
  const sql = Port.tcp('sql', 5432);

  const reports = new VolumeClaim(chart, 'reports', { size: Size.gibibytes(10) });
  const copy = new VolumeClaim(chart, 'copy', { size: Size.gibibytes(10), accessMode: AccessMode.READ_WRITE_MANY, source: ClaimSource.copyOf(reports) });
  const restored = new VolumeClaim(chart, 'restored', { size: Size.gibibytes(10), accessMode: AccessMode.READ_WRITE_ONCE_POD, source: ClaimSource.snapshot('monday') });
  const media = StaticVolume.nfs(chart, 'media', { server: 'nfs.example.com', path: '/export/media', size: Size.tebibytes(1), mountOptions: ['nfsvers=4.1'] });
  const disk = StaticVolume.local(chart, 'disk', { nodeName: 'node-7', path: '/mnt/nvme0', size: Size.gibibytes(500) });
  const cloud = StaticVolume.csi(chart, 'cloud', { driver: 'ebs.csi.aws.com', handle: 'vol-0a1b', size: Size.gibibytes(5), fsType: 'ext4' });
  const critical = new PriorityClass(chart, 'shop-critical', { value: 100_000, description: 'what customers pay with' });

  const one = (name: string, volumes: { [path: string]: Volume }) => new GoMicroservice(chart, name, { image: IMAGE, replicas: 1, without: [Availability.ID], volumes });
  one('writer', { '/data': Volume.claim(reports, { subPath: 'writer' }) });
  one('restorer', { '/data': Volume.claim(restored), '/disk': Volume.claim(disk) });
  one('cloudy', { '/data': Volume.claim(cloud) });

  const checkout = new GoMicroservice(chart, 'checkout', {
    image: IMAGE,
    memory: Size.mebibytes(256),
    volumes: {
      '/media': Volume.claim(media, { readOnly: true }),
      '/copy': Volume.claim(copy),
      '/cache': Volume.memory(Size.mebibytes(32)),
      '/spool': Volume.scratch(Size.mebibytes(64)),
      '/scratch': Volume.ephemeral(Size.gibibytes(20)),
      '/etc/ssl/company': Volume.configMap('company-ca', ['ca.crt']),
      '/run/store': Volume.csi('secrets-store.csi.k8s.io', { secretProviderClass: 'shop' }),
      '/run/identity': Volume.projected([
        Projection.configMap('company-ca', ['ca.crt']), Projection.secret(ExistingSecret.of('client', ['tls.crt'])), Projection.token('vault'), Projection.podField('labels', 'metadata.labels'),
      ]),
    },
    traits: [
      new Sidecar('proxy', { image: proxy, ports: [sql], startup: Probe.tcp(sql, { period: Duration.seconds(1), failureThreshold: 60 }), readsFiles: ['/etc/ssl/company'] }),
      new Sidecar('agent', { image: proxy, native: false, sharesFiles: ['/spool'], cpuLimit: Cpu.units(1) }),
      new InitStep('prepare', { image: proxy, args: ['prepare'], sharesFiles: ['/cache'], order: 1 }),
      new Placement({
        require: [NodeRule.architecture('amd64', 'arm64')],
        prefer: [NodeRule.labelIn('disk', ['nvme']).weighing(80)],
        linuxOnly: true,
        tolerations: [Toleration.of('pool', 'shop'), ...Toleration.failedNode(Duration.seconds(60))],
        priorityClass: critical.className,
        runtimeClass: 'gvisor',
        scheduler: 'default-scheduler',
      }),
      new HardSpread({ zones: 3, nodes: 20 }),
      new Rollout({ maxSurge: PodAmount.count(1) }),
      new NameLookup({ ndots: 2, hosts: { '10.0.0.7': ['legacy.example.com'] } }),
      new LifecycleHooks({ postStart: Hook.http('/warm', Port.http(8081)) }),
      ...(minor >= 33 ? [new UserNamespace()] : []),
      ...(minor >= 34 ? [new PodResources({ cpu: Cpu.units(1), memory: Size.gibibytes(1) })] : []),
    ],
  });
  checkout.keepApartFrom(new GoMicroservice(chart, 'batch', { image: IMAGE, traits: [new DebugMode()] }), { within: Vicinity.NODE });
  return { app, chart };
}

test.each(['1.28', '1.30', '1.33', '1.34', '1.37'])('pods with everything synthesize on Kubernetes %s, and no rule has a word against them', (version) => {
  const { app } = appOn(version);
  expect(app.findings().filter((f) => f.severity !== Severity.INFO).map(String)).toEqual([]);
  expect(() => app.synth()).not.toThrow();
});

test('what somebody else makes is no news, once it is said: a claim, and the Secret of a sidecar', () => {
  const app = new GopherApp({ outdir: folder });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new GoMicroservice(chart, 'archive', {
    image: IMAGE,
    volumes: { '/archive': Volume.claim(ExistingClaim.of('archive', AccessMode.READ_ONLY_MANY)) },
    traits: [new Sidecar('agent', { image: IMAGE, secretEnv: { AGENT_KEY: ExistingSecret.of('agent', ['key']).key('key') } })],
  });
  expect(app.findings().map((f) => f.rule)).toEqual(['operability/no-writable-tmp']); // the sidecar shares none
});

test('a priority class that is nowhere is missed', () => {
  const app = new GopherApp({ outdir: folder });
  new GoMicroservice(new Chart(app, 'shop', { namespace: 'shop' }), 'checkout', { image: IMAGE, traits: [new Placement({ priorityClass: 'nobodys' })] });
  expect(app.findings().map((f) => f.rule)).toEqual(['graph/missing-priority-class']);
});

describe.each(['1.33', '1.36'])('the API server of Kubernetes %s', (version) => {
  let oracle: Oracle | undefined;
  beforeAll(() => { if (Oracle.isBuilt(version)) oracle = new Oracle(version); });
  afterAll(async () => oracle?.close()); // also where the test failed or took too long

  (Oracle.isBuilt(version) ? test : test.skip)('takes every object', async () => {
    const objects = appOn(version).chart.toJson();
    const answers = await oracle!.askAll(objects.map((object) => ({ op: 'create', object, ssa: true })));
    expect(answers.map((a, i) => ({ name: `${objects[i].kind} ${objects[i].metadata.name}`, ...a })).filter((a) => a.verdict !== 'accept' || a.strict.length > 0 || a.warnings.length > 0)).toEqual([]);
  });
});
