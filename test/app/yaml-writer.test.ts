import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { YamlWriter } from '../../src/app/yaml-writer';

const written = (doc: any) => new YamlWriter().stringify([doc]);
const stock = (doc: any) => Yaml.stringify(doc);

const text = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...'ab:1-. /#\n\t\'"{}[],&*!|>%@`~=?<0exY_'), maxLength: 14 }),
  fc.constantFrom('yes', 'No', 'ON', 'null', '~', '1.5', '0x1F', '1_000', '12:30:45', '2026-11-20', '.inf', '<<', '=', '-', '', ' ', 'a: b', 'a #b', 'http://x:8080', '  x', 'x\n', 'x\n\n', '\nx', ' a\n  b\n', 'a\n \n', '25%', '0755', 'true', 'e0', 'E-3', 'a:b', 'a:'),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), tie('list'), tie('map')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
})).map;

describe('the YAML writer', () => {
  test('writes every document as the stock library does, byte for byte', () => {
    fc.assert(fc.property(json, (doc) => {
      expect(written(doc)).toBe(stock(doc));
    }), { numRuns: 3000 });
  });

  test('writes several documents with the stock separator', () => {
    const docs = [{ kind: 'A' }, { kind: 'B', list: [[1, [2]], [{ a: 'x\ny\n' }]] }];
    expect(new YamlWriter().stringify(docs)).toBe(Yaml.stringify(...docs));
  });

  test('leaves what is shared between two places to the library, which writes an alias', () => {
    const shared = { a: 1 };
    expect(written({ x: shared, y: shared })).toBe(stock({ x: shared, y: shared }));
  });

  test('remembers a block text without mixing up its indentation', () => {
    const writer = new YamlWriter();
    const doc = { a: 'one\ntwo\n', b: { c: ['one\ntwo\n', { d: 'one\ntwo\n' }] } };
    expect(writer.stringify([doc])).toBe(stock(doc));
    expect(writer.stringify([doc])).toBe(stock(doc));
  });
});
