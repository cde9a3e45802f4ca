import { execFileSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import fc from 'fast-check';
import { CommittedFolder } from '../../../src/app/output/committed-folder';
import { FILE_LIST } from '../../../src/rules/reading/file-list';

let top: string;
let root: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'gopher-committed-'));
  root = join(top, 'deploy');
});
afterEach(() => rmSync(top, { recursive: true }));

type Files = { [path: string]: string };

const texts = (files: Files) => Object.entries(files).map(([path, text]) => ({ path, text }));
const mirror = (files: Files, target?: string) => new CommittedFolder(root, target).mirror(texts(files));
const problems = (files: Files, target?: string) => new CommittedFolder(root, target).problems(texts(files));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function there(): Files {
  return Object.fromEntries(readdirSync(root, { recursive: true, withFileTypes: true }).filter((e) => e.isFile() && e.name !== FILE_LIST && !e.parentPath.includes('.git'))
    .map((e) => join(e.parentPath, e.name)).sort().map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]));
}

describe('the committed folder', () => {
  test('is made where it is missing', () => {
    expect(mirror({ 'shop/a.yaml': 'a' })).toEqual([]);
    expect(there()).toEqual({ 'shop/a.yaml': 'a' });
  });

  test('loses what is no longer made, with the folders that are empty without it', () => {
    mirror({ 'shop/a/a.yaml': 'a', 'shop/b.yaml': 'b', 'shop/c/c.yaml': 'c' });
    put('shop/c/README.md', 'mine');
    expect(mirror({ 'shop/b.yaml': 'b' })).toEqual([]);
    expect(there()).toEqual({ 'shop/b.yaml': 'b', 'shop/c/README.md': 'mine' });
    expect(existsSync(join(root, 'shop/a'))).toBe(false);
  });

  test('keeps a file that somebody has changed since, says so, and counts it as theirs from then on', () => {
    mirror({ 'a.yaml': 'a', 'b.yaml': 'b' });
    put('a.yaml', 'taken over by hand');
    expect(mirror({ 'b.yaml': 'b' })).toEqual([expect.stringMatching(/^output\/changed: ".*a\.yaml" is no longer made, but was changed since it was written; it is left, and is yours now\./)]);
    expect(mirror({ 'b.yaml': 'b' })).toEqual([]);
    expect(there()).toEqual({ 'a.yaml': 'taken over by hand', 'b.yaml': 'b' });
  });

  test('takes other ends of lines for no change', () => {
    mirror({ 'a.yaml': 'a: 1\nb: 2\n' });
    put('a.yaml', 'a: 1\r\nb: 2\r\n');
    mirror({});
    expect(there()).toEqual({});
  });

  test('overwrites no file of somebody else, and writes nothing then', () => {
    put('kustomization.yaml', 'mine');
    expect(problems({ 'kustomization.yaml': 'ours', 'a.yaml': 'a' })).toEqual([expect.stringMatching(/^\[.*deploy\] output\/not-ours: ".*kustomization\.yaml" would be overwritten, and was not written by this app\. Move it away/)]);
    expect(() => mirror({ 'kustomization.yaml': 'ours', 'a.yaml': 'a' })).toThrow(/output\/not-ours/);
    expect(there()).toEqual({ 'kustomization.yaml': 'mine' });
  });

  test('takes a file for its own that is just as it would write it', () => {
    put('a.yaml', 'a');
    expect(mirror({ 'a.yaml': 'a' })).toEqual([]);
    mirror({});
    expect(there()).toEqual({});
  });

  test('heals a file of its own that has marks of a merge conflict', () => {
    mirror({ 'a.yaml': 'a' });
    put('a.yaml', '<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n');
    mirror({ 'a.yaml': 'a' });
    expect(there()).toEqual({ 'a.yaml': 'a' });
  });

  test('goes on with a list from before content was noted in it', () => {
    put(FILE_LIST, '# Files written by cdk8s-gopher; only these are deleted when they are no longer made.\na.yaml\nb.yaml\n');
    put('a.yaml', 'an earlier version');
    put('b.yaml', 'b');
    expect(mirror({ 'b.yaml': 'b, newer' })).toEqual([]);
    expect(there()).toEqual({ 'b.yaml': 'b, newer' });
  });

  test.each(['../outside.yaml', '/etc/hosts', 'a/../../b.yaml', 'C:\\x', 'a//b', '  sha256 not-a-hash'])('does nothing while its list holds "%s"', (line) => {
    mirror({ 'a.yaml': 'a' });
    const list = `# a comment\n${line}\na.yaml\n`;
    put(FILE_LIST, list);
    expect(problems({})).toEqual([expect.stringMatching(/output\/bad-list: line 2 of ".*\.cdk8s-gopher-files" is .* no file in that folder/)]);
    expect(() => mirror({})).toThrow(/output\/bad-list/);
    expect(there()).toEqual({ 'a.yaml': 'a' });
    expect(readFileSync(join(root, FILE_LIST), 'utf8')).toBe(list);
  });

  test('deletes nothing behind a link', () => {
    mirror({ 'shop/a.yaml': 'a' });
    rmSync(join(root, 'shop'), { recursive: true });
    mkdirSync(join(top, 'elsewhere'));
    writeFileSync(join(top, 'elsewhere', 'a.yaml'), 'a');
    symlinkSync(join(top, 'elsewhere'), join(root, 'shop'));
    expect(mirror({})).toEqual([expect.stringMatching(/^output\/link: .*leads out of/)]);
    expect(readFileSync(join(top, 'elsewhere', 'a.yaml'), 'utf8')).toBe('a');
  });

  test('says which place is taken by something else', () => {
    put('shop', 'a file where a folder is to be');
    expect(() => mirror({ 'shop/a.yaml': 'a' })).toThrow(/output\/cannot-(read|write): ".*shop.*": a part of the path is not a folder/);
    expect(there()).toEqual({ shop: 'a file where a folder is to be' });
  });

  test('is of one target: another one would delete its files', () => {
    mirror({ 'a.yaml': 'a' }, 'staging');
    expect(mirror({ 'a.yaml': 'b' }, 'staging')).toEqual([]);
    expect(problems({ 'a.yaml': 'c' }, 'production')).toEqual([expect.stringMatching(/output\/other-target: ".*deploy" holds the manifests of the target "staging"; the target "production" would delete them/)]);
    expect(problems({ 'a.yaml': 'c' })).toEqual([expect.stringMatching(/this app, which has no target, would delete them/)]);
  });

  test('knows what is its own after it was interrupted', () => {
    mirror({ 'a.yaml': 'a' });
    put('b.yaml/in-the-way', ''); // a folder where a file is to be: the write fails half-way
    expect(() => mirror({ 'c.yaml': 'c', 'b.yaml': 'b' })).toThrow(/output\/cannot/);
    rmSync(join(root, 'b.yaml'), { recursive: true });
    expect(mirror({ 'b.yaml': 'b' })).toEqual([]);
    expect(there()).toEqual({ 'b.yaml': 'b' });
  });

  test('whatever is made, changed and taken over: what others have is never lost, what is made is there', () => {
    const path = fc.constantFrom('a.yaml', 'b.yaml', 'x/a.yaml', 'x/b.yaml', 'x/y/c.yaml');
    const files = fc.dictionary(path, fc.constantFrom('1', '2'));
    const step = fc.record({ made: files, byHand: fc.dictionary(path, fc.constantFrom('mine', 'also mine')) });
    fc.assert(fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
      rmSync(root, { recursive: true, force: true });
      const mine = new Map<string, string>();
      for (const { made, byHand } of steps) {
        try {
          mirror(made);
          Object.keys(made).forEach((file) => mine.delete(file)); // ours again: it is in Git as it was
          expect(there()).toMatchObject(made);
        } catch (e) {
          expect(String(e)).toMatch(/output\/not-ours/);
        }
        mine.forEach((text, file) => expect(there()[file]).toBe(text));
        for (const [file, text] of Object.entries(byHand)) {
          put(file, text);
          mine.set(file, text);
        }
      }
    }), { numRuns: 60 });
  });
});

