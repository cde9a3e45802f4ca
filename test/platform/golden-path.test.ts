import { readFileSync } from 'fs';
import { join } from 'path';
import { Chart } from 'cdk8s';
import {
  Autoscaling, Availability, Delivery, Edge, GoldenPath, GoMicroservice, GopherApp, GoWorker, HardSpread, ITraitHost, KubernetesVersion, Platform, PlatformProps, ProgressiveDelivery, Target,
  Trait,
} from '../../src';
import { PREVIEW, PREVIEW_GOLDEN_PATH } from '../../src/platform/golden-path-preview';
import { find, IMAGE, newChart, objectsOf, problemsOf, refusalOf, serviceIn, Shop } from '../kit';

const V2: PlatformProps = { goldenPath: GoldenPath.V2 };
const TELEMETRY = { endpoint: 'http://collector.observability.svc.cluster.local:4318' };
const newer = (props: PlatformProps) => ({ ...props, kubernetesVersion: KubernetesVersion.of('1.35') });
const keysOf = (pod: any) => pod.topologySpreadConstraints.map((spread: any) => spread.matchLabelKeys);

describe('which golden path holds', () => {
  test('is the first, where nobody says another', () => {
    expect(String(new Platform().goldenPath)).toBe('v1');
    expect(new Shop().objects).toEqual(new Shop({}, { goldenPath: GoldenPath.V1 }).objects);
  });

  test('can be said for a chart, so that a fleet moves on piece by piece', () => {
    const app = new GopherApp({ outdir: '/nowhere' });
    const pods = ['careful', 'early'].map((name) => {
      const chart = new Chart(app, name, { namespace: name });
      if (name === 'early') new Platform(V2).applyTo(chart);
      serviceIn(chart, name);
      return find(chart.toJson(), 'Deployment', name).spec.template.spec;
    });
    expect(pods.map((pod) => keysOf(pod)[0])).toEqual([undefined, ['pod-template-hash']]);
  });

  test('can be said for a target, so that staging goes first', () => {
    const target = new Target('staging', { platform: new Platform(V2) });
    const app = new GopherApp({ outdir: '/nowhere', target, platform: new Platform({ goldenPath: GoldenPath.V1 }) });
    expect(String(Platform.of(app).goldenPath)).toBe('v2');
  });

  test('must be one that the library has', () => {
    for (const name of ['v3', 'v0', '2', 'latest', '']) expect(refusalOf(newChart(new Platform({ goldenPath: GoldenPath.of(name) })))).toMatch(/platform\/unknown-golden-path: the golden path ".*" is none .* Choose v1 or v2\./);
    expect(GoldenPath.of('v2').version).toBe(2);
  });

  test('is asked by traits of your own, too', () => {
    class Company extends Trait {
      public readonly traitId = 'company';
      public bind({ draft, platform }: ITraitHost): void {
        draft.addEnv('LOG_FORMAT', platform.goldenPath.isAtLeast(GoldenPath.V2) ? 'json' : 'text', 'what the company reads');
      }
    }
    const formatAt = (props: PlatformProps) => new Shop({ traits: [new Company()] }, props).checkout.explain().valueOf('env/LOG_FORMAT')!.value;
    expect([formatAt({}), formatAt(V2)]).toEqual(['text', 'json']);
  });
});

describe('the versions', () => {
  test('are known, with what each changes and which is still a preview', () => {
    expect(GoldenPath.supported.map((one) => [String(one), String(one.next), one.isPreview, one.changes.map(({ changeId }) => changeId)])).toEqual([
      ['v1', 'v2', false, []],
      ['v2', 'undefined', true, ['spread-each-version', 'scale-up-tolerance', 'zone-in-telemetry']],
    ]);
  });

  test('say of every value that follows from a change, which version it came with and why', () => {
    const { checkout } = new Shop({}, newer({ ...V2, telemetry: TELEMETRY }));
    const whys = ['spread/kubernetes.io/hostname', 'spread/topology.kubernetes.io/zone', 'scaling/upTolerance', 'env/POD_ZONE', 'env/OTEL_RESOURCE_ATTRIBUTES'].map((fact) => checkout.explain().valueOf(fact)!.why);
    for (const why of whys) expect(why).toMatch(/GoldenPath v2: [A-Za-z]/);
    expect(checkout.explain().valueOf('spread/kubernetes.io/hostname')!.who).toBe('availability');
  });

  test('change nothing else than what stands in the table', () => {
    const [before, after] = [{}, V2].map((props) => new Shop({}, newer({ ...props, telemetry: TELEMETRY })));
    const said = (shop: Shop) => new Map(shop.checkout.explain().values.map(({ fact, value }) => [fact, value]));
    const [old, now] = [said(before), said(after)];
    expect([...now].filter(([fact, value]) => old.get(fact) !== value).map(([fact]) => fact)).toEqual([
      'env/OTEL_RESOURCE_ATTRIBUTES', 'env/POD_ZONE', 'scaling/upTolerance', 'spread/kubernetes.io/hostname', 'spread/topology.kubernetes.io/zone',
    ]);
  });
});

