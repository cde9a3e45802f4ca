import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { run } from '../../src/cli/run';
import { paletteOf } from '../../src/rules/report/palette';
import { Folder } from '../rules/reading/folder-kit';

let folder: Folder;
beforeEach(() => { folder = new Folder(); });
afterEach(() => folder.remove());

const [OLD, NEW] = ['ab', 'cd'].map((two) => `sha256:${two.repeat(32)}`);
const LOCK = `# Written by the build; promoted by people.
targets:
  staging:
    shop/checkout:
      tag: 1.8.3
      digest: ${NEW}
    shop/cart:
      tag: "2.0" # quoted, as it was

  production-eu:
    # frozen until Monday
    shop/checkout:
      tag: 1.8.2 # {"$imagepolicy": "flux-system:checkout:tag"}
      digest: ${OLD} # {"$imagepolicy": "flux-system:checkout:digest"}
    shop/cart:
      tag: "2.0"
  production-us: {}
`;

async function promote(...args: string[]) {
  const home = process.cwd();
  const said = { out: '', err: '' };
  process.chdir(folder.path);
  try {
    const code = await run(['promote', ...args], { out: (text) => { said.out += text; }, err: (text) => { said.err += text; }, palette: paletteOf(false), hasKeyboard: false });
    return { code, ...said };
  } finally {
    process.chdir(home);
  }
}

const lock = () => readFileSync(join(folder.path, 'images.lock.yaml'), 'utf8');

describe('the command promote', () => {
  beforeEach(() => { folder.write('images.lock.yaml', LOCK); });

  test('copies tag and digest, says what was and what will be, and leaves the rest of the file as it is', async () => {
    const { code, out } = await promote('--from', 'staging', '--to', 'production-eu');
    expect(code).toBe(0);
    expect(out).toBe(`production-eu
  shop/checkout  1.8.2 sha256:abababababab -> 1.8.3 sha256:cdcdcdcdcdcd
  shop/cart      2.0, as it was

images.lock.yaml says so; run cdk8s synth, and commit both
`);
    expect(lock()).toBe(LOCK.replace('1.8.2 #', '1.8.3 #').replace(`${OLD} #`, `${NEW} #`));
  });

  test('promotes one image, to several targets, also one that has none yet', async () => {
    await promote('--from', 'staging', '--to', 'production-eu,production-us', 'shop/checkout');
    expect(lock()).toMatch(new RegExp(`production-us:\\s+\\{? ?shop/checkout:\\s+\\{? ?tag: 1\\.8\\.3,?\\s+digest: ${NEW}`));
    expect(lock().match(/shop\/cart/g)).toHaveLength(2);
  });

  test('takes what was just built, by its reference, with the registry in its name', async () => {
    const { code, out, err } = await promote('--to', 'staging', `shop/cart:2.1@${NEW}`, `localhost:5000/shop/tax@${OLD}`);
    expect([code, err, out]).toEqual([0, '', `staging
  shop/cart                2.0 -> 2.1 sha256:cdcdcdcdcdcd
  localhost:5000/shop/tax  new -> sha256:abababababab

images.lock.yaml says so; run cdk8s synth, and commit both
`]);
    expect(lock()).toContain(`localhost:5000/shop/tax:\n      digest: ${OLD}`);
  });

  test.each(['shop/cart', 'shop/Cart:1', 'ko://example.com/shop/cmd/cart'])('refuses %s, which no build printed', async (reference) => {
    expect(await promote('--to', 'staging', reference)).toMatchObject({ code: 2, err: expect.stringContaining(`"${reference}" does not name what was built`) });
    expect(lock()).toBe(LOCK);
  });

  test('changes nothing the second time', async () => {
    await promote('--from', 'staging', '--to', 'production-eu');
    const once = lock();
    expect((await promote('--from', 'staging', '--to', 'production-eu')).out).toContain('shop/checkout  1.8.3 sha256:cdcdcdcdcdcd, as it was');
    expect(lock()).toBe(once);
  });

  test('a digest does not stay behind when only a tag is promoted', async () => {
    folder.write('images.lock.yaml', `targets:\n  a:\n    x/y:\n      tag: "2"\n  b:\n    x/y:\n      tag: "1"\n      digest: ${OLD}\n`);
    await promote('--from', 'a', '--to', 'b');
    expect(lock()).toBe('targets:\n  a:\n    x/y:\n      tag: "2"\n  b:\n    x/y:\n      tag: "2"\n');
  });

  test('a dry run says it and writes nothing', async () => {
    expect((await promote('--from', 'staging', '--to', 'production-eu', '--dry-run')).out).toMatch(/1\.8\.2 .* -> 1\.8\.3 [^]*nothing was written/);
    expect(lock()).toBe(LOCK);
  });

  test.each([
    [[], 'say from where to where: --from staging --to production.'],
    [['--from', 'staging'], 'say from where to where'],
    [['--from', 'stagin', '--to', 'production-eu'], 'there is no target "stagin" in images.lock.yaml. Did you mean "staging"?'],
    [['--from', 'staging', '--to', 'tokyo'], 'there is no target "tokyo" in images.lock.yaml. If it is new, add a line to the file: "tokyo:", below targets.'],
    [['--from', 'staging', '--to', 'staging'], '"staging" cannot be promoted to itself'],
    [['--from', 'staging', '--to', 'production-eu', 'shop/chekout'], 'there is no image "shop/chekout" at staging. Did you mean "shop/checkout"?'],
    [['--from', 'production-us', '--to', 'production-eu'], 'there are no images at production-us, so there is nothing to promote.'],
    [['--from', 'staging', '--to', 'production-eu', '--lock', 'nowhere.yaml'], 'cannot read "nowhere.yaml": there is no such file or folder'],
  ])('%j: says why not, and writes nothing', async (args, expected) => {
    const { code, err } = await promote(...args);
    expect(code).toBe(2);
    expect(err).toContain(expected);
    expect(lock()).toBe(LOCK);
    expect(existsSync(join(folder.path, 'nowhere.yaml'))).toBe(false);
  });

  test('touches no file with the marks of a merge conflict', async () => {
    const broken = LOCK.replace('  production-us: {}\n', '<<<<<<< HEAD\n  production-us: {}\n=======\n>>>>>>> other\n');
    folder.write('images.lock.yaml', broken);
    expect((await promote('--from', 'staging', '--to', 'production-eu')).err).toMatch(/line 17 of "images\.lock\.yaml" is a mark of a merge conflict\. Keep one/);
    expect(lock()).toBe(broken);
  });
});
