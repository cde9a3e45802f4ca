import * as fc from 'fast-check';
import { Flaw } from '../../src/values/flaw';
import {
  configKeyFlaws, envNameFlaws, labelValueFlaws, metadataKeyFlaws, namespaceFlaws, objectNameFlaws, pathFlaws, portNameFlaws, toDnsLabel, toEnvPrefix, workloadNameFlaws,
} from '../../src/values/names';

const x = (n: number) => 'x'.repeat(n);

/** Each kind of name: its check, the slug, what is good and what is bad. */
const table: Array<{ kind: string; flaws: (text: string) => Flaw[]; slug: string; good: string[]; bad: string[] }> = [
  {
    kind: 'the name of a workload',
    flaws: (t) => workloadNameFlaws(t, 54, 'why'),
    slug: 'name/not-a-dns-label',
    good: ['a', 'checkout', 'a-1', 'constructor', x(54)],
    bad: ['', '1a', '-a', 'a-', 'A', 'a_b', 'a.b', 'a/b', 'a b', 'a\n', 'ü'],
  },
  { kind: 'a long name of a workload', flaws: (t) => workloadNameFlaws(t, 54, 'why'), slug: 'name/too-long', good: [x(54)], bad: [x(55), x(300)] },
  { kind: 'a namespace', flaws: namespaceFlaws, slug: 'namespace/bad-name', good: ['shop', '1shop', x(63)], bad: ['', 'My_Shop', 'a.b', '-a', x(64)] },
  {
    kind: 'the name of an object',
    flaws: (t) => objectNameFlaws('Secret', t),
    slug: 'name/not-a-dns-subdomain',
    good: ['a', '1', 'a.b-c.d', x(253)],
    bad: ['', '.', 'a..b', 'a.', 'A', 'a_b', x(254)],
  },
  {
    kind: 'a variable',
    flaws: envNameFlaws,
    slug: 'env/bad-name',
    good: ['A', '_', 'a_1', 'HTTP_ADDR', 'toString'],
    bad: ['', '1 bad', '1A', 'A-B', 'A.B', 'A=B', 'Ä', '__proto__', 'constructor'],
  },
  { kind: 'a key of configuration', flaws: configKeyFlaws, slug: 'config/bad-key', good: ['a', 'A.b-c_d', '.env', x(253)], bad: ['', '.', '..', '..a', 'a/b', 'a b', '__proto__', 'constructor', x(254)] },
  { kind: 'a port\'s name', flaws: portNameFlaws, slug: 'port/bad-name', good: ['http', '9p'], bad: ['', '1', 'a--b', 'A', x(16)] },
  {
    kind: 'a label\'s key',
    flaws: (t) => metadataKeyFlaws('label', t),
    slug: 'label/bad-key',
    good: ['a', 'A_b.c-d', 'app.kubernetes.io/name', `a/${x(63)}`],
    bad: ['', '/', 'a/', '/a', 'a/b/c', 'A.b_c/d', '-a', 'constructor', x(64)],
  },
  { kind: 'an annotation\'s key', flaws: (t) => metadataKeyFlaws('annotation', t), slug: 'annotation/bad-key', good: ['a', 'prometheus.io/scrape'], bad: ['', 'a b', 'a/'] },
  { kind: 'a label\'s value', flaws: (t) => labelValueFlaws('k', t), slug: 'label/bad-value', good: ['', 'a', 'A_b.c-1', x(63)], bad: ['-', 'a-', 'a b', 'a/b', x(64), 'ü'] },
  {
    kind: 'a path in a container',
    flaws: (t) => pathFlaws('file', t),
    slug: 'file/bad-path',
    good: ['/tmp', '/etc/app/a.yaml', '/tmp/', '/..a'],
    bad: ['', '/', 'tmp', './tmp', '/tmp/../etc', '/tmp/.', '/a//b', '/a:b', '/a\0'],
  },
];

describe.each(table)('$kind', ({ flaws, slug, good, bad }) => {
  test.each(good)('%p is taken', (text) => expect(flaws(text)).toEqual([]));
  test.each(bad)('%p is refused', (text) => expect(flaws(text).map((f) => f.slug)).toEqual([slug]));
});

describe('what is proposed instead of a bad name', () => {
  test('is said, for an object of ours and for one that is there', () => {
    expect(objectNameFlaws('PersistentVolumeClaim', 'Reports_1')[0].remedy).toMatch(/^Write "reports-1", .* the name that it has in the cluster/);
  });

  test('is always a good one', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(workloadNameFlaws(toDnsLabel(text), 54, '')).toEqual([])));
  });

  test.each([['My_Service', 'my-service'], ['  Orders!', 'orders'], ['42', 'app'], ['', 'app']])('of %p is %p', (text, label) => {
    expect(toDnsLabel(text)).toBe(label);
  });
});

test.each([['orders-db', 'ORDERS_DB'], ['fraud.check', 'FRAUD_CHECK'], ['9p', '_9P']])('the variables of %s begin with %s', (name, prefix) => {
  expect(toEnvPrefix(name)).toBe(prefix);
  expect(envNameFlaws(prefix)).toEqual([]);
});
