import { NetworkPeer, Isolation } from '../../src';
import { shop } from '../kit';

const rules = (open: (it: ReturnType<typeof shop>) => void) => {
  const it = shop({ ports: [], without: ['health-checks'] }, { dns: [] });
  open(it);
  return it.find('NetworkPolicy').spec;
};

describe('a network policy', () => {
  test('without openings closes both directions', () => {
    const spec = rules(() => undefined);
    expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
    // The API server drops empty lists; written out, they would be a difference for ever.
    expect([spec.ingress, spec.egress]).toEqual([undefined, undefined]);
  });

  test('gives each peer its own ports and no others', () => {
    const spec = rules(({ checkout: { draft } }) => {
      draft.addEgress(NetworkPeer.namespace('a'), 1);
      draft.addEgress(NetworkPeer.namespace('b'), 2);
    });
    expect(spec.egress).toHaveLength(2);
    expect(spec.egress.map((r: any) => [r.to.length, r.ports.length])).toEqual([[1, 1], [1, 1]]);
  });

  test('without a port opens all ports to that peer', () => {
    const spec = rules(({ checkout }) => checkout.draft.addIngress(NetworkPeer.namespace('a')));
    expect(spec.ingress).toEqual([{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'a' } } }] }]);
  });

  test('to anywhere names no peer, even if others are named as well', () => {
    const spec = rules(({ checkout: { draft } }) => {
      draft.addEgress(NetworkPeer.namespace('a'), 443);
      draft.addEgress(NetworkPeer.anywhere(), 443);
    });
    expect(spec.egress).toEqual([{ ports: [{ protocol: 'TCP', port: 443 }] }]);
  });

  test('is there once per workload', () => {
    expect(shop({ traits: [new Isolation()] }).all('NetworkPolicy')).toHaveLength(1);
  });
});
