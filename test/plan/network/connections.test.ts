import { meta, named, namespace, other, planOf, policy, secret } from '../plan-kit';

const said = (before: any[], after: any[]) => planOf(before, after).connections.map(String);
const a = named('a', {}, { ports: [{ name: 'http', containerPort: 8080 }, { name: 'admin', containerPort: 9090 }] });
const b = named('b');
const c = named('c');
const from = (...peers: any[]) => policy({ ingress: peers.map((peer) => ({ from: [peer], ports: [{ port: 8080 }] })) });
const pods = (app: string) => ({ podSelector: { matchLabels: { app } } });

describe('a connection', () => {
  test('is gained by a workload that a policy lets in, on the ports that it names', () => {
    expect(said([a, b, c, from(pods('b'))], [a, b, c, from(pods('b'), pods('c'))])).toEqual(['Deployment shop/c may now reach Deployment shop/a on 8080/TCP']);
  });

  test('is lost by one that it lets in no longer', () => {
    expect(said([a, b, from(pods('b'))], [a, b, policy({ ingress: [] })])).toEqual(['Deployment shop/b may no longer reach Deployment shop/a on 8080/TCP']);
  });

  test('counts on the ports that differ only', () => {
    const wide = policy({ ingress: [{ from: [pods('b')] }] });
    expect(said([a, b, from(pods('b'))], [a, b, wide])).toEqual(['Deployment shop/b may now reach Deployment shop/a on 9090/TCP']);
    expect(said([a, b, wide], [a, b, policy({ ingress: [{ from: [pods('b')], ports: [{ port: 'admin' }] }] })])).toEqual(['Deployment shop/b may no longer reach Deployment shop/a on 8080/TCP']);
  });

  test('takes both ends: where the caller is not let out, nothing is gained', () => {
    const closed = policy({ podSelector: { matchLabels: { app: 'c' } }, policyTypes: ['Egress'], egress: [] }, 'c');
    const open = policy({ podSelector: { matchLabels: { app: 'c' } }, policyTypes: ['Egress'], egress: [{ to: [pods('a')], ports: [{ port: 8080 }] }] }, 'c');
    expect(said([a, c, from(), closed], [a, c, from(pods('c')), closed])).toEqual([]);
    expect(said([a, c, from(pods('c')), closed], [a, c, from(pods('c')), open])).toEqual(['Deployment shop/c may now reach Deployment shop/a on 8080/TCP']);
  });

  test('is lost by a label, without a change of any policy', () => {
    const unlabelled = { ...b, spec: { ...b.spec, template: { ...b.spec.template, metadata: { labels: { app: 'b', role: 'web' } } } } };
    const byRole = from({ podSelector: { matchLabels: { role: 'web' } } });
    expect(said([a, unlabelled, byRole], [a, b, byRole])).toEqual(['Deployment shop/b may no longer reach Deployment shop/a on 8080/TCP']);
  });

  test('of everybody is one, however many there are', () => {
    expect(said([a, b, c, from(pods('b'))], [a, b, c])).toEqual(['anybody may now reach Deployment shop/a on every port']);
    expect(said([a, b, c], [a, b, c, from(pods('b'))])).toEqual(['anybody may no longer reach Deployment shop/a on every port']);
  });

  test('with addresses, namespaces and pods that are not among the objects goes by their words', () => {
    expect(said([a, from()], [a, from({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } })])).toEqual(['10.0.0.0/8 except 10.1.0.0/16 may now reach Deployment shop/a on 8080/TCP']);
    expect(said([a, from()], [a, from({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge' } } })])).toEqual(['namespace edge may now reach Deployment shop/a on 8080/TCP']);
    expect(said([a, from()], [a, from({ namespaceSelector: {} })])).toEqual(['every namespace may now reach Deployment shop/a on 8080/TCP']);
    expect(said([a, from()], [a, from({ namespaceSelector: { matchLabels: { team: 'x' } }, podSelector: { matchLabels: { app: 'z' } } })])).toEqual(['pods with app=z in namespaces with team=x may now reach Deployment shop/a on 8080/TCP']);
  });

  test('goes by the labels of namespaces', () => {
    const elsewhere = { ...b, metadata: { name: 'b', namespace: 'edge' } };
    const edge = (labels: any) => ({ ...namespace(labels), metadata: { name: 'edge', labels } });
    const byLabel = from({ namespaceSelector: { matchLabels: { team: 'x' } }, ...pods('b') });
    expect(said([a, elsewhere, edge({}), byLabel], [a, elsewhere, edge({ team: 'x' }), byLabel])).toEqual(['Deployment edge/b may now reach Deployment shop/a on 8080/TCP']);
  });

  test('with a workload that comes is told', () => {
    expect(said([a, from(pods('b'))], [a, b, from(pods('b'))])).toEqual(['Deployment shop/b may now reach Deployment shop/a on 8080/TCP', 'anybody may now reach Deployment shop/b on every port', 'Deployment shop/b may now reach anybody on every port']);
  });

  test('with a workload that is renamed stays', () => {
    expect(said([a, b, from(pods('b'))], [a, { ...b, metadata: meta('bb') }, from(pods('b'))])).toEqual([]);
  });

  test('is not guessed where another tool has policies, too', () => {
    const cilium = other('cilium.io/v2', 'CiliumNetworkPolicy', {});
    expect(said([a, b, from(pods('b')), cilium], [a, b, from(), cilium])).toEqual([]);
    expect(said([secret({}), a, b, from(pods('b'))], [secret({}), a, b, cilium])).toEqual([]);
  });
});
