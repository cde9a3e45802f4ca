import { Address, Port, PortProtocol } from '../../src';

describe('an address', () => {
  test.each([
    [Port.http(8080), 'http://db:8080', 'URL'],
    [Port.grpc(9090), 'dns:///db:9090', 'ADDR'],
    [Port.tcp('redis', 6379), 'db:6379', 'ADDR'],
    [Port.h2c(8080), 'http://db:8080', 'URL'],
    [Port.https(8443), 'https://db:8443', 'URL'],
    [Port.udp('statsd', 8125), 'db:8125', 'ADDR'],
    [Port.http(8080).servedAs(80), 'http://db:80', 'URL'],
    [Port.named('web', 80, PortProtocol.HTTP), 'http://db:80', 'URL'],
  ])('of %s is what Go clients take', (port, text, suffix) => {
    const address = Address.of('db', port);
    expect(`${address}`).toBe(text);
    expect(address._suffix).toBe(suffix);
  });

  test('of pods has the pods\' number, of a Service the Service\'s', () => {
    const port = Port.grpc(9090).servedAs(443);
    expect([`${Address.of('db', port)}`, `${Address.ofPods('db', port)}`]).toEqual(['dns:///db:443', 'dns:///db:9090']);
  });
});
