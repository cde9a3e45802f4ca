import { Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';
import { ConfigKey, ConfigSchema, ExistingSecret, GopherApp, Platform, SecretDelivery } from '../../src';
import { chartIn, serviceIn, shop } from '../kit';

const TTL = ConfigKey.duration('CACHE_TTL', { defaultValue: Duration.minutes(5), min: Duration.seconds(1), max: Duration.hours(1), doc: 'how long prices are kept' });
const CURRENCY = ConfigKey.choice('CURRENCY', { choices: ['CHF', 'EUR'] });
const SAMPLING = ConfigKey.number('SAMPLING', { defaultValue: 0.1, min: 0, max: 1, live: true });
const STRIPE = ConfigKey.secret('STRIPE_API_KEY');
const stripe = ExistingSecret.of('stripe', ['api-key', 'endpoint']);
const configMap = (it: ReturnType<typeof shop>) => it.all('ConfigMap').find((o: any) => o.immutable);

describe('a typed configuration', () => {
  test('becomes variables in the ConfigMap, with the defaults of the schema', () => {
    const it = shop({ config: ConfigSchema.of('checkout', [TTL, CURRENCY]), env: { CURRENCY: 'CHF' } });
    expect(configMap(it).data).toEqual({ CACHE_TTL: '5m', CURRENCY: 'CHF', LOG_LEVEL: 'info' });
    expect(it.problems).toEqual([]);
  });

  test('of a value that nobody changes is explained as the default, with the key\'s comment', () => {
    const said = shop({ config: ConfigSchema.of('checkout', [TTL]) }).checkout.explain().valueOf('env/CACHE_TTL');
    expect(said?.why).toBe('the default of checkout: how long prices are kept');
  });

  test('gives way to the workload\'s own env', () => {
    expect(shop({ config: ConfigSchema.of('checkout', [TTL]), env: { CACHE_TTL: '90s' } }).env('CACHE_TTL')).toBe('90s');
  });

  test('gives way to a link', () => {
    const it = shop({ config: ConfigSchema.of('checkout', [ConfigKey.url('PAYMENTS_URL', { defaultValue: 'http://localhost:1' })]) });
    it.checkout.calls(it.service('payments'));
    expect(it.env('PAYMENTS_URL')).toContain('payments.shop.svc');
    expect(it.problems).toEqual([]);
  });

  test('may declare what the golden path sets, too', () => {
    const it = shop({ config: ConfigSchema.of('checkout', [ConfigKey.choice('LOG_LEVEL', { choices: ['debug', 'info'], defaultValue: 'debug' })]) });
    expect(it.env('LOG_LEVEL')).toBe('debug');
  });

  test('has other values in another environment', () => {
    const schema = ConfigSchema.of('checkout', [TTL, CURRENCY]);
    expect(configMap(shop({ config: schema.withValues({ CURRENCY: 'EUR', CACHE_TTL: '1s' }) })).data).toMatchObject({ CURRENCY: 'EUR', CACHE_TTL: '1s' });
    expect(shop({ config: schema }).problems).toEqual(['config/missing-value']);
  });

  test('restarts its readers when a value changes', () => {
    const template = (text: string) => shop({ config: ConfigSchema.of('checkout', [TTL]), env: { CACHE_TTL: text } }).deployment().template;
    expect(template('1s')).not.toEqual(template('2s'));
  });

  test('leaves alone what the Go runtime and libraries read', () => {
    expect(shop({ config: ConfigSchema.of('checkout', [TTL]), env: { GODEBUG: 'madvdontneed=1', TZ: 'UTC', HTTPS_PROXY: 'http://proxy:3128' } }).problems).toEqual([]);
  });

  test('synthesizes in an app with all rules on and no finding', () => {
    const app = new GopherApp({ outdir: '/nowhere' });
    serviceIn(chartIn(app, 'shop', 'shop'), 'checkout', {
      config: ConfigSchema.of('checkout', [TTL, CURRENCY, SAMPLING, STRIPE]), env: { CURRENCY: 'CHF' }, secrets: { STRIPE_API_KEY: stripe.key('api-key') },
    });
    expect(app.findings().map(String)).toEqual([]);
  });
});

describe('a value that the program would refuse is refused before', () => {
  const text = (key: ConfigKey, value: string) => shop({ config: ConfigSchema.of('checkout', [key]), env: { [key.name]: value } }).problems;

  test.each([
    ['a duration', TTL, 'five minutes'], ['a duration above its bound', TTL, '2h'], ['a duration below its bound', TTL, '0s'], ['a duration beyond Go', ConfigKey.duration('A'), '9999999h'],
    ['a choice', CURRENCY, 'USD'],
    ['a whole number', ConfigKey.integer('N'), '1.5'], ['a whole number above its bound', ConfigKey.integer('N', { max: 10 }), '11'], ['a number beyond int64', ConfigKey.integer('N'), '9223372036854775808'],
    ['a number', ConfigKey.number('F'), 'NaN'], ['a number beyond float64', ConfigKey.number('F'), '1e999'],
    ['a flag', ConfigKey.flag('B'), 'yes'],
    ['a URL', ConfigKey.url('U'), 'payments:8080'], ['a port of a URL', ConfigKey.url('U'), 'http://payments:99999'],
    ['a list', ConfigKey.list('L'), 'a,,b'],
    ['a size', ConfigKey.size('S'), '64Mi'], ['a size above its bound', ConfigKey.size('S', { max: Size.mebibytes(1) }), '2MiB'],
    ['a text', ConfigKey.text('T'), ''],
  ])('%s', (_, key, value) => expect(text(key, value)).toEqual(['config/bad-value']));

  test.each([
    [TTL, '1m30s'], [ConfigKey.integer('N'), '-9223372036854775808'], [ConfigKey.number('F'), '-1.5e3'], [ConfigKey.flag('B'), 'false'], [ConfigKey.url('U'), 'https://api.example.com:8443/v1?a=b#c'],
    [ConfigKey.list('L'), 'a, b'], [ConfigKey.list('L'), ''], [ConfigKey.size('S'), '64MiB'], [ConfigKey.text('T', { allowEmpty: true }), ''],
  ])('and a good one is taken: %s %s', (key, value) => expect(text(key, value)).toEqual([]));

  test('in words that say what to do', () => {
    const it = shop({ config: ConfigSchema.of('checkout', [TTL]), env: { CACHE_TTL: '2h' } });
    expect(it.checkout.problems()[0].message).toBe('config/bad-value: the value "2h" of CACHE_TTL is not a duration from 1s to 1h; the program would refuse to start. Give a duration from 1s to 1h.');
  });
});

describe('what the program does not know is refused', () => {
  test('with the name that was meant', () => {
    const it = shop({ config: ConfigSchema.of('checkout', [TTL]), env: { CACHE_TLL: '1s' } });
    expect(it.checkout.problems().map(String)).toEqual([
      '[shop/checkout] config/unknown-key: CACHE_TLL is given, but is no key of checkout; the program would not read it. Did you mean CACHE_TTL? Otherwise declare it in the schema of checkout.',
    ]);
  });

  test('in the values of the schema as well, and in secrets', () => {
    expect(shop({ config: ConfigSchema.of('checkout', [TTL]).withValues({ TTL: '1s' }) }).problems).toEqual(['config/unknown-key']);
    expect(shop({ config: ConfigSchema.of('checkout', [TTL]), secrets: { STRIPE_KEY: stripe.key('api-key') } }).problems).toEqual(['config/unknown-key']);
  });
});

describe('a schema that cannot be is refused', () => {
  test.each([
    ['a key twice', [TTL, TTL], 'config/duplicate-key'],
    ['a key that names another key\'s file', [ConfigKey.text('A', { defaultValue: 'x' }), ConfigKey.text('A_FILE', { defaultValue: 'x' })], 'config/duplicate-key'],
    ['two keys of one name in Go', [ConfigKey.text('A_B', { defaultValue: 'x' }), ConfigKey.text('A__B', { defaultValue: 'x' })], 'config/same-go-name'],
    ['two choices of one name in Go', [ConfigKey.choice('C', { choices: ['a-b', 'a_b'], defaultValue: 'a-b' })], 'config/same-go-name'],
    ['a choice called as the struct', [ConfigKey.choice('CONFIG', { choices: ['a'], defaultValue: 'a' })], 'config/same-go-name'],
    ['a name that is none', [ConfigKey.text('1 bad', { defaultValue: 'x' })], 'env/bad-name'],
    ['a default out of bounds', [ConfigKey.integer('N', { defaultValue: 11, max: 10 })], 'config/bad-value'],
    ['bounds the wrong way round', [ConfigKey.integer('N', { min: 2, max: 1, optional: true })], 'config/bad-key-type'],
    ['no choices', [ConfigKey.choice('C', { choices: [], optional: true })], 'config/bad-key-type'],
    ['a list whose text has a comma', [ConfigKey.list('L', { defaultValue: ['a,b'] })], 'config/bad-key-type'],
  ])('%s', (_, keys, slug) => expect(shop({ config: ConfigSchema.of('checkout', keys) }).problems).toContain(slug));

  test('a folder that is no Go package', () => {
    expect(shop({ config: ConfigSchema.of('checkout', [TTL], { goDirectory: 'internal/my-config' }) }).problems).toEqual(['config/bad-go-package']);
  });
});

test('whatever is declared, nothing throws: it is a good schema, or a problem', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('', 'A', '__proto__', 'constructor', 'toString', 'CONFIG', '\0', 'a,b'));
  const number = fc.oneof(fc.double(), fc.constantFrom(0, -1, 1e21, 2 ** 63, NaN, Infinity));
  const duration = fc.oneof(fc.double({ min: 0, max: 1e300 }), fc.constantFrom(0.5, NaN, Infinity)).map((ms) => Duration.millis(ms));
  const key = fc.oneof(
    fc.tuple(text, text).map(([n, d]) => ConfigKey.text(n, { defaultValue: d })),
    fc.tuple(text, number, number, number).map(([n, d, min, max]) => ConfigKey.integer(n, { defaultValue: d, min, max })),
    fc.tuple(text, number, number, number).map(([n, d, min, max]) => ConfigKey.number(n, { defaultValue: d, min, max })),
    fc.tuple(text, duration, duration, duration).map(([n, d, min, max]) => ConfigKey.duration(n, { defaultValue: d, min, max })),
    fc.tuple(text, fc.double({ min: 0, max: 1e300 })).map(([n, kib]) => ConfigKey.size(n, { defaultValue: Size.kibibytes(kib) })),
    fc.tuple(text, fc.array(text)).map(([n, choices]) => ConfigKey.choice(n, { choices })),
    fc.tuple(text, fc.array(text)).map(([n, list]) => ConfigKey.list(n, { defaultValue: list, live: true })),
  );
  fc.assert(fc.property(fc.array(key, { maxLength: 4 }), fc.dictionary(text, text, { maxKeys: 2 }), (keys, values) => {
    const schema = ConfigSchema.of('checkout', keys).withValues(values);
    expect(typeof schema.goSource()).toBe('string');
    shop({ config: schema }).checkout.problems();
  }), { numRuns: 150 });
});

