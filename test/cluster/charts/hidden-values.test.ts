import { withoutValues } from '../../../src/cluster/charts/hidden-values';

const KEY = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\nabcdefgh\n-----END PRIVATE KEY-----\n';

describe('what helm says, without the values of a chart', () => {
  test.each<[string, unknown, string, string]>([
    ['a short and plain word stays', { name: 'redis' }, 'no redis', 'no redis'],
    ['a long word does not', { name: 'somebodys-word' }, 'no somebodys-word', 'no …'],
    ['a password goes, however short', { password: 'abc' }, 'no abc', 'no …'],
    ['as charts spell it', { auth: { adminPassword: 'abc' } }, 'no abc', 'no …'],
    ['in a list, or deeper', { passwords: ['abc'], credentials: { user: 'def' } }, 'no abc, no def', 'no …, no …'],
    ['a number', { token: 1234 }, 'no 1234', 'no …'],
    ['escaped', { token: 'a"b' }, 'no "a\\"b"', 'no "…"'],
    ['in base64', { token: 'abc' }, 'data: YWJj', 'data: …'],
    ['a key with all its lines', { tls: KEY }, `no ${KEY}.`, 'no ….'],
    ['in one line', { tls: KEY }, `no ${JSON.stringify(KEY)}`, 'no "…"'],
    ['line by line, indented', { tls: KEY }, KEY.replace(/^/gm, '    '), '    …\n    …\n    …\n    …\n    '],
    ['what is empty hides nothing', { password: '', list: [null, true] }, 'no word', 'no word'],
  ])('%s', (_, values, text, shown) => expect(withoutValues(text, values)).toBe(shown));
});
