import { ILink, IUsable, NetworkPeer, SecretKey } from '../../src';
import { problemsOf, shop } from '../kit';

/** A database outside the cluster, as a user may write one. */
class Ledger implements IUsable {
  constructor(private readonly port: number = 5432) {}

  public acceptUse(link: ILink): void {
    link.client.addEnv('LEDGER_HOST', 'ledger.example.com', 'where the ledger is');
    link.client.addEnvFromSecret('LEDGER_PASSWORD', SecretKey.of('ledger', 'password'), 'how to enter');
    link.client.addEgress(NetworkPeer.addresses('10.9.0.0/16'), this.port, 'the way there');
  }
}

describe('a resource of your own', () => {
  test('gives its client address, secret and the way', () => {
    const it = shop();
    it.checkout.uses(new Ledger());
    expect(it.env('LEDGER_HOST')).toBe('ledger.example.com');
    expect(it.container().env).toContainEqual({ name: 'LEDGER_PASSWORD', valueFrom: { secretKeyRef: { name: 'ledger', key: 'password' } } });
    expect(it.find('NetworkPolicy').spec.egress).toContainEqual({ to: [{ ipBlock: { cidr: '10.9.0.0/16' } }], ports: [{ protocol: 'TCP', port: 5432 }] });
  });

  test('its mistakes are the client\'s problems', () => {
    const it = shop();
    it.checkout.uses(new Ledger(70000));
    expect(problemsOf(it.checkout)).toEqual(['port/out-of-range']);
  });

  test('that is none is the client\'s problem', () => {
    const it = shop();
    it.checkout.uses({ name: 'ledger' } as any);
    expect(problemsOf(it.checkout)).toEqual(['link/not-usable']);
  });

  test('what it writes carries the link\'s name', () => {
    const it = shop();
    it.checkout.uses(new Ledger());
    expect(it.checkout.explain().valueOf('env/LEDGER_HOST')).toMatchObject({ who: 'link checkout uses a resource', why: 'where the ledger is' });
  });
});
