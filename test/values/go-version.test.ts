import { GoVersion } from '../../src';

describe('a Go version', () => {
  test.each([['1.26', 26], ['1.26.1', 26], ['go1.25', 25], ['1.27rc1', 27], ['1.19', 19]])('%s is the minor %i', (text, minor) => {
    expect(GoVersion.of(text).minor).toBe(minor);
    expect(GoVersion.of(text)._flaws).toEqual([]);
  });

  test.each(['1.18', '1', '2.0', '', 'latest', '1.x'])('%p has no GOMEMLIMIT or is none', (text) => {
    expect(GoVersion.of(text)._flaws.map((f) => f.slug)).toEqual(['go/unknown-version']);
  });

  test.each([['1.24', false], ['1.25', true], ['1.26', true]])('%s reads the CPU limit by itself: %p', (text, reads) => {
    expect(GoVersion.of(text).readsCpuLimit).toBe(reads);
  });
});
