import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { READING_RULES } from '../../src/rules/reading/reading-rules';
import { standardBook } from '../../src/rules/standard-book';
import { WAIVER_RULES } from '../../src/rules/waiver-rules';
import { readCorpus, Verdict } from '../conformance/fuzz/corpus';
import { refusals } from '../conformance/fuzz/rules';

/*
 * A rule without a manifest that breaks it is a guess. Whoever adds one is told here what is missing.
 */

const filesIn = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => readFileSync(join(folder, file), 'utf8'));
const TESTS = filesIn(__dirname);
const IDS = standardBook().rules.map(({ ruleId }) => ruleId);
const inFamily = (...families: string[]) => (id: string) => families.includes(id.split('/')[0]);

/** Each refused object of the corpora, with the rules that find something in it. */
function refusedBy(): Array<ReadonlySet<string>> {
  return [33, 36].flatMap((minor) => {
    const verdicts = readCorpus<Verdict>(`api-server-1.${minor}`);
    return refusals(verdicts.map(({ object }) => object), minor).map((findings) => new Set(findings.map(({ rule }) => rule)));
  });
}

describe('every rule of the catalogue', () => {
  test.each(IDS.filter(inFamily('graph', 'operability')))('%s has a table of manifests that break it and no other', (id) => {
    expect(TESTS.some((text) => text.includes(`table('${id}'`))).toBe(true);
  });

  test.each(IDS.filter((id) => !inFamily('graph', 'operability', 'api')(id)))('%s is what a test expects', (id) => {
    expect(TESTS.some((text) => text.includes(`'${id}`) || text.includes(`${id}:`) || text.includes(` ${id}`))).toBe(true);
  });

  test.each([...READING_RULES, ...WAIVER_RULES].map(({ ruleId }) => ruleId))('%s is what a test expects', (id) => {
    expect([...TESTS, ...filesIn(join(__dirname, '../cli'))].some((text) => text.includes(id))).toBe(true);
  });
});

test('each demand of the API server is broken, alone, by an object that the API server itself refuses', () => {
  const demands = new Set(filesIn(join(__dirname, '../../src/rules/api-server')).flatMap((text) => [...text.matchAll(/'(api\/[a-z0-9-]+)'/g)].map(([, id]) => id)));
  demands.delete('api/refused'); // the name of them all
  const alone = new Set(refusedBy().filter((ids) => ids.size === 1).flatMap((ids) => [...ids]));
  expect([...demands].filter((id) => !alone.has(id)).sort()).toEqual([]);
  expect(demands.size).toBeGreaterThan(90);
});