describe('a live key', () => {
  const schema = ConfigSchema.of('checkout', [SAMPLING]);

  test('is a file in a ConfigMap whose name stays, mounted as a directory', () => {
    const it = shop({ config: schema.withValues({ SAMPLING: '0.5' }) });
    expect(it.find('ConfigMap', 'checkout-live-config')).toMatchObject({ data: { 'etc.config.live.SAMPLING': '0.5' } });
    expect(it.find('ConfigMap', 'checkout-live-config').immutable).toBeUndefined();
    expect(it.env('SAMPLING_FILE')).toBe('/etc/config/live/SAMPLING');
    const mount = it.container().volumeMounts.find((m: any) => m.mountPath === '/etc/config/live');
    expect(mount).toMatchObject({ readOnly: true });
    expect(mount.subPath).toBeUndefined();
  });

  test('of another value restarts nothing', () => {
    const deployment = (value: string) => shop({ config: schema.withValues({ SAMPLING: value }) }).deployment();
    expect(deployment('0.5')).toEqual(deployment('0.6'));
  });

  test('is refused as a variable, which never changes', () => {
    expect(shop({ config: schema, env: { SAMPLING: '0.5' } }).problems).toEqual(['config/live-as-variable']);
  });

  test('without a value is missing, unless it is optional', () => {
    const of = (optional: boolean) => shop({ config: ConfigSchema.of('checkout', [ConfigKey.text('BANNER', { live: true, optional })]) }).problems;
    expect([of(false), of(true)]).toEqual([['config/missing-value'], []]);
  });
});

