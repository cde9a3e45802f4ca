import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import { MEMBERS, settingOf, storeOf } from './mysql-kit';
import { perConnection, planMemory, poolStep, worstCase } from '../../src/databases/engines/mysql-memory';
import { GIB, MIB } from '../../src/values/quantity';

const spec = { database: 'orders', user: 'orders', credentialsFile: '/run/secrets/orders-db/password', parameters: {} };
const storage = Size.gibibytes(20);

describe.each(MEMBERS)('$dialect.product', (member) => {
  const { dialect } = member;
  const least = dialect.leastMemory / MIB;
  const engine = member.of(member.newest);
  const sizes = fc.oneof(fc.integer({ min: least, max: 8192 }), fc.integer({ min: least, max: 512 * 1024 }));

  test('fits with all that it may take, from the least memory to 512 GiB', () => {
    fc.assert(fc.property(sizes, (mebibytes) => {
      expect(worstCase(dialect, planMemory(dialect, mebibytes * MIB))).toBeLessThanOrEqual(mebibytes * MIB);
    }));
    expect(storeOf(member, { memory: Size.mebibytes(least) }).problems).toEqual([]);
  });

  test('never gets a smaller share of more memory, but for the connections that one step of the rest costs', () => {
    fc.assert(fc.property(sizes, fc.integer({ min: 0, max: 65536 }), (mebibytes, more) => {
      const [small, large] = [planMemory(dialect, mebibytes * MIB), planMemory(dialect, (mebibytes + more) * MIB)];
      for (const share of ['bufferPool', 'ownPages', 'sharedTables'] as const) expect(large[share]).toBeGreaterThanOrEqual(small[share]);
      // One step of the pool with what describes it, and of whatever else grows by whole mebibytes.
      const ofOneStep = Math.ceil((poolStep(large.bufferPool) * (1 + 1 / 16) + 2 * MIB) / perConnection({ ...large, queryTable: MIB }));
      expect(large.maxConnections).toBeGreaterThanOrEqual(small.maxConnections - ofOneStep);
    }), { numRuns: 500 });
  });

  test('has parameters that fit too, or are refused', () => {
    const parameters = fc.record({
      innodb_buffer_pool_size: fc.integer({ min: 16, max: 4096 }).map((n) => `${n}M`),
      max_connections: fc.integer({ min: 10, max: 1000 }).map(String),
      sort_buffer_size: fc.integer({ min: 1, max: 64 }).map((n) => `${n}M`),
      tmp_table_size: fc.integer({ min: 1, max: 64 }).map((n) => `${n}m`),
    }, { requiredKeys: [] });
    fc.assert(fc.property(sizes, parameters, (mebibytes, given) => {
      const config = engine.configFor({ ...spec, parameters: given }, { memory: Size.mebibytes(mebibytes), storage });
      const amount = (name: string) => {
        const [, number, unit] = new RegExp(`^${name} = ([0-9]+)([KMkm]?)$`, 'm').exec(config)!;
        return Number(number) * ({ k: 1 / 1024, m: 1 }[unit.toLowerCase()] ?? 1);
      };
      const tables = dialect.sharedTables === undefined ? amount('tmp_table_size') : 0;
      const others = dialect.sharedTables === undefined ? amount('aria_pagecache_buffer_size') : amount('key_buffer_size') + amount(dialect.sharedTables);
      const chunk = dialect.inChunks ? amount('innodb_buffer_pool_chunk_size') : 1;
      const pages = Math.ceil(amount('innodb_buffer_pool_size') / chunk) * chunk;
      const most = dialect.base / MIB + pages * 17 / 16 + amount('innodb_log_buffer_size') + others
        + amount('max_connections') * (2 + amount('sort_buffer_size') + amount('join_buffer_size') + tables);
      const refused = engine.objectionsTo({ ...spec, parameters: given }, { memory: Size.mebibytes(mebibytes), storage }).length > 0;
      expect(refused).toBe(most > mebibytes);
    }));
  });

  test('throws at no size, however odd', () => {
    fc.assert(fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (memory, disk) => {
      const resources = { memory: Size.kibibytes(memory % 2 ** 42), storage: Size.kibibytes(disk % 2 ** 42) };
      expect(engine.configFor(spec, resources)).toContain('innodb_buffer_pool_size');
      engine.objectionsTo(spec, resources);
    }));
  });

  test('gives its pages half of a small memory and more of a large one', () => {
    const share = (gibibytes: number) => planMemory(dialect, gibibytes * GIB).bufferPool / gibibytes / GIB;
    expect(share(1)).toBeLessThan(0.5);
    expect(share(8)).toBeGreaterThan(0.6);
    expect(share(64)).toBeGreaterThan(0.75);
    expect(share(64)).toBeLessThan(0.8);
  });

  test('lets in 150 where they fit, and at least 10', () => {
    expect(planMemory(dialect, 16 * GIB).maxConnections).toBe(150);
    expect(planMemory(dialect, dialect.leastMemory).maxConnections).toBeGreaterThanOrEqual(10);
  });

  test('refuses what could take more than there is, with the sum', () => {
    const it = storeOf(member, { memory: Size.gibibytes(1), parameters: { 'Max-Connections': '900' } });
    expect(it.complaint).toMatch(/^database\/memory-overcommitted: \w+ may take [0-9]+Mi at once, and has 1024Mi: innodb_buffer_pool_size [0-9]+Mi and a sixteenth, 900 connections of [0-9]+Mi, /);
  });

  test('writes the table of a query no smaller than it is counted', () => {
    const plan = planMemory(dialect, GIB, { maxConnections: 20 });
    expect(plan.queryTable).toBeGreaterThan(planMemory(dialect, GIB).queryTable - 1);
    expect(perConnection(plan)).toBeGreaterThan(2 * MIB);
  });

  test.each(['lots', '-1', '64Mi', '1.5G', ''])('cannot add up %j, and says so', (innodb_buffer_pool_size) => {
    expect(storeOf(member, { parameters: { innodb_buffer_pool_size } }).problems).toEqual(['database/bad-parameter']);
  });

  test('needs a least memory and a least volume', () => {
    expect(storeOf(member, { memory: Size.mebibytes(least - 1) }).problems).toEqual(['database/memory-too-small']);
    expect(storeOf(member, { storage: Size.mebibytes(1023) }).problems).toEqual(['database/storage-too-small']);
  });

  test('keeps a quarter of the volume for its log at most, and for what queries spill', () => {
    const it = storeOf(member, { memory: Size.gibibytes(64), storage: Size.gibibytes(8) });
    expect(settingOf(it, dialect.redoLog)).toBe('2048M');
    expect(settingOf(it, 'innodb_temp_data_file_path')).toBe('ibtmp1:12M:autoextend:max:2048M');
  });
});
