import { Image } from '../../src';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('an image reference', () => {
  test.each([
    ['checkout:1.8.2', undefined, 'checkout', '1.8.2', undefined],
    ['shop/checkout:1.8.2', undefined, 'shop/checkout', '1.8.2', undefined],
    ['registry.example.com/shop/checkout:1.8.2', 'registry.example.com', 'shop/checkout', '1.8.2', undefined],
    ['registry.example.com/shop/checkout', 'registry.example.com', 'shop/checkout', undefined, undefined],
    ['localhost:5000/checkout', 'localhost:5000', 'checkout', undefined, undefined],
    ['registry:5000/shop/checkout:1', 'registry:5000', 'shop/checkout', '1', undefined],
    ['localhost/checkout:1', 'localhost', 'checkout', '1', undefined],
    [`shop/checkout@${DIGEST}`, undefined, 'shop/checkout', undefined, DIGEST],
    [`registry:5000/shop/checkout:1.8.2@${DIGEST}`, 'registry:5000', 'shop/checkout', '1.8.2', DIGEST],
    ['a.b/c__d/e-f_g.h:A_1-2.3', 'a.b', 'c__d/e-f_g.h', 'A_1-2.3', undefined],
  ])('%s is read as registry, repository, tag and digest', (reference, registry, repository, tag, digest) => {
    const image = Image.of(reference);
    expect([image.registry, image.repository, image.tag, image.digest]).toEqual([registry, repository, tag, digest]);
    expect(image._flaws).toEqual([]);
    expect(image.referenceIn()).toBe(reference);
  });

  test.each([
    '', ' ', ':', ':1', '@', 'a:', 'a@', 'a:b:c', 'A/B:1', 'shop/Checkout:1', 'a//b:1', '/a:1', 'a/:1', 'a b:1', 'https://registry.example.com/a:1',
    'a:-1', `a:${'x'.repeat(129)}`, 'a@sha256:abc', `a@sha512:${'0'.repeat(64)}`, `a@${DIGEST.toUpperCase()}`, 'a\n:1', 'ü:1', `${'a'.repeat(256)}:1`,
  ])('%p is none', (reference) => {
    expect(Image.of(reference)._flaws.map((f) => f.slug)).toEqual(['image/bad-reference']);
  });

  test.each([
    `shop/checkout:${undefined}`, `${undefined}/checkout:1`, String(undefined), 'shop/checkout:null', `shop/checkout:${NaN}@${DIGEST}`,
  ])('%p was put together from something that is not set', (reference) => {
    expect(Image.of(reference)._flaws.map((f) => [f.slug, f.what.includes('has no value')])).toEqual([['image/bad-reference', true]]);
  });

  test.each(['shop/null:1', 'shop/undefined-behaviour:1', 'nan:1'])('%p is an image like any other', (reference) => {
    expect(Image.of(reference)._flaws).toEqual([]);
  });

  test.each([
    ['a:latest', true], ['a', true], ['localhost:5000/a', true], ['a:MAIN', true], ['a:main', true],
    ['a:1', false], ['a:latest-1', false], [`a@${DIGEST}`, false], [`a:latest@${DIGEST}`, false],
  ])('%s may be another program tomorrow: %p', (reference, moving) => {
    expect(Image.of(reference).isMoving).toBe(moving);
  });

  test.each([
    ['shop/checkout:1', 'registry.example.com', 'registry.example.com/shop/checkout:1'],
    ['shop/checkout:1', 'registry.example.com/', 'registry.example.com/shop/checkout:1'],
    ['checkout:1', 'registry.example.com/shop', 'registry.example.com/shop/checkout:1'],
    ['ghcr.io/shop/checkout:1', 'registry.example.com', 'ghcr.io/shop/checkout:1'],
    ['shop/checkout:1', undefined, 'shop/checkout:1'],
  ])('%s on a platform of registry %s is %s', (reference, registry, full) => {
    expect(Image.of(reference).referenceIn(registry)).toBe(full);
  });
});

describe('an image that ko builds', () => {
  test('may be of a module without a host in its path', () => {
    expect(Image.ko('shop/cmd/checkout')._flaws).toEqual([]);
  });

  test('is named by its main package, in no registry, and does not move: ko puts a digest in its place', () => {
    const image = Image.ko('github.com/acme/shop/v2/cmd/checkout');
    expect(image.referenceIn('registry.example.com')).toBe('ko://github.com/acme/shop/v2/cmd/checkout');
    expect([image._flaws, image.isBuiltByKo, image.isMoving, image.registry, image.tag, image.digest]).toEqual([[], true, false, undefined, undefined, undefined]);
  });

  test.each(['', './cmd/checkout', 'ko://github.com/acme/shop', 'github.com/acme/shop:1.0', 'cmd/checkout', 'github.com/acme/ shop', 'github.com/acme//shop', `${undefined}`])('%p is not where one is', (path) => {
    expect(Image.ko(path)._flaws).toEqual([expect.objectContaining({ slug: 'image/bad-import-path' })]);
  });
});
