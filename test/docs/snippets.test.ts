import { compile } from './compiler';
import { textExcerptFault, yamlExcerptFault } from './excerpt';
import { Markdown } from './markdown';
import { run } from './runner';
import { Claim, examplesInSource, Snippet, snippetsOf } from './snippet';

const pages = Markdown.all();
const compiled = new Map(compile([...pages.flatMap(snippetsOf), ...examplesInSource()]).map((c) => [c.snippet, c]));
const named = (wanted: (snippet: Snippet) => boolean) => [...compiled.values()].filter((c) => wanted(c.snippet))
  .map((c) => ({ place: `${c.snippet.file}:${c.snippet.line}`, ...c }));

const RUNS = named((s) => s.mark === '');
const REFUSED = named((s) => s.mark === 'refused');
const BROKEN = named((s) => s.mark === 'does-not-compile');
const ONLY_COMPILED = named((s) => s.mark === 'no-run');

// A waiver in an example has a last day; the examples live on a day of their own.
beforeAll(() => {
  jest.useFakeTimers({ now: new Date('2026-11-20'), doNotFake: ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
});
afterAll(() => { jest.useRealTimers(); });

function expectClaims(claims: Claim[], printed: string, yaml: string) {
  for (const claim of claims) {
    const fault = claim.language === 'yaml' ? yamlExcerptFault(claim.text, yaml) : textExcerptFault(claim.text, printed);
    expect(fault === undefined ? '' : `line ${claim.line}: ${fault}\n\nreally:\n${claim.language === 'yaml' ? yaml : printed}`).toBe('');
  }
}

describe('a code block of the documentation', () => {
  test.each(RUNS)('compiles, synthesizes and writes what the page says: $place', ({ snippet, errors, javascript }) => {
    expect(errors).toEqual([]);
    const outcome = run(javascript);
    expect(outcome.error?.message).toBeUndefined();
    expectClaims(snippet.claims, outcome.printed, outcome.yaml);
  });

  test.each(REFUSED)('is refused in just these words: $place', ({ snippet, errors, javascript }) => {
    expect(errors).toEqual([]);
    const outcome = run(javascript);
    expect(outcome.error?.name).toBe('ProblemsError');
    expect(outcome.yaml).toBe('');
    expect(snippet.claims.length).toBeGreaterThan(0);
    expectClaims(snippet.claims, outcome.error!.message, '');
  });

  test.each(BROKEN)('does not compile, in just these words: $place', ({ snippet, errors }) => {
    expect(snippet.claims.length).toBeGreaterThan(0);
    expectClaims(snippet.claims, errors.join('\n'), '');
  });

  if (ONLY_COMPILED.length > 0) {
    test.each(ONLY_COMPILED)('compiles: $place', ({ errors }) => expect(errors).toEqual([]));
  }

  test('has no mark that nobody knows', () => {
    expect([...compiled.keys()].map((s) => s.mark).filter((mark) => !['', 'refused', 'does-not-compile', 'no-run'].includes(mark))).toEqual([]);
  });

  test('uses no member that is not public', () => {
    expect([...compiled.keys()].filter((s) => /\._[a-z]/.test(s.code)).map((s) => `${s.file}:${s.line}`)).toEqual([]);
  });

  test('that is a manifest is either compared with real output or said to be input', () => {
    const unmarked = pages.flatMap((page) => page.fences.filter((f) => f.language === 'yaml' && f.text.includes('apiVersion:') && !f.marks.some((m) => m === 'output' || m === 'input'))
      .map((f) => `${page.path}:${f.line}`));
    expect(unmarked).toEqual([]);
  });
});

describe('the doc comments of the public API', () => {
  test('have examples, and they are found', () => expect(RUNS.filter((r) => r.snippet.file.startsWith('src/')).length).toBeGreaterThan(20));
});
