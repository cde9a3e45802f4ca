import * as fc from 'fast-check';
import { Port, PortProtocol } from '../../src';

const slugs = (port: Port) => port._flaws.map((f) => f.slug);

describe('a port', () => {
  test.each([
    [Port.http(8080), 'http', PortProtocol.HTTP, 'http'],
    [Port.grpc(9090), 'grpc', PortProtocol.GRPC, 'kubernetes.io/h2c'],
    [Port.h2c(8080), 'h2c', PortProtocol.H2C, 'kubernetes.io/h2c'],
    [Port.https(8443), 'https', PortProtocol.HTTPS, 'https'],
    [Port.udp('statsd', 8125), 'statsd', PortProtocol.UDP, undefined],
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

  test('has its own number in the Service, unless another is said', () => {
    expect([Port.http(8080).serviceNumber, Port.http(8080).servedAs(80).serviceNumber, Port.http(8080).servedAs(80).number]).toEqual([8080, 80, 8080]);
    expect([`${Port.http(8080)}`, `${Port.http(8080).servedAs(80)}`]).toEqual(['http 8080/HTTP', 'http 8080/HTTP as 80']);
  });

  test.each([1, 80, 443, 65535])('may have any number in the Service: %i', (n) => {
    expect(slugs(Port.http(8080).servedAs(n))).toEqual([]);
  });

  test.each([0, 65536, 1.5, NaN])('may not be %p in the Service', (n) => {
    expect(slugs(Port.http(8080).servedAs(n))).toEqual(['port/out-of-range']);
  });

  test.each(['a', 'http', 'http2', '9p', 'a-b-c', 'fifteen-letters'])('of the name %p is good', (name) => {
    expect(slugs(Port.tcp(name, 7000))).toEqual([]);
  });

  test.each(['', '1', '123', 'HTTP', '-a', 'a-', 'a--b', 'a_b', 'a b', 'sixteen-letters-', 'a-port-name-of-29-characters-', 'ü'])('of the name %p is bad', (name) => {
    expect(slugs(Port.tcp(name, 7000))).toEqual(['port/bad-name']);
  });
});
