import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart } from 'cdk8s';
import { GopherApp, Hardening, KubernetesVersion, Platform } from '../../../src';
import { store } from '../../databases/kit';
import { serviceIn, shop } from '../../kit';

const OPEN_SHIFT = Platform.openShift();
const IDS = ['runAsUser', 'runAsGroup', 'fsGroup'];

const idsIn = (context: object) => Object.keys(context).filter((key) => IDS.includes(key));

describe('where the cluster gives each pod its user', () => {
  test('nobody names one', () => {
    const it = shop({}, OPEN_SHIFT);
    expect([...idsIn(it.pod().securityContext), ...idsIn(it.container().securityContext)]).toEqual([]);
  });

  test('the pod must not run as root all the same', () => {
    const it = shop({}, OPEN_SHIFT);
    expect([it.pod().securityContext.runAsNonRoot, it.container().securityContext.runAsNonRoot]).toEqual([true, true]);
  });

  test('the pod asks for the strict constraint, whatever else its account may use', () => {
    expect(shop({}, OPEN_SHIFT).deployment().template.metadata.annotations).toEqual({ 'openshift.io/required-scc': 'restricted-v2' });
    expect(shop().deployment().template.metadata.annotations).toBeUndefined();
  });

  test('a user that somebody names is named: the account has the right to it', () => {
    const it = shop({ traits: [new Hardening({ user: 10001 })] }, OPEN_SHIFT);
    expect(it.pod().securityContext).toMatchObject({ runAsUser: 10001, runAsGroup: 10001, fsGroup: 10001 });
    expect(it.deployment().template.metadata.annotations).toBeUndefined();
  });

  test('a group alone can be named', () => {
    const it = shop({ traits: [new Hardening({ group: 2000 })] }, OPEN_SHIFT);
    expect(idsIn(it.pod().securityContext)).toEqual(['fsGroup', 'runAsGroup']);
  });

  test('any platform can say it', () => {
    expect(idsIn(shop({}, { assignsUser: true }).container().securityContext)).toEqual([]);
  });

  test.each(KubernetesVersion.supported.map(String))('no rule complains on Kubernetes %s', (version) => {
    const app = new GopherApp({ platform: Platform.openShift({ kubernetesVersion: KubernetesVersion.of(version) }), outdir: mkdtempSync(join(tmpdir(), 'open-shift-')) });
    serviceIn(new Chart(app, 'shop', { namespace: 'shop' }), 'checkout');
    expect(app.findings().map(String)).toEqual([]);
  });
});

describe('a database there', () => {
  test('is refused, as image and data belong to a user of their own', () => {
    const it = store({}, 'orders-db', OPEN_SHIFT);
    expect(it.problems).toEqual(['database/assigned-user']);
    expect(it.complaint).toContain('nonroot-v2');
    expect(it.complaint).toContain('new Hardening({ user: 999 })');
  });

  test('runs once somebody has granted the right and says so', () => {
    const it = store({ traits: [new Hardening({ user: 999 })] }, 'orders-db', OPEN_SHIFT);
    expect(it.problems).toEqual([]);
    expect(it.pod.securityContext).toMatchObject({ runAsUser: 999, fsGroup: 999 });
  });

  test('is refused as another user, as anywhere', () => {
    expect(store({ traits: [new Hardening({ user: 1000 })] }, 'orders-db', OPEN_SHIFT).problems).toEqual(['database/another-user']);
  });
});

test('metrics are scraped from where OpenShift scrapes programs of its users', () => {
  const policy = shop({}, OPEN_SHIFT).find('NetworkPolicy');
  expect(JSON.stringify(policy.spec.ingress)).toContain('openshift-user-workload-monitoring');
});
