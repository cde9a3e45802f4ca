import { Address, Port, PortProtocol } from '../../src';

describe('an address', () => {
  test.each([
    [Port.http(8080), 'http://db:8080', 'URL'],
    [Port.grpc(9090), 'dns:///db:9090', 'ADDR'],
    [Port.tcp('redis', 6379), 'db:6379', 'ADDR'],
    [Port.named('web', 80, PortProtocol.HTTP), 'http://db:80', 'URL'],
  ])('of %s is what Go clients take', (port, text, suffix) => {
    const address = Address.of('db', port);
    expect(`${address}`).toBe(text);
    expect(address._suffix).toBe(suffix);
  });
});
