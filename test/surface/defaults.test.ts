import * as ts from 'typescript';
import { published } from './source';

interface Default { readonly where: string; readonly text: string }

/** The text of every `@default`. */
function defaultsIn(node: ts.Node): Default[] {
  const own = ts.getJSDocTags(node).filter((tag) => tag.tagName.text === 'default').map((tag): Default => ({
    where: `${node.getSourceFile().fileName}: ${(node as ts.PropertySignature).name.getText()}`,
    text: (ts.getTextOfJSDocComment(tag.comment) ?? '').replace(/\s+/g, ' ').trim(),
  }));
  return [...own, ...node.getChildren().flatMap(defaultsIn)];
}

/** `- behaviour` decides nothing by itself, unless it says a value: a number, a word of ours, true or false. Names in backticks are none. */
function decides(text: string): boolean {
  return !text.startsWith('- ') || /\b\d|(^|\s)'\S*'|\b(true|false)\b|\b[A-Z]\w*\.[A-Za-z]/.test(text.replace(/`[^`]*`/g, ''));
}

/** A value, the reason for it in some words, and in parentheses where it comes from; `a choice` is one of ours. */
const LITERAL = /^('[^']*'|\[.*?\]|-?[\d.]+|true|false|[A-Z]\w*\.\w+(\([^)]*\))?)[,;:]? .*\w+ .*\w+ .*\((.{4,})\)$/;
const BEHAVIOUR = /^- .*\w+ .*\((.{4,})\)$/;
const isReasoned = (text: string): boolean => (text.startsWith('- ') ? BEHAVIOUR : LITERAL).test(text);

const all = published().filter(({ path }) => path !== 'index.ts').flatMap(({ tree }) => defaultsIn(tree));

test('every default that decides something has a reason, and says where it comes from', () => {
  expect(all.length).toBeGreaterThan(300);
  expect(all.filter(({ text }) => decides(text) && !isReasoned(text)).map(({ where, text }) => `${where}: ${text}`)).toEqual([]);
});

test.each([
  '3', 'false', 'Duration.seconds(5)', '- 15 s behind a load balancer', '3, as others do', 'true (a choice)', '- true for the only one', '- PodAmount.count(1)', '\'x\', it is short',
])('"%s" would not do', (text) => expect(decides(text) && !isReasoned(text)).toBe(true));

test.each([
  '- none', '- the image\'s, else the node\'s', '- `/tmp`, in any case', '3, as one lost packet is no failure (the API\'s default)', '- 10 s, long enough to crash (a choice)',
])('"%s" does', (text) => expect(!decides(text) || isReasoned(text)).toBe(true));
