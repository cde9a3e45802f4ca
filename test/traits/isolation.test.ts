import { Isolation, NetworkPeer, Port } from '../../src';
import { shop } from '../kit';

const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const DNS = { to: [{ ipBlock: { cidr: '169.254.20.10/32' } }, namespace('kube-system')], ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }] };
const SCRAPE = { from: [namespace('monitoring')], ports: [{ protocol: 'TCP', port: 8081 }] };

describe('isolation', () => {
  test('a workload that nobody calls lets in the scraper only, and out to DNS only', () => {
    expect(shop().find('NetworkPolicy').spec).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'checkout' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [SCRAPE],
      egress: [DNS],
    });
  });

  test('a caller from outside gets the ports of the Service and not the admin port', () => {
    const it = shop({ ports: [Port.http(8080), Port.grpc(9090)] });
    it.checkout.addCaller(NetworkPeer.namespace('gateway'));
    expect(it.find('NetworkPolicy').spec.ingress).toEqual([
      { from: [namespace('gateway')], ports: [{ protocol: 'TCP', port: 8080 }] },
      SCRAPE,
      { from: [namespace('gateway')], ports: [{ protocol: 'TCP', port: 9090 }] },
    ]);
  });

  test('a caller may be given one port', () => {
    const it = shop({ ports: [Port.http(8080), Port.grpc(9090)] });
    it.checkout.addCaller(NetworkPeer.namespace('gateway'), 'grpc');
    expect(it.find('NetworkPolicy').spec.ingress.map((r: any) => r.ports[0].port)).toEqual([8081, 9090]);
  });

  test('a caller of a port that is not there is refused', () => {
    const it = shop();
    it.checkout.addCaller(NetworkPeer.namespace('gateway'), 'grpc');
    expect(it.problems).toEqual(['call/no-such-port']);
  });

  test('anywhere is anywhere, on that port only', () => {
    const it = shop();
    it.checkout.addCallee(NetworkPeer.anywhere(), 443);
    expect(it.find('NetworkPolicy').spec.egress).toContainEqual({ ports: [{ protocol: 'TCP', port: 443 }] });
  });

  test('peers of one port share a rule', () => {
    const it = shop();
    it.checkout.addCallee(NetworkPeer.addresses('10.0.0.0/8'), 5432);
    it.checkout.addCallee(NetworkPeer.addresses('192.168.0.0/16'), 5432);
    expect(it.find('NetworkPolicy').spec.egress).toContainEqual({
      to: [{ ipBlock: { cidr: '10.0.0.0/8' } }, { ipBlock: { cidr: '192.168.0.0/16' } }], ports: [{ protocol: 'TCP', port: 5432 }],
    });
  });

  test.each([[0], [70000], [1.5], [Number.NaN]])('a callee on port %p is refused', (port) => {
    const it = shop();
    it.checkout.addCallee(NetworkPeer.anywhere(), port);
    expect(it.problems).toEqual(['port/out-of-range']);
  });

  test('a bad peer is refused', () => {
    const it = shop();
    it.checkout.addCallee(NetworkPeer.addresses('10.0.0.0/33'), 443);
    expect(it.problems).toEqual(['peer/bad-cidr']);
  });

  test('without the trait there is no policy', () => {
    expect(shop({ without: [Isolation.ID] }).all('NetworkPolicy')).toEqual([]);
  });
});

describe('D5: isolation that cuts off DNS', () => {
  test('names can be looked up over UDP and TCP', () => {
    expect(shop().find('NetworkPolicy').spec.egress).toContainEqual(DNS);
  });

  test('on the port of the DNS pods, which is 5353 on OpenShift', () => {
    const it = shop({}, { dns: [NetworkPeer.namespace('openshift-dns')], dnsPort: 5353 });
    expect(it.find('NetworkPolicy').spec.egress).toEqual([
      { to: [namespace('openshift-dns')], ports: [{ protocol: 'UDP', port: 5353 }, { protocol: 'TCP', port: 5353 }] },
    ]);
  });
});
