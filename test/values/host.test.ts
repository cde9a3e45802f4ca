import * as fc from 'fast-check';
import { hostFlaws, hostInName } from '../../src/values/host';
import { objectNameFlaws } from '../../src/values/names';

const slugs = (host: string) => hostFlaws(host).map((f) => f.slug);

describe('a host', () => {
  test.each(['shop.example.com', 'localhost', '*.example.com', 'a-b.c1.example', 'x'.repeat(63) + '.com'])('%p is good', (host) => {
    expect(slugs(host)).toEqual([]);
  });

  test.each(['', '*', 'Shop.example.com', 'https://shop.example.com', 'shop.example.com:443', 'shop.example.com/', 'a.*.com', '**.com', '10.0.0.1', '::1', '-a.com', 'a..com', 'a_b.com', 'ü.com',
    `${'a'.repeat(64)}.com`, `${'a.'.repeat(127)}aa`])('%p is bad', (host) => {
    expect(slugs(host)).toEqual(['host/bad-name']);
  });

  test('that is good makes a good name of an object, short of its length', () => {
    fc.assert(fc.property(fc.domain().filter((host) => hostFlaws(host).length === 0), (host) => {
      expect(objectNameFlaws('HTTPRoute', hostInName(host))).toEqual([]);
      expect(objectNameFlaws('HTTPRoute', hostInName(`*.${host}`).slice(0, 253))).toEqual([]);
    }));
  });
});
