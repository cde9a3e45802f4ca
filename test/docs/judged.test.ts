import { parseAllDocuments } from 'yaml';
import { compile } from './compiler';
import { Markdown } from './markdown';
import { run } from './runner';
import { examplesInSource, snippetsOf } from './snippet';
import { Judge } from '../conformance/fuzz/judge';
import { Oracle } from '../conformance/oracle';
import { answersOf, complaintsOf, HOW_TO_BUILD, isJudgeBuilt, isThirdParty, nameOf } from '../conformance/third-party/judge';

/*
 * Whatever the pages and the examples of the doc comments write is put to the API
 * server's own code: there is one of everything among it.
 */

interface Shown { readonly place: string; readonly object: any }

const shown: Shown[] = [];

beforeAll(() => {
  jest.useFakeTimers({ now: new Date('2026-11-20'), doNotFake: ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  for (const { snippet, javascript } of compile([...Markdown.all().flatMap(snippetsOf).filter(({ mark }) => mark === ''), ...examplesInSource()])) {
    const objects = parseAllDocuments(run(javascript).yaml).map((document) => document.toJS()).filter((object) => object !== null);
    shown.push(...objects.map((object) => ({ place: `${snippet.file}:${snippet.line}`, object })));
  }
  jest.useRealTimers();
}, 300_000);

/** One complaint per text: a page shows the same object in many states. */
function told(complaints: readonly string[]): string[] {
  return [...new Set(complaints)];
}

describe('what the documentation shows', () => {
  const asked = isJudgeBuilt() ? test : test.skip;
  asked(`is valid by the definitions of the projects that own the kinds${isJudgeBuilt() ? '' : ` (${HOW_TO_BUILD})`}`, () => {
    const foreign = shown.filter(({ object }) => isThirdParty(object) || object.kind === 'CustomResourceDefinition');
    expect(foreign.length).toBeGreaterThan(0);
    const answers = answersOf(foreign.map(({ object }) => object));
    const complaints = foreign.flatMap(({ place, object }, i) => (isThirdParty(object) ? complaintsOf(answers[i]).map((text) => `${place}: ${nameOf(object)}: ${text}`) : []));
    expect(told(complaints)).toEqual([]);
  });

  const built = Oracle.isBuilt();
  (built ? test : test.skip)(`is accepted by the API server${built ? '' : ' (the oracle is not built: test/conformance/build.sh)'}`, async () => {
    const own = shown.filter(({ object }) => !isThirdParty(object));
    expect(own.length).toBeGreaterThan(100);
    const judge = new Judge(36);
    const answers = await judge.ask(own.map(({ object }) => ({ op: 'create', object, ssa: object.kind !== 'CustomResourceDefinition' })));
    await judge.close();
    // What it warns of is for users of the newest release; most of this is written for an older one.
    expect(told(own.flatMap(({ place, object }, i) => complaintsOf({ ...answers[i], warnings: [] }).map((text) => `${place}: ${nameOf(object)}: ${text}`)))).toEqual([]);
  }, 60_000);
});
