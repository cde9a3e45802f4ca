import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/*
 * examples/shop is read like a user's pull request: its YAML is committed beside it.
 * After a change that is meant to change it: npm run synth, and read the diff.
 */
const COMMITTED = join(__dirname, '../../examples/shop/manifests');

describe('the shop', () => {
  const here = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'gopher-golden-'));
  beforeAll(() => {
    process.chdir(folder);
    jest.isolateModules(() => { jest.requireActual('../../examples/shop/main'); });
  });
  afterAll(() => {
    process.chdir(here);
    rmSync(folder, { recursive: true });
  });

  test('becomes exactly the files that are committed', () => {
    expect(readdirSync(join(folder, 'manifests')).sort()).toEqual(readdirSync(COMMITTED).sort());
  });

  test.each(readdirSync(COMMITTED))('%s has not drifted', (file) => {
    expect(readFileSync(join(folder, 'manifests', file), 'utf8')).toBe(readFileSync(join(COMMITTED, file), 'utf8'));
  });
});
