import { ConfigDirectory, GopherApp, GracefulDrain, LiveFiles } from '../../../src';
import { chartIn, serviceIn, shop } from '../../kit';

const flags = (content: string) => new LiveFiles({ files: { '/etc/checkout/live/flags.yaml': content } });

describe('live files', () => {
  test('are in a ConfigMap whose name stays and which may change', () => {
    const object = shop({ traits: [flags('newCart: true')] }).find('ConfigMap', 'checkout-live');
    expect(object.data).toEqual({ 'etc.checkout.live.flags.yaml': 'newCart: true' });
    expect(object.immutable).toBeUndefined();
  });

  test('may go with everything else when the service goes', () => {
    expect(shop({ traits: [flags('x')] }).find('ConfigMap', 'checkout-live').metadata.annotations ?? {}).toEqual({});
  });

  test('are mounted as a whole directory, as the kubelet refreshes nothing else', () => {
    const mount = shop({ traits: [flags('x')] }).container().volumeMounts.find((m: any) => m.mountPath === '/etc/checkout/live');
    expect(mount).toEqual({ name: expect.any(String), mountPath: '/etc/checkout/live', readOnly: true });
  });

  test('restart nothing when they change', () => {
    expect(shop({ traits: [flags('a')] }).deployment()).toEqual(shop({ traits: [flags('b')] }).deployment());
  });

  test('may be whole directories', () => {
    const it = shop({ traits: [new LiveFiles({ directories: { '/etc/rules': ConfigDirectory.of({ 'a.yaml': '1', 'eu/a.yaml': '2' }) } })] });
    expect(it.pod().volumes.find((v: any) => v.configMap?.name === 'checkout-live').configMap.items.map((i: any) => i.path)).toEqual(['a.yaml', 'eu/a.yaml']);
  });

  test('can be taken away', () => {
    const it = shop({ traits: [flags('x')] });
    it.checkout.removeTrait(LiveFiles.ID);
    expect(it.objects).toEqual(shop().objects);
  });

  test('come out the same in any order', () => {
    const drain = new GracefulDrain();
    expect(shop({ traits: [flags('x'), drain] }).deployment()).toEqual(shop({ traits: [drain, flags('x')] }).deployment());
  });

  test.each([
    ['no files', {}, 'file/no-live-files'],
    ['a relative path', { files: { 'etc/a': '' } }, 'file/bad-path'],
    ['a directory that the image needs', { files: { '/etc/a': '' } }, 'file/hides-directory'],
    ['too much', { files: { '/etc/shop/a': 'x'.repeat(1024 * 1024) } }, 'config/too-large'],
    ['a folder without files', { directories: { '/etc/shop': ConfigDirectory.of({}) } }, 'directory/no-files'],
  ])('refuse %s', (_, props, slug) => expect(shop({ traits: [new LiveFiles(props)] }).problems).toContain(slug));

  test('in a directory that other files have are refused', () => {
    expect(shop({ files: { '/etc/checkout/live/a': 'x' }, traits: [flags('x')] }).problems).toEqual(['mount/taken']);
  });

  test('synthesize in an app with all rules on and no finding', () => {
    const app = new GopherApp({ outdir: '/nowhere' });
    serviceIn(chartIn(app, 'shop', 'shop'), 'checkout', { traits: [flags('newCart: true\n')] });
    expect(app.findings().map(String)).toEqual([]);
  });
});
