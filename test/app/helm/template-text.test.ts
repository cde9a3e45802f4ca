import * as fc from 'fast-check';
import { escaped, goString, Marks, textAction } from '../../../src/app/helm/template-text';

const pieces = fc.constantFrom('{{', '}}', '{', '}', '{{-', '{{/*', '"', '\\', '\n', 'text', ' ');
const texts = fc.oneof(fc.array(pieces, { maxLength: 12 }).map((some) => some.join('')), fc.string({ unit: 'binary' }));

/** What Go's templates write for text in which all actions are `{{ "{{" }}`; nothing if there is another action. */
function written(template: string): string | undefined {
  let out = '';
  for (let rest = template; ;) {
    const at = rest.indexOf('{{');
    if (at < 0) return out + rest;
    if (!rest.startsWith('{{ "{{" }}', at)) return undefined;
    out += `${rest.slice(0, at)}{{`;
    rest = rest.slice(at + '{{ "{{" }}'.length);
  }
}

test('a text of ours is written as it stands, whatever braces it has', () => {
  fc.assert(fc.property(texts, (text) => { expect(written(escaped(text))).toBe(text); }));
});

test('only a mark that was given becomes an action', () => {
  const marks = new Marks();
  const mark = marks.add('index .Values "a"');
  expect(marks.template(`a: ${mark}\nb: GopherChartValue7End\nc: "{{x}}"\n`)).toBe('a: {{ index .Values "a" }}\nb: GopherChartValue7End\nc: "{{ "{{" }}x}}"\n');
});

test('a text in an action reads the same in Go', () => {
  fc.assert(fc.property(texts, (text) => {
    const go = goString(text);
    expect(go).toMatch(/^"(?:[^"\\\n]|\\["\\nrtbf]|\\u[0-9a-f]{4})*"$/);
    expect(JSON.parse(go)).toBe(text.replace(/[\ud800-\udfff]/gu, '\ufffd'));
  }));
});

test('parts of a text are put together, texts beside values', () => {
  expect(textAction('index .Values "tag"')).toBe('index .Values "tag" | quote');
  expect(textAction('"a="', 'index .Values "tag"')).toBe('print "a=" (index .Values "tag") | quote');
});
