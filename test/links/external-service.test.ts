import { Duration } from 'cdk8s';
import { ExternalService, Port, Resilience } from '../../src';
import { refusalOf, shop, Shop } from '../kit';

function calling(props: object = {}, options: object = {}): Shop {
  const it = shop();
  it.checkout.calls(new ExternalService(it.chart, 'stripe', { host: 'api.stripe.com', ports: [Port.https(443)], ...props }), options);
  return it;
}

const ways = (it: Shop) => it.find('NetworkPolicy').spec.egress.filter((r: any) => r.ports[0].port !== 53);

describe('a service outside the cluster', () => {
  test.each([
    [Port.https(443), 'STRIPE_URL', 'https://api.stripe.com'],
    [Port.https(8443), 'STRIPE_URL', 'https://api.stripe.com:8443'],
    [Port.http(80), 'STRIPE_URL', 'http://api.stripe.com'],
    [Port.grpc(443), 'STRIPE_ADDR', 'dns:///api.stripe.com:443'],
    [Port.tcp('smtp', 587), 'STRIPE_ADDR', 'api.stripe.com:587'],
  ])('on %s is found in %s', (port, variable, address) => {
    const it = calling({ ports: [port] });
    expect(it.env(variable)).toBe(address);
    expect(it.problems).toEqual([]);
  });

  test('has a deadline and a policy, as any callee', () => {
    const it = calling({ resilience: Resilience.of({ timeout: Duration.seconds(3) }) });
    expect(it.env('STRIPE_TIMEOUT')).toBe('3s');
    expect(JSON.parse(it.env('STRIPE_CALL_POLICY')!)).toHaveProperty('circuitBreaker');
  });

  test('is let out to on its port, as a policy knows no names', () => {
    expect(ways(calling())).toEqual([{ ports: [{ protocol: 'TCP', port: 443 }] }]);
  });

  test('whose addresses are known is let out to there only', () => {
    expect(ways(calling({ addresses: ['198.51.100.0/24', '203.0.113.7/32'] }))).toEqual([{
      to: [{ ipBlock: { cidr: '198.51.100.0/24' } }, { ipBlock: { cidr: '203.0.113.7/32' } }], ports: [{ protocol: 'TCP', port: 443 }],
    }]);
  });

  test('makes no object of its own', () => {
    expect(calling().objects.filter((o) => JSON.stringify(o.metadata).includes('stripe'))).toEqual([]);
  });

  test.each([
    ['a URL for a host', { host: 'https://api.stripe.com' }, 'host/bad-name'],
    ['no port', { ports: [] }, 'external/no-port'],
    ['a port out of range', { ports: [Port.https(70_000)] }, 'port/out-of-range'],
    ['an address that is none', { addresses: ['10.0.0.1'] }, 'peer/bad-cidr'],
    ['a resilience that is no good', { resilience: Resilience.of({ timeout: Duration.millis(0) }) }, 'call/bad-duration'],
  ])('with %s is refused, called or not', (_, props, slug) => {
    const it = shop();
    new ExternalService(it.chart, 'stripe', { host: 'api.stripe.com', ports: [Port.https(443)], ...props });
    expect(refusalOf(it.chart)).toContain(`[shop/stripe] ${slug}: `);
  });

  test('with several ports is told which', () => {
    const ports = [Port.https(443), Port.tcp('smtp', 587)];
    expect(calling({ ports }).problems).toEqual(['call/which-port']);
    expect(calling({ ports }, { port: 'ftp' }).problems).toEqual(['call/no-such-port']);
    expect(calling({ ports }, { port: 'smtp' }).problems).toEqual([]);
  });
});