describe('the list of our files', () => {
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', ...args], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
  const commit = (files: Files) => {
    mirror(files);
    git('add', '-A');
    git('commit', '-qm', 'synth');
  };

  /** main, with two branches from it. */
  function branches(base: Files, one: Files, two: Files): void {
    mkdirSync(root);
    git('init', '-q', '-b', 'main');
    commit(base);
    git('checkout', '-qb', 'one');
    commit(one);
    git('checkout', '-q', 'main');
    git('checkout', '-qb', 'two');
    commit(two);
  }

  test('merges where two branches change neighbours', () => {
    branches({ 'a.yaml': '1', 'b.yaml': '1', 'c.yaml': '1' }, { 'a.yaml': '2', 'b.yaml': '1', 'c.yaml': '1' }, { 'a.yaml': '1', 'b.yaml': '2', 'c.yaml': '1' });
    git('merge', 'one');
    expect(mirror({})).toEqual([]);
    expect(there()).toEqual({});
  });

  test('is mended by the next synthesis where both sides of a merge are in it', () => {
    branches({ 'a.yaml': '1' }, { 'a.yaml': '2', 'one.yaml': 'one' }, { 'a.yaml': '3', 'one.yaml': 'other' });
    expect(() => git('merge', 'one')).toThrow();
    expect(readFileSync(join(root, FILE_LIST), 'utf8')).toContain('<<<<<<<');
    put('one.yaml', 'one');
    expect(mirror({ 'a.yaml': '4' })).toEqual([]);
    expect(there()).toEqual({ 'a.yaml': '4' });
    expect(readFileSync(join(root, FILE_LIST), 'utf8')).not.toContain('<<<<<<<');
  });
});
