import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { run } from '../../../src/cli/run';
import { paletteOf } from '../../../src/rules/report/palette';
import { Folder } from '../../rules/reading/folder-kit';

let folder: Folder;
beforeEach(() => { folder = new Folder(); });
afterEach(() => folder.remove());

async function init(...args: string[]) {
  const said = { out: '', err: '' };
  const terminal = { out: (text: string) => { said.out += text; }, err: (text: string) => { said.err += text; }, palette: paletteOf(false), hasKeyboard: false };
  return { code: await run(['init', folder.path, ...args], terminal), ...said };
}
const written = () => readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name).slice(folder.path.length + 1)).sort();
const text = (path: string) => readFileSync(join(folder.path, path), 'utf8');

describe('init in an empty folder', () => {
  test('writes a module with one service, how it runs, its image, CI, and a cluster for this machine', async () => {
    expect(await init('--module', 'github.com/acme/shop')).toMatchObject({ code: 0, err: '' });
    expect(written()).toEqual([
      '.dockerignore', '.github/workflows/ci.yml', '.gitignore', '.ko.yaml', 'Dockerfile', 'Makefile', 'README.md', 'Tiltfile',
      'cmd/hello/main.go', 'cmd/hello/routes.go', 'cmd/hello/serve.go', 'cmd/hello/serve_test.go',
      'deploy/cdk8s.yaml', 'deploy/go.mod', 'deploy/images.lock.yaml', 'deploy/main.ts', 'deploy/package.json', 'deploy/tsconfig.json',
      'docker-bake.hcl', 'go.mod', 'go.sum', 'kind.yaml',
    ]);
    expect(text('go.mod')).toMatch(/^module github\.com\/acme\/shop\n/);
  });

  test('leaves no blank unfilled', async () => {
    await init('--services', 'greeter');
    expect(written().filter((path) => /__[A-Z_]+__/.test(text(path)) || (!path.endsWith('.ts') && text(path).includes('undefined')))).toEqual([]);
    expect(written()).toContain('cmd/greeter/main.go');
  });

  test('names the library as it was said, whatever characters are in its path', async () => {
    const said = 'file:C:\\my "own"\\cdk8s-gopher.tgz';
    await init('--library', said);
    expect(JSON.parse(text('deploy/package.json')).dependencies['cdk8s-gopher']).toBe(said);
  });

  test('writes nothing with --dry-run, and says what it would write', async () => {
    expect((await init('--dry-run')).out).toMatch(/create +deploy\/main\.ts[^]*Nothing was written: --dry-run\./);
    expect(written()).toEqual([]);
  });

  test('a second time changes nothing', async () => {
    await init();
    const before = written().map(text);
    const { out } = await init();
    expect(out).not.toMatch(/create|keep|overwrite/);
    expect(written().map(text)).toEqual(before);
  });
});

describe('init in an existing module', () => {
  const MAIN = 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":9000", nil) }\n';
  beforeEach(() => {
    folder.write('go.mod', 'module example.com/legacy\n\ngo 1.25\n');
    folder.write('cmd/api/main.go', MAIN);
    folder.write('cmd/tool/main.go', 'package main\n\nfunc main() {}\n');
  });

  test('says how what listens runs, and names what it leaves out', async () => {
    const { out } = await init();
    expect(out).toContain('tool  ./cmd/tool, left out: no address such as ":8080" stands in its sources. --services tool brings it in.');
    expect(text('deploy/main.ts')).toContain(`const api = new GoMicroservice(chart, 'api', {
  image: image('api'),
  goVersion: GoVersion.of('1.25'),
  ports: [Port.http(9000)],
  traits: [HealthChecks.onPort()],
});`);
    expect(text('Dockerfile')).toContain('FROM --platform=$BUILDPLATFORM golang:1.25 AS build');
  });

  test('touches no Go file, and no file that is there', async () => {
    folder.write('Dockerfile', 'FROM scratch\n');
    const { out } = await init();
    expect(out).toMatch(/keep +Dockerfile\n/);
    expect([text('Dockerfile'), text('cmd/api/main.go'), text('go.mod')]).toEqual(['FROM scratch\n', MAIN, 'module example.com/legacy\n\ngo 1.25\n']);
    expect(existsSync(join(folder.path, 'cmd', 'hello'))).toBe(false);
  });

  test('overwrites only with --force, and says so', async () => {
    folder.write('Dockerfile', 'FROM scratch\n');
    expect((await init('--force')).out).toMatch(/overwrite +Dockerfile\n/);
    expect(text('Dockerfile')).toContain('golang:1.25');
  });

  test('takes what is named, and makes a worker of what does not listen', async () => {
    await init('--services', 'tool');
    expect(text('deploy/main.ts')).toMatch(/const tool = new GoWorker\(chart, 'tool', \{[^}]*without: \[HealthChecks\.ID\]/);
    expect(text('deploy/main.ts')).not.toContain("'api'");
  });
});

describe('init refuses', () => {
  test.each([
    { args: ['--name', 'My_Shop'], says: 'Name it "my-shop"' },
    { args: ['--module', 'not a module'], says: '--module github.com/acme/' },
    { args: ['--registry', 'https://ghcr.io/X'], says: 'is not where images can be' },
    { args: ['--services', 'a,b'], says: 'A new module begins with one' },
    { args: ['second'], says: 'one folder too many' },
  ])('$args, and says what to write instead', async ({ args, says }) => {
    const { code, err } = await init(...args);
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
    expect(written()).toEqual([]);
  });

  test('a module of which nothing listens, and lists its programs', async () => {
    folder.write('go.mod', 'module example.com/tools\n');
    folder.write('cmd/lint/main.go', 'package main\n\nfunc main() {}\n');
    expect(await init()).toMatchObject({ code: 2, err: expect.stringContaining('--services lint') });
    expect(await init('--services', 'lnt')).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "lint"?') });
  });
});
