import { checkCel } from '../../../src/rules/cel/cel-check';
import { CEL, CelType } from '../../../src/rules/cel/cel-types';

/*
 * Which expressions the API server compiles. That its own compiler says the same is compared by
 * differential fuzzing; here is what people write and mistype.
 */

const SELF = CEL.object(() => new Map<string, CelType>([['size', CEL.int], ['name', CEL.string], ['tags', CEL.listOf(CEL.string)], ['labels', CEL.mapOf(CEL.string)], ['port', CEL.dyn]]));
const SCOPE = new Map<string, CelType>([['self', SELF], ['oldSelf', SELF], ['object', CEL.dyn]]);
const check = (text: string) => checkCel(text, SCOPE);

describe('an expression is read', () => {
  test.each([
    ['self.size > 3 && self.name != \'\'', 'bool'], ['self.tags.all(t, t.startsWith(\'a\'))', 'bool'], ['!has(self.name) || self.name.size() < 9', 'bool'], ['self.labels.exists(k, self.labels[k] == \'x\')', 'bool'],
    ['self.size > 5 ? \'many\' : \'few\'', 'string'], ['\'a\' + string(self.size)', 'string'], ['"""long\ntext"""', 'string'], ['r\'\\d\'', 'string'], ['// why\ntrue', 'bool'], ['[1, 2].map(x, x * 2)', 'list'], ['{\'a\': 1}', 'map'],
    ['object.spec.replicas', 'dyn'], ['object.spec.replicas <= 3', 'bool'], ['object.a in [\'x\']', 'bool'], ['- -1', 'int'], ['0xFF', 'int'], ['1u', 'uint'], ['1.5e3', 'double'], ['null', 'null'], ['type(self.size)', 'type'],
    ['object.?a.orValue(1) == 1', 'bool'], ['self.port == 1 || self.port == \'http\'', 'bool'], ['sets.contains([1], [1])', 'unknown'], ['cel.bind(x, self.size, x + 1)', 'int'], ['b\'a\'', 'bytes'],
  ])('%s', (text, type) => expect(check(text)).toMatchObject({ type: { name: type } }));
});

describe('and refused with what is wrong', () => {
  test.each([
    ['self.size >', 'ends too early'],
    ['self.size > 3)', 'has ")" at letter 14, where something else belongs'],
    ['self.size = 3', 'has "=" at letter 11, where no word of CEL begins'],
    ['\'open', 'has "\'" at letter 1, where no word of CEL begins'],
    ['self.sise > 3', 'asks for the field "sise", which is not there'],
    ['spec.size > 3', 'names "spec", which is nothing here'],
    ['self.name > 3', 'writes > for string and int'],
    ['self.size == \'3\'', 'writes == for int and string'],
    ['self.size && true', 'writes && for int and bool'],
    ['!self.name', 'writes ! for string'],
    ['self.name + 1', 'writes + for string and int'],
    ['self.size.startsWith(\'1\')', 'calls "startsWith" of a value of type int'],
    ['self.name.beginsWith(\'1\')', 'calls "beginsWith" of a value of type string'],
    ['len(self.tags) > 1', 'calls "len", a function that there is not'],
    ['has(self)', 'asks has() of what is no field'],
    ['self.size.all(x, true)', 'goes through a value of type int'],
    ['self.tags.all(t, t)', 'asks all() with what is no condition'],
    ['self.tags[\'a\'] == \'b\'', 'counts the items of a list by a string'],
    ['[1, \'a\']', 'puts int and string into one list'],
    ['package == 1', 'uses the reserved word "package"'],
    ['9223372036854775808 > 1', 'has "9" at letter 1, where no word of CEL begins'],
    ['Foo{a: 1}', 'makes an object of a type, of which there are none here'],
    [`${'('.repeat(300)}1`, 'is nested too deeply'],
  ])('%s', (text, fault) => expect(check(text).fault).toBe(fault));
});