describe('a secret key', () => {
  const config = ConfigSchema.of('checkout', [STRIPE]);

  test('is a file, whose path is in a variable', () => {
    const it = shop({ config, secrets: { STRIPE_API_KEY: stripe.key('api-key') } });
    expect(it.env('STRIPE_API_KEY_FILE')).toBe('/run/secrets/stripe/api-key');
    expect(it.pod().volumes.find((v: any) => v.secret).secret).toMatchObject({ secretName: 'stripe', items: [{ key: 'api-key', path: 'api-key' }] });
    expect(it.problems).toEqual([]);
  });

  test('is a variable where the platform says so', () => {
    const it = shop({ config, secrets: { STRIPE_API_KEY: stripe.key('api-key') } }, new Platform({ secretPolicy: { delivery: SecretDelivery.ENV } }));
    expect(it.container().env).toContainEqual({ name: 'STRIPE_API_KEY', valueFrom: { secretKeyRef: { name: 'stripe', key: 'api-key' } } });
    expect(it.problems).toEqual([]);
  });

  test('that nobody gives is missing', () => expect(shop({ config }).problems).toEqual(['config/missing-value']));

  test('is never a literal, and the message does not show it', () => {
    const inSchema = shop({ config: config.withValues({ STRIPE_API_KEY: 'sk_live_1' }) });
    const inEnv = shop({ config, env: { STRIPE_API_KEY: 'sk_live_1' } });
    expect(inSchema.problems).toEqual(['config/literal-secret']);
    expect(inEnv.problems).toContain('config/literal-secret');
    for (const it of [inSchema, inEnv]) expect(it.checkout.problems().map(String).join()).not.toContain('sk_live_1');
  });
});

test('keys of one Secret share a directory', () => {
  const it = shop({ secrets: { STRIPE_API_KEY: stripe.key('api-key'), STRIPE_ENDPOINT: stripe.key('endpoint') } });
  expect(it.pod().volumes.filter((v: any) => v.secret).map((v: any) => v.secret.items.length)).toEqual([2]);
});
