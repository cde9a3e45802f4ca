import * as fc from 'fast-check';
import { Port, PortProtocol } from '../../src';

const slugs = (port: Port) => port._flaws.map((f) => f.slug);

describe('a port', () => {
  test.each([
    [Port.http(8080), 'http', PortProtocol.HTTP, 'http'],
    [Port.grpc(9090), 'grpc', PortProtocol.GRPC, 'kubernetes.io/h2c'],
    [Port.tcp('redis', 6379), 'redis', PortProtocol.TCP, undefined],
    [Port.named('internal', 8090, PortProtocol.HTTP), 'internal', PortProtocol.HTTP, 'http'],
  ])('%s has the name, protocol and appProtocol that meshes read', (port, name, protocol, appProtocol) => {
    expect([port.name, port.protocol, port.appProtocol]).toEqual([name, protocol, appProtocol]);
    expect(slugs(port)).toEqual([]);
  });

  test.each([1024, 8080, 65535])('of number %i is good', (n) => {
    expect(slugs(Port.http(n))).toEqual([]);
  });

  test('of any number outside of 1 to 65535 is out of range', () => {
    const outside = fc.oneof(fc.integer({ max: 0 }), fc.integer({ min: 65536 }), fc.double({ noInteger: true }), fc.constantFrom(NaN, Infinity, -Infinity));
    fc.assert(fc.property(outside, (n) => expect(slugs(Port.http(n))).toEqual(['port/out-of-range'])));
  });

  test.each([1, 80, 443, 1023])('below 1024 needs privileges: %i', (n) => {
    expect(slugs(Port.http(n))).toEqual(['port/privileged']);
  });

  test.each(['a', 'http', 'http2', '9p', 'a-b-c', 'fifteen-letters'])('of the name %p is good', (name) => {
    expect(slugs(Port.tcp(name, 7000))).toEqual([]);
  });

  test.each(['', '1', '123', 'HTTP', '-a', 'a-', 'a--b', 'a_b', 'a b', 'sixteen-letters-', 'a-port-name-of-29-characters-', 'ü'])('of the name %p is bad', (name) => {
    expect(slugs(Port.tcp(name, 7000))).toEqual(['port/bad-name']);
  });
});
