import { Chart, Size } from 'cdk8s';
import * as fc from 'fast-check';
import { refusals } from './api-server';
import { DatabaseEngine, ExistingSecret, GopherApp, IDatabaseEngine, Image, GoMicroservice, Severity, StatefulDatabase } from '../../src';
import { objectsOf } from '../kit';

/** Every engine in every series, with parameters that people set, and how much it needs. */
const ENGINES: ReadonlyArray<{ readonly of: (version: string) => IDatabaseEngine; readonly series: string[]; readonly memory: number; readonly parameters: { [name: string]: string[] } }> = [
  { of: DatabaseEngine.postgres, series: ['14', '15', '16', '17', '18', '17.6'], memory: 256, parameters: { log_min_duration_statement: ['250ms', '1s'], max_connections: ['10'], TimeZone: ['Europe/Zurich'] } },
  { of: DatabaseEngine.mariadb, series: ['10.11', '11.4', '11.8', '12.3', '11.8.3'], memory: 256, parameters: { 'max-connections': ['10'], 'slow_query_log': ['ON'], 'init_connect': ['SET @x = "#"'] } },
  { of: DatabaseEngine.mysql, series: ['8.4', '9.7', '8.4.6'], memory: 512, parameters: { max_connections: ['10'], innodb_buffer_pool_size: ['130M'], slow_query_log: ['ON'] } },
  { of: DatabaseEngine.valkey, series: ['7.2', '8.0', '8.1', '9.0'], memory: 64, parameters: { 'appendfsync': ['always', 'everysec'], 'maxmemory-policy': ['allkeys-lru'], 'save': ['', '3600 1 300 100'] } },
  { of: DatabaseEngine.redis, series: ['7.2', '7.4', '8.0', '8.2', '8.4'], memory: 64, parameters: { appendonly: ['yes', 'no'], timeout: ['300'] } },
];

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/).map((text) => `x_${text}`);

const databases = fc.constantFrom(...ENGINES).chain((engine) => fc.record({
  engine: fc.constantFrom(...engine.series).map((version) => engine.of(version)),
  memory: fc.integer({ min: engine.memory, max: 256 * 1024 }).map((mebibytes) => Size.mebibytes(mebibytes)),
  storage: fc.integer({ min: 1024, max: 4096 }).map((gibibytes) => Size.gibibytes(gibibytes)),
  metrics: fc.boolean(),
  database: fc.option(name, { nil: undefined }),
  user: fc.option(name, { nil: undefined }),
  parameters: fc.record(Object.fromEntries(Object.entries(engine.parameters).map(([parameter, values]) => [parameter, fc.constantFrom(...values)])), { requiredKeys: [] }) as fc.Arbitrary<any>,
}));

describe('a database of any engine', () => {
  test('with props that make sense is accepted, passes every rule, and is taken by the API server', () => {
    const seen = new Set<string>();
    fc.assert(fc.property(databases, (props) => {
      const app = new GopherApp();
      const chart = new Chart(app, 'shop', { namespace: 'shop' });
      const orders = new StatefulDatabase(chart, 'orders-db', { credentials: ExistingSecret.of('orders-db-credentials', ['password']), ...props });
      const checkout = new GoMicroservice(chart, 'checkout', { image: Image.of('registry.example.com/shop/checkout:1.8.2') });
      checkout.uses(orders);
      expect([...orders.problems(), ...checkout.problems()].map(String)).toEqual([]);
      expect(app.findings().filter(({ severity }) => severity !== Severity.INFO).map(String)).toEqual([]);
      expect(refusals(objectsOf(chart))).toEqual([]);
      seen.add(props.engine.engineName.split(' ')[0]);
    }), { numRuns: 40 });
    expect(seen.size).toBe(ENGINES.length);
  });

  test('answers whatever it is asked, and never throws', () => {
    const text = fc.string({ maxLength: 12 });
    fc.assert(fc.property(fc.constantFrom(...ENGINES), text, text, text, fc.dictionary(text, text, { maxKeys: 4 }), fc.nat(2 ** 40), fc.nat(2 ** 40),
      ({ of }, version, database, user, parameters, memory, storage) => {
        const engine = of(version);
        const spec = { database, user, parameters, credentialsFile: '/run/secrets/orders-db/password' };
        const resources = { memory: Size.kibibytes(memory), storage: Size.kibibytes(storage) };
        engine.serverFor(spec);
        engine.connectionFor(spec, 'orders-db');
        expect(engine.configFor(spec, resources)).toBe(engine.configFor(spec, resources));
        for (const { slug, what, remedy } of engine.objectionsTo(spec, resources)) {
          expect(slug).toMatch(/^database\/[a-z-]+$/);
          expect(what).not.toMatch(/[.\n]$|undefined|NaN/);
          expect(remedy).toMatch(/^[A-Z].*\.$/s);
        }
      }), { numRuns: 300 });
  });
});
