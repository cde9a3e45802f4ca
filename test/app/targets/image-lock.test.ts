import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart } from 'cdk8s';
import fc from 'fast-check';
import { GoMicroservice, GopherApp, Image, ImageLock, InitStep, Target } from '../../../src';
import { LockFile } from '../../../src/app/targets/lock-file';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gopher-lock-'));
  file = join(folder, 'images.lock.yaml');
});
afterEach(() => rmSync(folder, { recursive: true }));

const DIGEST = `sha256:${'ab'.repeat(32)}`;
const LOCK = `# Which images run where.
targets:
  staging:
    shop/checkout:
      tag: 1.10 # {"$imagepolicy": "flux-system:checkout:tag"}
      digest: ${DIGEST} # {"$imagepolicy": "flux-system:checkout:digest"}
    shop/cart:
      tag: v2
`;

function refusalOf(text: string, repository = 'shop/checkout'): string {
  writeFileSync(file, text);
  const target = new Target('staging', { images: ImageLock.read(file) });
  const app = new GopherApp({ target, outdir: join(folder, 'dist') });
  new GoMicroservice(new Chart(app, 'shop', { namespace: 'shop' }), 'checkout', { image: target.image(repository) });
  try {
    app.synth();
    return '';
  } catch (e) {
    return (e as Error).message.replaceAll(folder, '');
  }
}

describe('the image lock', () => {
  test('says which version runs at a target, by tag and digest; a tag that looks like a number is a text', () => {
    writeFileSync(file, LOCK);
    const lock = ImageLock.read(file);
    expect(String(lock.image('staging', 'shop/checkout'))).toBe(`shop/checkout:1.10@${DIGEST}`);
    expect(String(lock.image('staging', 'shop/cart'))).toBe('shop/cart:v2');
  });

  test('gives images for whatever takes one, from the platform\'s registry', () => {
    writeFileSync(file, LOCK);
    const target = new Target('staging', { images: ImageLock.read(file) });
    const app = new GopherApp({ target, outdir: join(folder, 'dist') });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new GoMicroservice(chart, 'checkout', { image: target.image('shop/checkout'), traits: [new InitStep('warm', { image: target.image('shop/cart') })] });
    expect(app.synthYaml()).toContain(`image: shop/checkout:1.10@${DIGEST}`);
    expect(app.synthYaml()).toContain('image: shop/cart:v2');
  });

  test('an image that is not in it is told with the workload that wants it', () => {
    expect(refusalOf(LOCK, 'shop/chekout')).toMatch(/1 problem.*\n {2}\[shop\/checkout\] image-lock\/no-image: "shop\/chekout" is not among the images of "staging" in "\/images\.lock\.yaml"\. Did you mean "shop\/checkout"\?/);
    expect(refusalOf(LOCK, 'shop/payments')).toContain('Add it there, with a tag or digest, or promote it: cdk8s-gopher promote --to staging shop/payments.');
    expect(refusalOf('targets:\n  other:\n    a/b:\n      tag: "1"\n')).toContain('is not among the images of "staging"');
  });

  test.each([
    ['a merge conflict', 'targets:\n<<<<<<< HEAD\n  a: {}\n=======\n  b: {}\n>>>>>>> x\n', 'image-lock/conflict: line 2 of'],
    ['broken YAML', 'targets:\n  staging: [\n', 'image-lock/not-yaml: line '],
    ['an image twice', 'targets:\n  staging:\n    a/b: {tag: "1"}\n    a/b: {tag: "2"}\n', 'image-lock/not-yaml: line 4 of'],
    ['a list', '- a\n', 'image-lock/bad-entry: line 1 of "/images.lock.yaml": the file is no map'],
    ['another key at the top', 'images:\n  a: b\n', 'line 1 of "/images.lock.yaml": "images" is nothing that is read'],
    ['a misspelt field', 'targets:\n  staging:\n    a/b:\n      tga: 1\n', 'line 4 of "/images.lock.yaml": "tga" is nothing that is read of an image'],
    ['neither tag nor digest', 'targets:\n  staging:\n    a/b: {}\n', 'line 3 of "/images.lock.yaml": "a/b" has neither tag nor digest'],
    ['a bad digest', 'targets:\n  staging:\n    a/b:\n      digest: sha256:12\n', 'line 3 of "/images.lock.yaml": "a/b@sha256:12" is no image'],
    ['a repository with a tag', 'targets:\n  staging:\n    a/b:1:\n      tag: "2"\n', 'line 3 of "/images.lock.yaml": "a/b:1:2" is no image'],
    ['a field that is a map', 'targets:\n  staging:\n    a/b:\n      tag: {a: b}\n', 'line 4 of "/images.lock.yaml": tag of "a/b" is no text'],
  ])('refuses %s, with the line', (_, text, expected) => {
    expect(refusalOf(text)).toContain(expected);
  });

  test('a file that is not there is told once for the app', () => {
    const target = new Target('staging', { images: ImageLock.read(join(folder, 'nowhere.yaml')) });
    const app = new GopherApp({ target, outdir: join(folder, 'dist') });
    expect(() => app.synth()).toThrow(/\[the app\] image-lock\/cannot-read: cannot read ".*nowhere\.yaml": there is no such file or folder\. Make the file\. Write targets/);
  });

  test('a target without a lock knows no images', () => {
    const app = new GopherApp({ outdir: join(folder, 'dist') });
    new GoMicroservice(new Chart(app, 'shop'), 'checkout', { image: new Target('staging').image('shop/checkout') });
    expect(() => app.synth()).toThrow(/target\/no-lock: the target "staging" knows no images/);
  });

  test('no text whatever makes it throw', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => {
      writeFileSync(file, text);
      const lock = ImageLock.read(file);
      expect(lock._flaws.every(({ slug }) => slug.startsWith('image-lock/'))).toBe(true);
      expect(lock.image('a', 'b/c')).toBeInstanceOf(Image);
    }), { numRuns: 200 });
  });

  test('keeps comments and everything else when an image is written down', () => {
    writeFileSync(file, LOCK);
    const lock = LockFile.read(file);
    lock.put('staging', 'shop/checkout', { tag: '1.11', digest: `sha256:${'cd'.repeat(32)}` });
    expect(String(lock)).toBe(LOCK.replace('1.10', '1.11').replace(DIGEST, `sha256:${'cd'.repeat(32)}`));
  });

  test('is as it was when what is there is written down again', () => {
    writeFileSync(file, LOCK);
    const lock = LockFile.read(file);
    lock.put('staging', 'shop/cart', { tag: 'v2' });
    expect(String(lock)).toBe(LOCK);
  });
});
