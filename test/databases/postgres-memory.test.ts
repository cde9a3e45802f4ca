import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import { store } from './kit';
import { DatabaseEngine } from '../../src';
import { planMemory, worstCase } from '../../src/databases/engines/postgres-memory';
import { GIB, MIB } from '../../src/values/quantity';

const engine = DatabaseEngine.postgres('17');
const spec = { database: 'orders', user: 'orders', credentialsFile: '/run/secrets/orders-db/password', parameters: {} };
const sizes = fc.oneof(fc.integer({ min: 256, max: 8192 }), fc.integer({ min: 256, max: 512 * 1024 })).map((mebibytes) => Size.mebibytes(mebibytes));

test('from 256 MiB to 512 GiB all that PostgreSQL may take fits', () => {
  fc.assert(fc.property(sizes, (memory) => {
    expect(store({ memory }).problems).toEqual([]);
  }), { numRuns: 60 });
});

test('more memory never makes a share smaller', () => {
  fc.assert(fc.property(fc.integer({ min: 256, max: 65536 }), fc.integer({ min: 0, max: 65536 }), (mebibytes, more) => {
    const [small, large] = [planMemory(mebibytes * MIB), planMemory((mebibytes + more) * MIB)];
    for (const share of ['sharedBuffers', 'maxConnections', 'maintenanceWorkMem', 'effectiveCacheSize'] as const) {
      expect(large[share]).toBeGreaterThanOrEqual(small[share]);
    }
  }));
});

test('parameters either fit too, or are refused', () => {
  const parameters = fc.record({
    shared_buffers: fc.integer({ min: 16, max: 4096 }).map((n) => `${n}MB`),
    max_connections: fc.integer({ min: 10, max: 1000 }).map(String),
    work_mem: fc.integer({ min: 1, max: 256 }).map((n) => `${n}MB`),
    autovacuum_max_workers: fc.integer({ min: 1, max: 10 }).map(String),
  }, { requiredKeys: [] });
  fc.assert(fc.property(sizes, parameters, (memory, given) => {
    const resources = { memory, storage: Size.gibibytes(20) };
    const config = engine.configFor({ ...spec, parameters: given }, resources);
    const mebibytes = (name: string) => Number(new RegExp(`^${name} = ([0-9]+)(MB)?$`, 'm').exec(config)![1]);
    const most = mebibytes('shared_buffers') + mebibytes('max_connections') * (mebibytes('work_mem') + 5)
      + mebibytes('autovacuum_max_workers') * mebibytes('autovacuum_work_mem');
    const refused = engine.objectionsTo({ ...spec, parameters: given }, resources).length > 0;
    expect(refused).toBe(most > memory.toMebibytes());
  }));
});

test('no answer throws, whatever the size', () => {
  fc.assert(fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (memory, storage) => {
    const resources = { memory: Size.kibibytes(memory % 2 ** 42), storage: Size.kibibytes(storage % 2 ** 42) };
    expect(engine.configFor(spec, resources)).toContain('shared_buffers');
    engine.objectionsTo(spec, resources);
  }));
});

test('a quarter is shared, and no more than 16 GiB', () => {
  expect(planMemory(4 * GIB).sharedBuffers).toBe(GIB);
  expect(planMemory(256 * GIB).sharedBuffers).toBe(16 * GIB);
});

test('there are 100 connections where they fit, and fewer where they do not', () => {
  expect(planMemory(2 * GIB).maxConnections).toBe(100);
  expect(planMemory(GIB).maxConnections).toBeLessThan(100);
});

test('/dev/shm is in memory, and taken off before anything else', () => {
  const it = store({ memory: Size.gibibytes(1) });
  expect(it.volume('/dev/shm').emptyDir).toEqual({ medium: 'Memory', sizeLimit: '102Mi' });
  expect(it.files['postgresql.conf']).toContain('# Memory: 922MB');
});

test('the memory may be decided by somebody else, and the settings follow', () => {
  const it = store();
  it.orders.draft.fixMemory(Size.gibibytes(8));
  expect(it.setting('shared_buffers')).toBe('1843MB');
  expect(it.server.resources.limits.memory).toBe('8Gi');
});

test('settings that could take more than there is are refused, with the sum', () => {
  const it = store({ memory: Size.gibibytes(1), parameters: { max_connections: '500' } });
  expect(it.complaint).toMatch(/^database\/memory-overcommitted: PostgreSQL may take [0-9]+Mi at once, and has 922Mi: shared_buffers 230Mi, 500 connections of 4Mi work_mem/);
});

test('fewer connections get more each', () => {
  const it = store({ memory: Size.gibibytes(1), parameters: { max_connections: '20' } });
  expect([it.setting('max_connections'), it.setting('work_mem')]).toEqual(['20', '11MB']);
  expect(it.problems).toEqual([]);
});

test.each(['lots', '-1', '64Mi', '10MB0'])('an amount that PostgreSQL would not read is refused: %s', (work_mem) => {
  expect(store({ parameters: { work_mem } }).problems).toEqual(['database/bad-parameter']);
});

test('amounts are read with PostgreSQL\'s units, and without', () => {
  const given = worstCase(planMemory(GIB, { sharedBuffers: 128 * MIB }));
  expect(given).toBeLessThan(GIB);
  expect(store({ parameters: { shared_buffers: '131072' } }).complaint).toContain('shared_buffers 1024Mi'); // blocks of 8 kB
  expect(store({ parameters: { shared_buffers: '1GB' } }).complaint).toContain('shared_buffers 1024Mi');
});
