import { Chart } from 'cdk8s';
import { MeshShop } from './kit';
import { GoJob, KubernetesVersion, Mesh, MeshMembership } from '../../../src';
import { IMAGE, shop } from '../../kit';

const template = (it: MeshShop) => it.spec('Deployment').template.metadata;

describe('a member of a mesh', () => {
  test('without a mesh, nothing says anything about one', () => {
    const text = JSON.stringify(shop().objects);
    expect(text).not.toMatch(/istio|linkerd/);
    expect(shop().find('NetworkPolicy').spec.egress).toHaveLength(1);
  });

  test('Istio finds it by a label of its pods, and of nothing else', () => {
    const it = new MeshShop({ mesh: Mesh.istio() });
    expect(template(it).labels).toMatchObject({ 'sidecar.istio.io/inject': 'true' });
    expect(it.find('Service').metadata.labels).not.toHaveProperty(['sidecar.istio.io/inject']);
    expect(it.spec('Deployment').selector.matchLabels).toEqual({ 'app.kubernetes.io/instance': 'checkout' });
  });

  test('a revision takes the place of the label', () => {
    expect(template(new MeshShop({ mesh: Mesh.istio({ revision: 'canary' }) })).labels).toMatchObject({ 'istio.io/rev': 'canary' });
  });

  test.each([['1.29', 'true'], ['1.32', 'true'], ['1.33', undefined]])('on Kubernetes %s a native sidecar is asked for: %s', (version, asked) => {
    const it = new MeshShop({ mesh: Mesh.istio(), kubernetesVersion: KubernetesVersion.of(version) });
    expect(template(it).annotations?.['sidecar.istio.io/nativeSidecar']).toBe(asked);
  });

  test('before native sidecars there is no mesh', () => {
    expect(new MeshShop({ mesh: Mesh.istio(), kubernetesVersion: KubernetesVersion.of('1.28') }).refusal).toContain('mesh/no-native-sidecars: Kubernetes 1.28 has no native sidecars');
  });

  test('Linkerd finds it by annotations, refuses whatever is not declared, and ends with a job', () => {
    const it = new MeshShop({ mesh: Mesh.linkerd() });
    new GoJob(it.chart, 'report', { image: IMAGE });
    const job = it.objects.find((o) => o.kind === 'Job');
    expect(job.spec.template.metadata.annotations).toMatchObject({
      'linkerd.io/inject': 'enabled', 'config.linkerd.io/default-inbound-policy': 'deny', 'config.linkerd.io/proxy-enable-native-sidecar': 'true',
    });
  });

  test('the scraper, which shows nobody who it is, reads metrics past the proxy', () => {
    expect(template(new MeshShop({ mesh: Mesh.linkerd() })).annotations['config.linkerd.io/skip-inbound-ports']).toBe('8081');
    expect(template(new MeshShop({ mesh: Mesh.linkerd({ memberNamespaces: ['monitoring'] }) })).annotations).not.toHaveProperty(['config.linkerd.io/skip-inbound-ports']);
  });

  test.each([['istio', [15012]], ['linkerd', [8080, 8086, 8090]]] as const)('the proxy reaches the control plane of %s', (kind, ports) => {
    const it = new MeshShop({ mesh: Mesh[kind]({ namespace: 'mesh' }) });
    const ways = it.spec('NetworkPolicy').egress.filter((rule: any) => rule.to?.[0].namespaceSelector?.matchLabels['kubernetes.io/metadata.name'] === 'mesh');
    expect(ways.flatMap((rule: any) => rule.ports.map((p: any) => p.port))).toEqual(ports);
  });

  test('callers connect to the proxy of Linkerd, on its port or on the program\'s', () => {
    const it = new MeshShop({ mesh: Mesh.linkerd() });
    it.web.calls(it.checkout);
    const from = [{ podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'web' } } }];
    expect(it.spec('NetworkPolicy').ingress).toEqual(expect.arrayContaining([{ from, ports: [{ protocol: 'TCP', port: 4143 }] }, { from, ports: [{ protocol: 'TCP', port: 8080 }] }]));
  });

  test('members are known by their namespace, so that there must be one', () => {
    const it = new MeshShop({ mesh: Mesh.istio() });
    const chart = new Chart(it.app, 'nowhere');
    new GoJob(chart, 'lost', { image: IMAGE });
    expect(it.refusal).toContain('[nowhere/lost] mesh/no-namespace: the chart of lost names no namespace');
  });

  test('it can be left out', () => {
    const it = new MeshShop({ mesh: Mesh.istio() }, { without: [MeshMembership.ID] });
    expect(template(it).labels).not.toHaveProperty(['sidecar.istio.io/inject']);
  });

  test.each([['a name', { namespace: 'Istio' }], ['a trust domain', { trustDomain: 'a b' }], ['a namespace of members', { memberNamespaces: ['_'] }]])('what is no %s is refused', (_, props) => {
    expect(new MeshShop({ mesh: Mesh.istio(props) }).refusal).toMatch(/mesh\/bad-name|namespace/);
  });
});
