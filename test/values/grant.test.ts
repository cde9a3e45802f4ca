import * as fc from 'fast-check';
import { Grant, Verb } from '../../src';

const slugs = (grant: Grant) => grant._flaws.map((f) => f.slug);
const on = (apiGroup: string, resource: string, ...verbs: Verb[]) => Grant.on({ apiGroup, resources: [resource], verbs });

describe('a grant', () => {
  test('reads as a sentence', () => {
    expect(String(Grant.read('core', 'configmaps'))).toBe('get, list, watch configmaps');
    expect(String(Grant.manage('apps', 'deployments').inNamespaces('b', 'a'))).toBe('create, delete, get, list, patch, update, watch deployments.apps in a, b');
    expect(String(Grant.on({ apiGroup: 'core', resources: ['secrets'], verbs: [Verb.GET], names: ['tls'] }).clusterWide())).toBe('get secrets named tls cluster-wide');
  });

  test.each<[string, Grant, string[]]>([
    ['reading ConfigMaps', Grant.read('core', 'configmaps'), []],
    ['a subresource', on('apps', 'deployments/scale', Verb.PATCH), []],
    ['a path', Grant.onPath('/metrics'), []],
    ['one Secret by its name, everywhere', Grant.on({ apiGroup: 'core', resources: ['secrets'], verbs: [Verb.GET], names: ['tls'] }).clusterWide(), []],
    ['Secrets of its own namespace', Grant.read('core', 'secrets'), []],
    ['any group', Grant.read('*', 'pods'), ['grant/wildcard']],
    ['any resource', Grant.read('apps', '*'), ['grant/wildcard']],
    ['any verb', on('apps', 'deployments', '*' as Verb), ['grant/wildcard']],
    ['any subresource', Grant.read('apps', '*/scale'), ['grant/wildcard']],
    ['any path', Grant.onPath('/*'), ['grant/wildcard']],
    ['no verb', on('apps', 'deployments'), ['grant/no-verbs']],
    ['no resource', Grant.on({ apiGroup: 'apps', resources: [], verbs: [Verb.GET] }), ['grant/no-resources']],
    ['a verb that is not there', on('apps', 'deployments', 'read' as Verb), ['grant/unknown-verb']],
    ['a version for a group', Grant.read('v1', 'pods'), ['grant/bad-group']],
    ['a group with a version', Grant.read('apps/v1', 'deployments'), ['grant/bad-group']],
    ['a kind for a resource', Grant.read('apps', 'Deployment'), ['grant/bad-resource']],
    ['a path that is none', Grant.onPath('metrics'), ['grant/bad-path']],
    ['no names at all', Grant.on({ apiGroup: 'core', resources: ['secrets'], verbs: [Verb.GET], names: [] }), ['grant/no-names']],
    ['making what has a name', Grant.on({ apiGroup: 'core', resources: ['secrets'], verbs: [Verb.CREATE], names: ['tls'] }), ['grant/name-cannot-hold']],
    ['a namespace that is none', Grant.read('core', 'pods').inNamespaces('Shop'), ['namespace/bad-name']],
  ])('%s', (_, grant, expected) => expect(slugs(grant)).toEqual(expected));

  const DANGERS: Array<[string, Grant]> = [
    ['all Secrets of the cluster', Grant.read('core', 'secrets').clusterWide()],
    ['commands in other pods', on('core', 'pods/exec', Verb.CREATE)],
    ['containers in other pods', on('core', 'pods/ephemeralcontainers', Verb.PATCH)],
    ['the kubelet', on('core', 'nodes/proxy', Verb.GET).clusterWide()],
    ['escalating', on('rbac.authorization.k8s.io', 'clusterroles', Verb.ESCALATE).clusterWide()],
    ['binding', on('rbac.authorization.k8s.io', 'roles', Verb.BIND)],
    ['being somebody else', on('core', 'users', Verb.IMPERSONATE).clusterWide()],
    ['tokens of others', on('core', 'serviceaccounts/token', Verb.CREATE)],
    ['certificates in any name', on('certificates.k8s.io', 'certificatesigningrequests/approval', Verb.UPDATE).clusterWide()],
    ['webhooks', on('admissionregistration.k8s.io', 'mutatingwebhookconfigurations', Verb.PATCH).clusterWide()],
    ['directories of nodes', on('core', 'persistentvolumes', Verb.CREATE).clusterWide()],
  ];

  test.each(DANGERS)('that leads to more is refused: %s', (_, grant) => expect(slugs(grant)).toEqual(['grant/escalates']));
  test.each(DANGERS)('is accepted where somebody says why: %s', (_, grant) => expect(slugs(grant.deliberately('the backup needs it'))).toEqual([]));

  test('is not accepted for no reason', () => {
    expect(slugs(DANGERS[0][1].deliberately(' '))).toEqual(['grant/no-reason']);
    expect(slugs(Grant.read('*', '*').deliberately('I am the admin'))).toEqual(['grant/wildcard']);
  });

  test('of any words at all is judged without an accident, and a "*" never passes', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('*', 'pods', 'apps', 'core', 'pods/*', ''));
    fc.assert(fc.property(text, fc.array(text), fc.array(fc.oneof(text, fc.constantFrom(...Object.values(Verb)))), fc.option(fc.array(text), { nil: undefined }),
      (apiGroup, resources, verbs, names) => {
        const grant = Grant.on({ apiGroup, resources, verbs: verbs as Verb[], names });
        const passes = grant._flaws.length === 0;
        expect(passes && JSON.stringify(grant._rule).includes('*')).toBe(false);
      }));
  });
});
