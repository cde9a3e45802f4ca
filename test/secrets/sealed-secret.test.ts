import { constants, createCipheriv, generateKeyPairSync, publicEncrypt, randomBytes } from 'crypto';
import * as fc from 'fast-check';
import { GopherApp, SealedScope, SealedSecret } from '../../src';
import { chartIn, find, newChart, objectsOf, refusalOf, serviceIn } from '../kit';

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** What kubeseal does: a session key under RSA-OAEP, the value under AES-GCM with it. */
function seal(value: string): string {
  const session = randomBytes(32);
  const rsa = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256', oaepLabel: Buffer.from('shop/stripe') }, session);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(rsa.length);
  const aes = createCipheriv('aes-256-gcm', session, Buffer.alloc(12));
  return Buffer.concat([length, rsa, aes.update(value), aes.final(), aes.getAuthTag()]).toString('base64');
}

const sealed = seal('sk_live_1');

describe('a sealed Secret', () => {
  test('is in Git as ciphertext, with the Secret that comes of it', () => {
    const chart = newChart();
    new SealedSecret(chart, 'stripe', { encryptedData: { 'api-key': sealed } });
    expect(find(objectsOf(chart), 'SealedSecret', 'stripe')).toMatchObject({
      apiVersion: 'bitnami.com/v1alpha1',
      metadata: { name: 'stripe', namespace: 'shop' },
      spec: { encryptedData: { 'api-key': sealed }, template: { metadata: { name: 'stripe', namespace: 'shop' }, type: 'Opaque' } },
    });
  });

  test.each([[SealedScope.NAMESPACE, 'sealedsecrets.bitnami.com/namespace-wide'], [SealedScope.CLUSTER, 'sealedsecrets.bitnami.com/cluster-wide']])('for a wider scope says so: %s', (sealedFor, annotation) => {
    const chart = newChart();
    new SealedSecret(chart, 'stripe', { encryptedData: { 'api-key': sealed }, sealedFor });
    const object = find(objectsOf(chart), 'SealedSecret', 'stripe');
    expect(object.metadata.annotations).toEqual({ [annotation]: 'true' });
    expect(object.spec.template.metadata.annotations).toEqual({ [annotation]: 'true' });
  });

  test('is read as any other, and that is explained', () => {
    const chart = newChart();
    const stripe = new SealedSecret(chart, 'stripe', { encryptedData: { 'api-key': sealed } });
    const till = serviceIn(chart, 'till', { secrets: { STRIPE_API_KEY: stripe.key('api-key') } });
    expect(till.problems()).toEqual([]);
    expect(till.explain().valueOf('secretFiles//run/secrets/stripe')?.why).toContain('new ciphertext');
  });

  test('synthesizes in an app with all rules on and no finding', () => {
    const app = new GopherApp({ outdir: '/nowhere' });
    const chart = chartIn(app, 'shop', 'shop');
    const stripe = new SealedSecret(chart, 'stripe', { encryptedData: { 'api-key': sealed } });
    serviceIn(chart, 'till', { secretEnv: { STRIPE: stripe.key('api-key') } });
    expect(app.findings().filter((f) => f.rule !== 'structure/unknown-kind').map(String)).toEqual([]);
  });

  test('never takes a plain value, whatever it looks like, and does not show it', () => {
    const text = fc.oneof(fc.string(), fc.base64String(), fc.string({ minLength: 500, maxLength: 800 }).map((s) => Buffer.from(s).toString('base64')), fc.constantFrom('sk_live_1', 'AgBh', '$(STRIPE)'));
    fc.assert(fc.property(text, (value) => {
      const chart = newChart();
      new SealedSecret(chart, 'stripe', { encryptedData: { 'api-key': value } });
      const said = refusalOf(chart);
      expect(said).toContain('[shop/stripe] secret/not-sealed: ');
      if (value.length > 8) expect(said).not.toContain(value);
    }), { numRuns: 60 });
  });

  test('of a truncated ciphertext is refused', () => {
    const chart = newChart();
    new SealedSecret(chart, 'stripe', { encryptedData: { 'api-key': sealed.slice(0, 300) } });
    expect(refusalOf(chart)).toContain('secret/not-sealed');
  });

  test.each([
    ['no keys', {}, 'secret/no-keys'],
    ['a bad key', { 'a b': sealed }, 'config/bad-key'],
  ])('with %s is refused', (_, encryptedData, slug) => {
    const chart = newChart();
    new SealedSecret(chart, 'stripe', { encryptedData: encryptedData as any });
    expect(refusalOf(chart)).toContain(slug);
  });

  test('for a namespace that nobody names is refused', () => {
    const chart = chartIn(new GopherApp({ outdir: '/nowhere' }), 'shop');
    new SealedSecret(chart, 'stripe', { encryptedData: { 'api-key': sealed } });
    expect(chart.node.findAll().flatMap((c) => c.node.validate()).join()).toContain('secret/no-namespace');
  });
});
