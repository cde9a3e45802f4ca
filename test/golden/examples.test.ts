import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/*
 * The examples are read like a user's pull request: their YAML is committed beside them.
 * After a change that is meant to change it: npm run synth, and read the diff.
 */
const EXAMPLES = join(__dirname, '../../examples');

describe.each(readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, 'main.ts'))))('the example %s', (name) => {
  const committed = join(EXAMPLES, name, 'manifests');
  const here = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'gopher-golden-'));
  beforeAll(() => {
    process.chdir(folder);
    jest.isolateModules(() => { jest.requireActual(`../../examples/${name}/main`); });
  });
  afterAll(() => {
    process.chdir(here);
    rmSync(folder, { recursive: true });
  });

  test('becomes exactly the files that are committed', () => {
    expect(readdirSync(join(folder, 'manifests')).sort()).toEqual(readdirSync(committed).sort());
  });

  test.each(readdirSync(committed))('%s has not drifted', (file) => {
    expect(readFileSync(join(folder, 'manifests', file), 'utf8')).toBe(readFileSync(join(committed, file), 'utf8'));
  });
});
