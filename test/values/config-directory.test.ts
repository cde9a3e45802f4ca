import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ConfigDirectory, Configuration } from '../../src';
import { shop } from '../kit';

const folder = (files: { [path: string]: string | Buffer }) => {
  const root = mkdtempSync(join(tmpdir(), 'gopher-directory-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
};
const configMap = (it: ReturnType<typeof shop>) => it.all('ConfigMap')[0];
const withDirectory = (directory: ConfigDirectory) => shop({ directories: { '/etc/shop': directory } });

describe('a directory of configuration', () => {
  test('is in the ConfigMap with all its folders, and one mount', () => {
    const it = withDirectory(ConfigDirectory.at(folder({ 'prices.yaml': 'vat: 8.1', 'eu/prices.yaml': 'vat: 20' })));
    expect(configMap(it).data).toMatchObject({ 'etc.shop.prices.yaml': 'vat: 8.1', 'etc.shop.eu.prices.yaml': 'vat: 20' });
    expect(it.pod().volumes.find((v: any) => v.configMap).configMap.items).toEqual([
      { key: 'etc.shop.eu.prices.yaml', path: 'eu/prices.yaml' }, { key: 'etc.shop.prices.yaml', path: 'prices.yaml' },
    ]);
    expect(it.container().volumeMounts.filter((m: any) => m.mountPath.startsWith('/etc/shop')).map((m: any) => m.mountPath)).toEqual(['/etc/shop']);
    expect(it.problems).toEqual([]);
  });

  test('keeps what is no text as binary data, and its content is part of the name', () => {
    const of = (last: number) => configMap(withDirectory(ConfigDirectory.at(folder({ 'logo.png': Buffer.from([0xff, 0x00, last]) }))));
    expect(of(1).binaryData).toEqual({ 'etc.shop.logo.png': '/wAB' });
    expect(of(1).metadata.name).not.toBe(of(2).metadata.name);
  });

  test('leaves out files that begin with a dot', () => {
    expect(ConfigDirectory.at(folder({ '.git/config': 'x', '.env': 'x', 'a': 'x' })).paths).toEqual(['a']);
  });

  test('has the same name wherever it was read from', () => {
    const name = () => configMap(withDirectory(ConfigDirectory.at(folder({ b: '1', a: '2' })))).metadata.name;
    expect(name()).toBe(name());
  });

  test.each([
    ['a folder that is not there', () => ConfigDirectory.at('/nowhere/at-all'), 'directory/no-files'],
    ['an empty folder', () => ConfigDirectory.at(folder({})), 'directory/no-files'],
    ['no files', () => ConfigDirectory.of({}), 'directory/no-files'],
    ['more than a ConfigMap holds', () => ConfigDirectory.at(folder({ a: Buffer.alloc(700_000, 1), b: Buffer.alloc(700_000, 1) })), 'config/too-large'],
    ['a path that climbs', () => ConfigDirectory.of({ '../a': 'x' }), 'directory/bad-path'],
    ['two files of one key', () => ConfigDirectory.of({ 'a/b': 'x', 'a.b': 'y' }), 'file/same-key'],
  ])('refuses %s', (_, directory, slug) => expect(withDirectory(directory()).problems).toContain(slug));

  test('refuses a link, which may lead anywhere', () => {
    const root = folder({ a: 'x' });
    symlinkSync('/etc/passwd', join(root, 'b'));
    expect(withDirectory(ConfigDirectory.at(root)).problems).toEqual(['directory/no-plain-file']);
  });

  test('takes names that are no keys', () => {
    const it = withDirectory(ConfigDirectory.of({ 'price list.txt': 'x' }));
    expect(it.pod().volumes.find((v: any) => v.configMap).configMap.items).toEqual([{ key: 'etc.shop.price.list.txt', path: 'price list.txt' }]);
    expect(it.problems).toEqual([]);
  });

  test('refuses a place that the image needs', () => {
    expect(shop({ directories: { '/etc': ConfigDirectory.of({ a: 'x' }) } }).problems).toContain('file/hides-directory');
  });

  test('needs the trait that keeps it', () => {
    expect(shop({ directories: { '/etc/shop': ConfigDirectory.of({ a: 'x' }) }, without: [Configuration.ID] }).problems).toEqual(['file/no-config-map']);
  });
});
