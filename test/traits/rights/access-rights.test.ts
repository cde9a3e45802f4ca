import { AccessRights, Grant, GopherApp, Identity, NetworkPeer, Platform, Verb } from '../../../src';
import { chartIn, newChart, objectsOf, serviceIn, shop, Shop } from '../../kit';

const rights = (...grants: Grant[]) => ({ traits: [new AccessRights({ grants })] });
const READ = Grant.read('core', 'configmaps');
const rbac = (it: Shop) => it.objects.filter((o) => o.apiVersion.startsWith('rbac.')).map((o) => `${o.kind} ${o.metadata.namespace ?? '-'}/${o.metadata.name}`);

describe('access rights', () => {
  test('are a role with just the rules, bound to the workload\'s own account', () => {
    const it = shop(rights(READ, Grant.read('core', 'services'), Grant.on({ apiGroup: 'batch', resources: ['jobs'], verbs: [Verb.CREATE] })));
    expect(rbac(it)).toEqual(['Role shop/checkout', 'RoleBinding shop/checkout']);
    expect(it.find('Role').rules).toEqual([
      { apiGroups: [''], resources: ['configmaps', 'services'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['batch'], resources: ['jobs'], verbs: ['create'] },
    ]);
    expect([it.find('RoleBinding').roleRef, it.find('RoleBinding').subjects]).toEqual([
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'checkout' },
      [{ kind: 'ServiceAccount', name: 'checkout', namespace: 'shop' }],
    ]);
    expect(it.problems).toEqual([]);
  });

  test('of other namespaces and of the cluster have roles of their own, under names that no other workload has', () => {
    const it = shop(rights(READ, Grant.read('core', 'pods').inNamespaces('blog', 'shop'), Grant.read('core', 'nodes').clusterWide()));
    expect(rbac(it)).toEqual([
      'Role shop/checkout', 'RoleBinding shop/checkout', 'Role blog/checkout.shop', 'RoleBinding blog/checkout.shop',
      'ClusterRole -/checkout.shop', 'ClusterRoleBinding -/checkout.shop',
    ]);
    expect(it.find('Role').rules).toEqual([{ apiGroups: [''], resources: ['configmaps', 'pods'], verbs: ['get', 'list', 'watch'] }]);
    expect(it.find('ClusterRole', 'checkout.shop').rules[0].resources).toEqual(['nodes']);
    expect(it.objects.find((o) => o.kind === 'RoleBinding' && o.metadata.namespace === 'blog').subjects[0].namespace).toBe('shop');
  });

  test('mount the token into these pods, and for nobody else who has the account', () => {
    const it = shop(rights(READ));
    expect([it.pod().automountServiceAccountToken, it.find('ServiceAccount').automountServiceAccountToken]).toEqual([true, false]);
    expect(shop().pod().automountServiceAccountToken).toBe(false);
  });

  test('open the way to the API server: on its Service\'s port and on its own', () => {
    const egress = (platform?: ConstructorParameters<typeof Platform>[0] | Platform) => shop(rights(READ), platform).find('NetworkPolicy').spec.egress.slice(1);
    expect(egress()).toEqual([{ ports: [{ protocol: 'TCP', port: 443 }] }, { ports: [{ protocol: 'TCP', port: 6443 }] }]);
    expect(egress({ apiServer: [NetworkPeer.addresses('10.0.0.1/32')], apiServerPort: 443 })).toEqual([{ to: [{ ipBlock: { cidr: '10.0.0.1/32' } }], ports: [{ protocol: 'TCP', port: 443 }] }]);
    expect(egress(Platform.minikube()).map((rule: any) => rule.ports[0].port)).toEqual([443, 8443]);
  });

  test('say in the manifest why they may be dangerous', () => {
    const it = shop(rights(Grant.on({ apiGroup: 'core', resources: ['pods/exec'], verbs: [Verb.CREATE] }).deliberately('runs the tests inside')));
    expect(it.find('Role').metadata.annotations).toEqual({ 'cdk8s-gopher.dev/deliberately': 'create pods/exec: runs the tests inside' });
    expect(it.problems).toEqual([]);
  });

  test('are explained', () => {
    expect(shop(rights(READ)).checkout.explain().valueOf('grant/get, list, watch configmaps')?.who).toBe('access-rights');
  });

  test.each<[string, Grant[], string[]]>([
    ['no grants', [], ['grant/none']],
    ['a wildcard and a danger, at once', [Grant.read('apps', '*'), Grant.on({ apiGroup: 'core', resources: ['pods/exec'], verbs: [Verb.CREATE] })], ['grant/wildcard', 'grant/escalates']],
    ['a group with the name of a part of JavaScript', [Grant.read('__proto__', 'pods')], ['grant/bad-group']],
    ['nodes in a namespace', [Grant.read('core', 'nodes')], ['grant/needs-cluster-wide']],
  ])('are refused: %s', (_, grants, expected) => expect(shop(rights(...grants)).problems).toEqual(expected));

  test('need an account, and a namespace where they reach beyond it', () => {
    expect(shop({ ...rights(READ), without: [Identity.ID] }).problems).toEqual(['grant/no-service-account']);
    const chart = newChart(new Platform(), undefined);
    const somewhere = chartIn(chart.node.root as any, 'somewhere');
    const checkout = serviceIn(somewhere, 'checkout', rights(READ));
    expect(checkout.problems()).toEqual([]);
    expect(objectsOf(somewhere).find((o) => o.kind === 'RoleBinding').subjects).toEqual([{ kind: 'ServiceAccount', name: 'checkout' }]);
    checkout.addTraits(new AccessRights({ grants: [Grant.read('core', 'nodes').clusterWide()] }));
    expect(checkout.problems().map((p) => p.slug)).toEqual(['grant/no-namespace']);
  });

  test('go with the trait', () => {
    const it = shop(rights(READ));
    it.checkout.removeTrait(AccessRights.ID);
    expect(it.objects).toEqual(shop().objects);
  });

  test('come out the same in any order', () => {
    const grants = [READ, Grant.read('core', 'nodes').clusterWide(), Grant.manage('batch', 'jobs')];
    const sorted = (it: Shop) => it.objects.map((o) => JSON.stringify(o)).sort();
    expect(sorted(shop(rights(...grants)))).toEqual(sorted(shop(rights(...[...grants].reverse()))));
  });

  test('synthesize with all rules on and no finding', () => {
    const app = new GopherApp();
    serviceIn(chartIn(app, 'shop', 'shop'), 'checkout', rights(READ, Grant.read('core', 'nodes').clusterWide(), Grant.read('core', 'pods').inNamespaces('blog')));
    expect(app.findings().map(String)).toEqual([]);
  });
});
