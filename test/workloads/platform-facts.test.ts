import { Size } from 'cdk8s';
import { Cpu, DatabaseEngine, Environment, ExistingSecret, Image, Platform, Sidecar, StatefulDatabase } from '../../src';
import { problemsOf, shop } from '../kit';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('what the platform says of every workload', () => {
  test('its labels and pull secrets are on every workload', () => {
    const it = shop({}, { labels: { 'cost-centre': '4711' }, imagePullSecrets: ['registry'] });
    expect(it.find('Service').metadata.labels['cost-centre']).toBe('4711');
    expect(it.pod().imagePullSecrets).toEqual([{ name: 'registry' }]);
  });

  test('its CPU and memory hold for workloads that do not say', () => {
    const platform = { cpu: Cpu.millis(50), memory: Size.mebibytes(96) };
    expect(shop({}, platform).container().resources.requests).toMatchObject({ cpu: '50m', memory: '96Mi' });
    expect(shop({ cpu: Cpu.millis(70) }, platform).container().resources.requests).toMatchObject({ cpu: '70m', memory: '96Mi' });
  });

  test('a restart of a fixed image needs no registry', () => {
    expect(shop().container().imagePullPolicy).toBe('IfNotPresent');
  });

  test('variables of other Services never leak in', () => {
    expect(shop().pod().enableServiceLinks).toBe(false);
  });
});

describe('what the platform demands of images', () => {
  const demands: Array<[string, string, object, string[]]> = [
    ['a version', 'r.example.com/a:1', {}, []],
    ['a digest', `r.example.com/a@${DIGEST}`, {}, []],
    ['latest with a digest', `r.example.com/a:latest@${DIGEST}`, {}, []],
    ['latest', 'r.example.com/a:latest', {}, ['image/moving-tag']],
    ['no tag', 'r.example.com/a', {}, ['image/moving-tag']],
    ['no tag behind a registry with a port', 'localhost:5000/a', {}, ['image/moving-tag']],
    ['latest where it may move', 'r.example.com/a:latest', { allowMovingTags: true }, []],
    ['a version where a digest is needed', 'r.example.com/a:1', { requireDigest: true }, ['image/no-digest']],
    ['a digest where it is needed', `r.example.com/a:1@${DIGEST}`, { requireDigest: true }, []],
    ['an allowed registry', 'r.example.com/shop/a:1', { registries: ['r.example.com/shop'] }, []],
    ['a registry whose name begins alike', 'r.example.com/shop2/a:1', { registries: ['r.example.com/shop'] }, ['image/registry-not-allowed']],
    ['a host whose name begins alike', 'r.example.com.evil.org/a:1', { registries: ['r.example.com/'] }, ['image/registry-not-allowed']],
    ['a version from elsewhere where a digest is needed, both at once', 'a:1', { requireDigest: true, registries: ['r.example.com'] }, ['image/no-digest', 'image/registry-not-allowed']],
    ['Docker Hub, unsaid', 'a:1', { registries: ['r.example.com'] }, ['image/registry-not-allowed']],
  ];

  test.each(demands)('%s: %s', (_, reference, imagePolicy, expected) => {
    expect(shop({ image: Image.of(reference) }, { imagePolicy }).problems).toEqual(expected);
  });

  test('a platform may demand more in production than elsewhere', () => {
    const policyOf = (environment: Environment) => ({ environment, imagePolicy: { requireDigest: environment === Environment.PRODUCTION } });
    const problemsIn = (environment: Environment) => shop({ image: Image.of('r.example.com/a:1') }, policyOf(environment)).problems;
    expect([Environment.PRODUCTION, Environment.STAGING].map(problemsIn)).toEqual([['image/no-digest'], []]);
  });

  test('what ko builds when it is applied is for a developer\'s machine, and for who says so', () => {
    const image = Image.ko('github.com/acme/shop/cmd/checkout');
    expect(shop({ image }).problems).toEqual(['image/not-built']);
    expect(shop({ image }, { imagePolicy: { requireDigest: true } }).problems).toEqual(['image/not-built']);
    expect(shop({ image }, { imagePolicy: { allowMovingTags: true, requireDigest: true } }).problems).toEqual([]);
    const local = shop({ image }, Platform.kind({ registry: 'registry.example.com' }));
    expect([local.problems, local.container().image, local.container().imagePullPolicy]).toEqual([[], 'ko://github.com/acme/shop/cmd/checkout', 'IfNotPresent']);
  });

  test('where ko pushes to, nobody knows: from certain registries only means not from there', () => {
    const image = Image.ko('github.com/acme/shop/cmd/checkout');
    expect(shop({ image }, { imagePolicy: { allowMovingTags: true, registries: ['r.example.com'] } }).problems).toEqual(['image/registry-not-allowed']);
  });

  test('databases and what runs beside a program are asked for the same', () => {
    const { chart, checkout } = shop({ image: Image.of(`r.example.com/a@${DIGEST}`), traits: [new Sidecar('proxy', { image: Image.of('r.example.com/proxy:1') })] }, { imagePolicy: { requireDigest: true } });
    const database = new StatefulDatabase(chart, 'orders', { engine: DatabaseEngine.postgres('17'), storage: Size.gibibytes(1), credentials: ExistingSecret.of('orders', ['password']) });
    expect([problemsOf(checkout), problemsOf(database)]).toEqual([['image/no-digest'], ['image/no-digest']]);
  });

  test('the platform\'s own registry counts', () => {
    expect(shop({ image: Image.of('a:1') }, { registry: 'r.example.com', imagePolicy: { registries: ['r.example.com'] } }).problems).toEqual([]);
  });
});

test('a secret in plain text is pointed to the property that takes references', () => {
  expect(shop({ env: { DB_PASSWORD: 'hunter2' } }).checkout.problems()[0].remedy).toContain('secrets: { DB_PASSWORD: … }');
});
