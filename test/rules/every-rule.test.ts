import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { READING_RULES } from '../../src/rules/reading/reading-rules';
import { standardBook } from '../../src/rules/standard-book';
import { WAIVER_RULES } from '../../src/rules/waiver-rules';

/*
 * A rule without a manifest that breaks it is a guess. Whoever adds one is told here what is missing; of what
 * the API server demands, api-server/values.test.ts tells it.
 */

const filesIn = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => readFileSync(join(folder, file), 'utf8'));
const TESTS = filesIn(__dirname);
const IDS = standardBook().rules.map(({ ruleId }) => ruleId);
const inFamily = (...families: string[]) => (id: string) => families.includes(id.split('/')[0]);

describe('every rule of the catalogue', () => {
  test.each(IDS.filter(inFamily('graph', 'operability')))('%s has a table of manifests that break it and no other', (id) => {
    expect(TESTS.some((text) => text.includes(`table('${id}'`) || text.includes(`describe('${id}'`))).toBe(true);
  });

  test.each(IDS.filter(inFamily('structure')))('%s is all that is found in a manifest', (id) => {
    const slug = id.slice(id.indexOf('/') + 1);
    expect(TESTS.some((text) => text.includes(`'${slug} `) || text.includes(`\`${slug} `) || text.includes(`'${id}'`))).toBe(true);
  });

  test.each(IDS.filter(inFamily('crd', 'pod-security')))('%s is what a test expects', (id) => {
    expect(TESTS.some((text) => text.includes(id))).toBe(true);
  });

  test.each([...READING_RULES, ...WAIVER_RULES].map(({ ruleId }) => ruleId))('%s is what a test expects', (id) => {
    expect([...TESTS, ...filesIn(join(__dirname, '../cli'))].some((text) => text.includes(id))).toBe(true);
  });
});