describe('with the second, pods are spread among those of their version', () => {
  test('of services, workers and whatever has a ReplicaSet per version', () => {
    const chart = newChart(new Platform(V2));
    new GoWorker(chart, 'mailer', { image: IMAGE });
    expect(keysOf(find(objectsOf(chart), 'Deployment', 'mailer').spec.template.spec)).toEqual([['pod-template-hash'], ['pod-template-hash']]);
  });

  test('of an Argo Rollout by the label that Argo Rollouts gives', () => {
    const edge = Edge.gateway({ name: 'public', namespace: 'gateways' });
    const { objects } = new Shop({ traits: [Delivery.canary()] }, { ...V2, edge, progressiveDelivery: ProgressiveDelivery.argoRollouts() });
    expect(keysOf(find(objects, 'Rollout', 'checkout').spec.template.spec)).toEqual([['rollouts-pod-template-hash'], ['rollouts-pod-template-hash']]);
  });

  test('also by an Availability that somebody gives, and not where HardSpread says otherwise', () => {
    expect(keysOf(new Shop({ traits: [new Availability()] }, V2).pod())).toEqual([['pod-template-hash'], ['pod-template-hash']]);
    const [host, zone] = new Shop({ traits: [new HardSpread({ zones: 3 })] }, V2).pod().topologySpreadConstraints;
    expect([host.matchLabelKeys, zone.whenUnsatisfiable, zone.minDomains]).toEqual([['pod-template-hash'], 'DoNotSchedule', 3]);
  });

  test('and not on a developer\'s machine, where there is one pod', () => {
    expect(new Shop({}, Platform.kind(V2)).pod().topologySpreadConstraints).toBeUndefined();
  });
});

describe('with the second, from Kubernetes 1.35 on', () => {
  test('load adds pods from 5 % above the target on, whatever else the autoscaler is told', () => {
    const { scaleUp, scaleDown } = new Shop({ traits: [new Autoscaling({ maxReplicas: 30 })] }, newer(V2)).find('HorizontalPodAutoscaler').spec.behavior;
    expect([scaleUp.tolerance, scaleDown.tolerance]).toEqual(['50m', undefined]);
    expect(new Shop({}, V2).find('HorizontalPodAutoscaler').spec.behavior.scaleUp.tolerance).toBeUndefined();
  });

  test('telemetry names the zone', () => {
    const env = (props: PlatformProps) => new Shop({}, { ...props, telemetry: TELEMETRY }).container().env;
    const attributesOf = (all: any[]) => all.find(({ name }: any) => name === 'OTEL_RESOURCE_ATTRIBUTES').value;
    expect(env(newer(V2)).find(({ name }: any) => name === 'POD_ZONE').valueFrom.fieldRef.fieldPath).toBe("metadata.labels['topology.kubernetes.io/zone']");
    expect(attributesOf(env(newer(V2)))).toMatch(/,cloud\.availability_zone=\$\(POD_ZONE\)$/);
    expect(attributesOf(env(V2))).not.toMatch('zone');
  });

  test('all of it is accepted', () => {
    const app = new GopherApp({ outdir: '/nowhere', platform: new Platform(newer({ ...V2, telemetry: TELEMETRY })) });
    serviceIn(new Chart(app, 'shop', { namespace: 'shop' }), 'checkout');
    expect(app.findings().map(String)).toEqual([]);
    expect(problemsOf(new Shop({}, newer(V2)).checkout)).toEqual([]);
  });
});

describe('a variable', () => {
  afterEach(() => {
    delete process.env[PREVIEW];
    delete process.env[PREVIEW_GOLDEN_PATH];
  });
  const pathOf = (said?: GoldenPath) => String(Platform.of(newChart(new Platform({ goldenPath: said }))).goldenPath);

  test('never makes manifests others: without a folder for a preview it is not read', () => {
    process.env[PREVIEW_GOLDEN_PATH] = 'v2';
    expect(pathOf()).toBe('v1');
  });

  test('makes a preview with another golden path, or with the next of each place', () => {
    process.env[PREVIEW] = '/nowhere';
    process.env[PREVIEW_GOLDEN_PATH] = 'next';
    expect([pathOf(), pathOf(GoldenPath.V1), pathOf(GoldenPath.V2)]).toEqual(['v2', 'v2', 'v2']);
    process.env[PREVIEW_GOLDEN_PATH] = 'v1';
    expect(pathOf(GoldenPath.V2)).toBe('v1');
  });
});

test('a service says what it was made with', () => {
  expect(String(new GoMicroservice(newChart(new Platform(V2)), 'checkout', { image: IMAGE }).platform.goldenPath)).toBe('v2');
});

test('what each version changes stands in the table of the documentation', () => {
  const page = readFileSync(join(__dirname, '../../docs/concepts/traits.md'), 'utf8');
  for (const goldenPath of GoldenPath.supported) {
    for (const { changeId, what, why } of goldenPath.changes) expect(page).toContain(`| ${goldenPath}${goldenPath.isPreview ? ', a preview' : ''} | \`${changeId}\` | ${what} | ${why} |`);
  }
});

test('a project that begins has the newest one that is released', () => {
  const newest = GoldenPath.supported.filter(({ isPreview }) => !isPreview).at(-1)!;
  const pin = String(newest).toUpperCase();
  const begins = (program: string) => readFileSync(join(__dirname, '../../assets/init', program), 'utf8');
  expect(begins('typescript/main.ts')).toContain(`const goldenPath = GoldenPath.${pin};`);
  expect(begins('go/main.go')).toContain(`return gopher.GoldenPath_${pin}()`);
  expect(begins('python/main.py')).toContain(`GOLDEN_PATH = GoldenPath.${pin}`);
});
