import { Duration } from 'cdk8s';
import { GopherApp, Identity, ProjectedToken, TokenProjection } from '../../../src';
import { chartIn, serviceIn, shop } from '../../kit';

const given = (...tokens: ProjectedToken[]) => shop({ traits: [new TokenProjection({ tokens })] });

describe('a token for others than the API server', () => {
  test('is a file that the kubelet renews, readable for the program only', () => {
    const it = given({ audience: 'vault' }, { audience: 'https://sts.example.com/x', expiration: Duration.minutes(10) });
    expect(it.pod().volumes.find((v: any) => v.name === 'tokens').projected).toEqual({
      defaultMode: 0o440,
      sources: [
        { serviceAccountToken: { audience: 'https://sts.example.com/x', expirationSeconds: 600, path: 'sts.example.com-x' } },
        { serviceAccountToken: { audience: 'vault', expirationSeconds: 3600, path: 'vault' } },
      ],
    });
    expect(it.container().volumeMounts).toContainEqual({ name: 'tokens', mountPath: '/var/run/secrets/tokens', readOnly: true });
    expect(it.env('VAULT_TOKEN_FILE')).toBe('/var/run/secrets/tokens/vault');
    expect(it.problems).toEqual([]);
  });

  test('leaves the token of the API server unmounted', () => expect(given({ audience: 'vault' }).pod().automountServiceAccountToken).toBe(false));

  test.each<[string, ProjectedToken[], string[]]>([
    ['none', [], ['token/none']],
    ['for nobody', [{ audience: '' }], ['token/no-audience']],
    ['for less than ten minutes', [{ audience: 'vault', expiration: Duration.seconds(599) }], ['token/bad-expiration']],
    ['for more than a day', [{ audience: 'vault', expiration: Duration.hours(25) }], ['token/bad-expiration']],
    ['in one file with another', [{ audience: 'a', file: 'x' }, { audience: 'b', file: 'x' }], ['token/same-file']],
    ['outside of its directory', [{ audience: 'a', file: '../x' }], ['config/bad-key']],
  ])('is refused: %s', (_, tokens, expected) => expect(given(...tokens).problems).toEqual(expected));

  test('needs an account', () => {
    expect(shop({ traits: [new TokenProjection({ tokens: [{ audience: 'vault' }] })], without: [Identity.ID] }).problems).toEqual(['identity/no-service-account']);
  });

  test('goes with the trait', () => {
    const it = given({ audience: 'vault' });
    it.checkout.removeTrait(TokenProjection.ID);
    expect(it.objects).toEqual(shop().objects);
  });

  test('synthesizes with all rules on and no finding', () => {
    const app = new GopherApp();
    serviceIn(chartIn(app, 'shop', 'shop'), 'checkout', { traits: [new TokenProjection({ tokens: [{ audience: 'vault' }] })] });
    expect(app.findings().map(String)).toEqual([]);
  });
});
