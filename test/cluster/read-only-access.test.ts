import { Chart, Testing } from 'cdk8s';
import { GoMicroservice, Grant, Image, ManifestAssertions, ReadOnlyAccess, ReadOnlyAccessProps, Severity, Verb } from '../../src';

function objects(props: ReadOnlyAccessProps = {}, namespace: string | undefined = 'shop') {
  const chart = new Chart(Testing.app(), 'shop', { namespace });
  new ReadOnlyAccess(chart, 'viewer', props);
  return chart.toJson();
}
const said = (props: ReadOnlyAccessProps) => {
  try {
    objects(props);
    return '';
  } catch (e) {
    return (e as Error).message;
  }
};
const roleOf = (props: ReadOnlyAccessProps = {}) => objects(props).find(({ kind }) => /Role$/.test(kind));

describe('read-only access', () => {
  test('is an account whose token is mounted nowhere, and a role in the chart\'s namespace', () => {
    expect(objects().map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name])).toEqual([
      ['ServiceAccount', 'shop', 'viewer'], ['Role', 'shop', 'viewer'], ['RoleBinding', 'shop', 'viewer'],
    ]);
    expect(objects()[0].automountServiceAccountToken).toBe(false);
    expect(objects()[2]).toMatchObject({ roleRef: { kind: 'Role', name: 'viewer' }, subjects: [{ kind: 'ServiceAccount', name: 'viewer', namespace: 'shop' }] });
  });

  test.each([[{}], [{ clusterWide: true }]])('with %p only reads, and neither Secrets nor what runs commands', (props) => {
    for (const { verbs, resources } of roleOf(props).rules) {
      expect(verbs).toEqual(['get', 'list', 'watch']);
      expect(resources.filter((resource: string) => /secret|\/(exec|attach|portforward|proxy|token|ephemeralcontainers)$|\*/.test(resource))).toEqual([]);
    }
  });

  test('sees pods and their logs, and nodes only where it sees the whole cluster', () => {
    const core = (props: ReadOnlyAccessProps) => roleOf(props).rules.find((rule: any) => rule.apiGroups.includes('')).resources;
    expect(core({})).toEqual(expect.arrayContaining(['pods', 'pods/log', 'configmaps']));
    expect(core({})).not.toContain('nodes');
    expect(core({ clusterWide: true })).toContain('nodes');
  });

  test('holds in each namespace that is named, by a name that no other access there has', () => {
    expect(objects({ namespaces: ['shop', 'blog'] }).filter(({ kind }) => kind === 'RoleBinding').map(({ metadata }) => [metadata.namespace, metadata.name])).toEqual([['blog', 'viewer.shop'], ['shop', 'viewer']]);
    expect(objects({ clusterWide: true }).slice(1).map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name])).toEqual([['ClusterRole', undefined, 'viewer.shop'], ['ClusterRoleBinding', undefined, 'viewer.shop']]);
  });

  test('is for people, too, and for more kinds', () => {
    expect(objects({ groups: ['team-shop'], users: ['ada@example.com'] })[2].subjects.map((s: any) => [s.kind, s.name])).toEqual([['ServiceAccount', 'viewer'], ['Group', 'team-shop'], ['User', 'ada@example.com']]);
    expect(roleOf({ grants: [Grant.read('cert-manager.io', 'certificates')] }).rules).toContainEqual({ apiGroups: ['cert-manager.io'], resources: ['certificates'], verbs: ['get', 'list', 'watch'] });
  });

  test('may stand beside a service of its name', () => {
    const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
    new ReadOnlyAccess(chart, 'viewer');
    expect(() => new GoMicroservice(chart, 'viewer-service', { image: Image.of('shop/viewer:1.0.0') })).not.toThrow();
  });

  test('passes every rule', () => {
    const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
    new ReadOnlyAccess(chart, 'viewer', { clusterWide: true, groups: ['team-shop'] });
    new ReadOnlyAccess(chart, 'neighbour', { namespaces: ['shop'] });
    ManifestAssertions.fromChart(chart).hasNoFindings(Severity.WARNING);
  });

  test.each<[ReadOnlyAccessProps, string]>([
    [{ grants: [Grant.read('core', 'secrets')] }, 'read-only/more: "get, list, watch secrets" reads Secrets'],
    [{ grants: [Grant.on({ apiGroup: 'apps', resources: ['deployments'], verbs: [Verb.PATCH] })] }, 'read-only/more: "patch deployments.apps" allows patch'],
    [{ grants: [Grant.on({ apiGroup: 'core', resources: ['pods/exec'], verbs: [Verb.GET] })] }, 'read-only/more: "get pods/exec" reaches pods/exec'],
    [{ grants: [Grant.read('apps/v1', '*')] }, 'grant/wildcard'],
    [{ namespaces: [] }, 'read-only/nowhere'],
    [{ namespaces: ['blog'], clusterWide: true }, 'read-only/everywhere'],
    [{ namespaces: ['Blog'] }, '"Blog"'],
    [{ groups: ['system:authenticated'] }, 'read-only/everybody'],
    [{ users: [' '] }, 'read-only/nobody'],
  ])('refuses %j', (props, complaint) => {
    expect(said(props)).toContain(complaint);
  });

  test('asks for a namespace', () => {
    const chart = new Chart(Testing.app(), 'shop');
    new ReadOnlyAccess(chart, 'viewer');
    expect(() => Testing.synth(chart)).toThrow('read-only/no-namespace');
  });
});
