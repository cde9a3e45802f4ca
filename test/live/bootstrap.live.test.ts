import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Shop, tell } from './shop';
import { until } from './waiting';

let shop: Shop;

beforeEach(() => { shop = new Shop(`database-${Math.random().toString(36).slice(2)}`, { only: ['orders-db'] }); });
afterEach(async () => shop.cluster.stop());

test('a database pod that is deleted comes back with its data', async () => {
  await shop.cluster.start();
  await shop.cluster.ready();
  await shop.sql('CREATE TABLE kept (word text)');
  await shop.sql("INSERT INTO kept VALUES ('still here')");
  const { address } = shop.database;

  await shop.cluster.statefulSets.get('orders-db')!.deletePod(0);
  await shop.cluster.ready();

  expect(shop.database.address).not.toBe(address);
  expect(await shop.sql('SELECT word FROM kept')).toEqual(['still here']);
});

test.each([
  ['while it makes the database', 'PG_VERSION'],
  ['while it fills the database', 'postmaster.opts'], // a server has started; initdb's own processes leave none
])('a bootstrap killed %s leaves no half-made database, and the next attempt succeeds', async (_when, sign) => {
  await shop.cluster.start();
  const [{ name }] = shop.database.identity.spec.initContainers!;
  const bootstrap = shop.database.container(name);
  await until(`${sign} beside PGDATA`, 30, () => besideData(sign).length > 0, 1);
  bootstrap.current!.signal('SIGKILL');
  expect(await bootstrap.current!.exited).toBe(137);
  const left = besideData(sign).map(folder => relative(shop.claimFolder, folder));
  expect(left).not.toEqual([]);
  expect(existsSync(join(shop.dataFolder, 'PG_VERSION'))).toBe(false);

  await shop.cluster.ready();
  tell(`killed with ${sign} in ${left[0]}, attempt ${bootstrap.restarts + 1} succeeded`);
  expect(bootstrap.restarts).toBe(1);
  expect(existsSync(join(shop.dataFolder, 'PG_VERSION'))).toBe(true);
  expect(besideData('PG_VERSION')).toEqual([]);
  await shop.sql('CREATE TABLE usable ()');
});

/** Where a file is on the claim, other than in PGDATA: the bootstrap works beside it. */
function besideData(file: string): string[] {
  return find(shop.claimFolder, folder => folder !== shop.dataFolder, file);
}

function find(folder: string, enter: (folder: string) => boolean, file: string): string[] {
  if (!existsSync(folder) || !enter(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  const inside = entries.filter(e => e.isDirectory()).flatMap(e => find(join(folder, e.name), enter, file));
  return entries.some(e => e.isFile() && e.name === file) ? [folder, ...inside] : inside;
}
