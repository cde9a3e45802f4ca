import { Duration } from 'cdk8s';
import { Port, Probe } from '../../src';

const slugs = (probe: Probe) => probe._flaws('readiness').map((f) => f.slug);

describe('a probe', () => {
  test('asks every 10 s, waits 1 s, and gives up after 3 times, as the API has it', () => {
    const probe = Probe.tcp(Port.http(8080));
    expect([probe._periodSeconds, probe._timeoutSeconds, probe._failureThreshold, probe._budgetSeconds]).toEqual([10, 1, 3, 30]);
  });

  test.each([
    ['HTTP', Probe.http('/readyz', Port.http(8080))],
    ['gRPC', Probe.grpc(Port.grpc(9090), 'shop.Checkout')],
    ['TCP', Probe.tcp(Port.tcp('redis', 6379))],
    ['exec', Probe.exec(['/healthy'])],
  ])('by %s is good', (_, probe) => {
    expect(slugs(probe)).toEqual([]);
  });

  test.each([
    ['half a second', Probe.tcp(Port.http(8080), { period: Duration.millis(500) }), 'probe/bad-timing'],
    ['no time', Probe.tcp(Port.http(8080), { timeout: Duration.seconds(0) }), 'probe/bad-timing'],
    ['no failure', Probe.tcp(Port.http(8080), { failureThreshold: 0 }), 'probe/bad-timing'],
    ['NaN failures', Probe.tcp(Port.http(8080), { failureThreshold: Number.NaN }), 'probe/bad-timing'],
    ['a relative path', Probe.http('readyz', Port.http(8080)), 'probe/bad-path'],
    ['gRPC on HTTP', Probe.grpc(Port.http(8080)), 'probe/not-grpc'],
    ['no command', Probe.exec([]), 'probe/no-command'],
    ['an empty command', Probe.exec(['']), 'probe/no-command'],
  ])('of %s is refused', (_, probe, slug) => {
    expect(slugs(probe)).toEqual([slug]);
  });

  test('asks the same as another of the same question, however often', () => {
    const ask = (path: string, seconds: number) => Probe.http(path, Port.http(8080), { period: Duration.seconds(seconds) });
    expect(ask('/a', 1)._asksSameAs(ask('/a', 2))).toBe(true);
    expect(ask('/a', 1)._asksSameAs(ask('/b', 1))).toBe(false);
  });

  test('reads as a sentence', () => {
    expect(`${Probe.http('/readyz', Port.http(8080))}`).toBe('GET /readyz on http, every 10s, 3 times, timeout 1s');
    expect(`${Probe.grpc(Port.grpc(9090))}`).toBe('gRPC health of the server on grpc, every 10s, 3 times, timeout 1s');
  });
});
