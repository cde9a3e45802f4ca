import { Size } from 'cdk8s';
import { EngineLab } from './engine-lab';
import { promises } from './engine-promises';
import { PASSWORD, tell } from './shop';
import { until } from './waiting';
import { DatabaseEngine } from '../../src';

// The series that Debian has; the others read the same configuration.
const lab = (name: string, only?: string[], version = '10.11') =>
  new EngineLab(name, DatabaseEngine.mariadb(version), 'mysql-ledger', { memory: Size.mebibytes(512) }, only);
const alone = (version?: string) => kept(lab(`mariadb-${Math.random().toString(36).slice(2)}`, ['orders-db'], version));

const running: EngineLab[] = [];
function kept(it: EngineLab): EngineLab {
  running.push(it);
  return it;
}
afterEach(async () => { for (const it of running.splice(0)) await it.cluster.stop(); });

describe('MariaDB', () => promises({
  name: 'mariadb',
  lab,
  lastWords: 'mariadbd: Shutdown complete',
  recovery: 'InnoDB: Starting crash recovery',
  admits: async (it, password) => it.exec(['mariadb', '--protocol=tcp', `--host=${it.pod.address}`, '--user=orders', '--execute=SELECT 1', 'orders'], { MYSQL_PWD: password })
    .then(() => true, (error: Error) => { expect(error.message).toContain('Access denied'); return false; }),
}));

describe('its bootstrap', () => {
  test.each([
    ['while it makes the system tables', ['mariadb-10.11.bootstrap', 'ibdata1']],
    ['while it makes the database', ['mariadb-10.11.bootstrap', 'orders']],
  ])('killed %s leaves no half-made database, and the next attempt succeeds', async (_when, sign) => {
    const it = alone();
    await it.cluster.start();
    await until(`${sign.join('/')}`, 30, () => it.has(...sign), 1);
    it.bootstrap.current!.signal('SIGKILL');
    expect(await it.bootstrap.current!.exited).toBe(137);
    expect(it.has('mariadb-10.11')).toBe(false);
    await it.cluster.ready();
    expect(it.bootstrap.restarts).toBe(1);
    expect(it.onClaim.sort()).toEqual(['mariadb-10.11', 'tmp']);
  });

  test.each([
    ['of another series', 'mariadb-11.4', 'there is a database of MariaDB in'],
    ['of another engine', 'pgdata', 'it may be of another kind of server'],
  ])('leaves data %s alone, and says so', async (_what, folder, words) => {
    const it = alone();
    it.leave(folder, 'precious');
    await it.cluster.start();
    await until('the bootstrap to refuse', 30, () => it.bootstrap.restarts > 0);
    expect(it.bootstrap.logs()).toContain(words);
    expect(it.bootstrap.logs()).toContain('Nothing was changed.');
    expect(it.onClaim).toEqual([folder]);
  });

  test('refuses an image of another version than declared', async () => {
    const it = alone('11.8');
    await it.cluster.start();
    await until('the bootstrap to refuse', 30, () => it.bootstrap.restarts > 0);
    expect(it.bootstrap.logs()).toContain('the image is MariaDB 10.11, declared is MariaDB 11.8. Nothing was changed.');
    expect(it.onClaim).toEqual([]);
  });
});

describe('who gets in', () => {
  let it: EngineLab;
  beforeAll(async () => {
    it = lab('mariadb-users', ['orders-db']);
    await it.cluster.start();
    await it.cluster.ready();
  });
  afterAll(async () => it.cluster.stop());
  const sql = async (query: string) => it.exec(['mariadb', '--batch', '--skip-column-names', '-e', query]);

  test('is the superuser without a password, from inside the pod only', async () => {
    expect(await sql('SELECT CURRENT_USER()')).toBe('mysql@localhost');
    await expect(it.exec(['mariadb', '--protocol=tcp', `--host=${it.pod.address}`, '--user=mysql', '-e', 'SELECT 1'])).rejects.toThrow('Access denied');
  });

  test('is nobody else but the user, and nobody without a name', async () => {
    expect((await sql("SELECT CONCAT(user, '@', host) FROM mysql.user WHERE is_role = 'N' ORDER BY 1")).split('\n'))
      .toEqual(['mariadb.sys@localhost', 'mysql@localhost', 'orders@%', 'root@localhost']);
  });

  test('is the user for its own database only', async () => {
    expect((await sql("SHOW GRANTS FOR 'orders'@'%'")).replace(/BY PASSWORD '.*?'/, 'BY …').split('\n')).toEqual([
      'GRANT USAGE ON *.* TO `orders`@`%` IDENTIFIED BY …', 'GRANT ALL PRIVILEGES ON `orders`.* TO `orders`@`%`',
    ]);
  });

  test('still lets the probes in when all connections are taken', async () => {
    await sql('SET GLOBAL max_connections = 10');
    const hold = async () => it.exec(['mariadb', '--protocol=tcp', `--host=${it.pod.address}`, '--user=orders', '-e', 'SELECT SLEEP(12)'], { MYSQL_PWD: PASSWORD }).catch((e: Error) => e.message);
    const held = Array.from({ length: 11 }, hold);
    await until('one to be turned away', 10, async () => Promise.race([hold(), Promise.any(held)]).then(answer => /Too many connections/.test(answer)));
    const [{ readinessProbe, livenessProbe }] = it.pod.identity.spec.containers;
    for (const probe of [readinessProbe, livenessProbe]) await it.exec(probe!.exec!.command);
    await Promise.all(held);
  });

  test('is no reason for a restart: the server is alive when even the superuser is turned away', async () => {
    const held = Array.from({ length: 12 }, async () => sql('SELECT SLEEP(8)').catch(() => ''));
    await until('all to be taken', 10, async () => sql('SELECT 1').then(() => false, (e: Error) => /Too many/.test(e.message)));
    await it.exec(it.pod.identity.spec.containers[0].livenessProbe!.exec!.command);
    await Promise.all(held);
  });
});

describe('its configuration', () => {
  const engine = DatabaseEngine.mariadb('10.11');
  const spec = { database: 'orders', user: 'orders', credentialsFile: '/run/secrets/orders-db/password' };
  let it: EngineLab;
  beforeAll(async () => {
    it = lab('mariadb-config', ['orders-db']);
    await it.cluster.start();
    await it.cluster.ready();
  });
  afterAll(async () => it.cluster.stop());
  /** What the server itself makes of it. */
  const read = async (CONFIG: string) => it.exec(['sh', '-c', 'printf %s "$CONFIG" >/tmp/check.cnf; mariadbd --defaults-file=/tmp/check.cnf --verbose --help 2>&1'], { CONFIG });

  test.each([256, 700, 1024, 8192, 524288])('is taken by the server for %d MiB, every setting of it', async (mebibytes) => {
    const config = engine.configFor({ ...spec, parameters: {} }, { memory: Size.mebibytes(mebibytes), storage: Size.gibibytes(20) });
    const answer = await read(config);
    expect(answer).not.toMatch(/\[(ERROR|Warning)\](?!.*(MAC address|WSREP|max_open_files))|unknown (variable|option)/i);
    expect(answer).toMatch(/^collation-server\s+utf8mb4_uca1400_ai_ci$/m);
    const pool = Number(/^innodb_buffer_pool_size = ([0-9]+)M$/m.exec(config)![1]);
    expect(answer).toMatch(new RegExp(`^innodb-buffer-pool-size\\s+${pool * 1024 * 1024}$`, 'm'));
  });

  test.each(['SET @x = "#"', 'a \\ b', "it's; # no comment", '"', '[mysqld]', ' ends with a blank '])('keeps a value as it was given: %j', async (init_connect) => {
    const answer = await read(engine.configFor({ ...spec, parameters: { init_connect } }, { memory: Size.gibibytes(1), storage: Size.gibibytes(20) }));
    expect(/^init-connect +(?= ?)(.*)$/m.exec(answer)![0].slice('init-connect'.length).replace(/^ +/, ' ').slice(1)).toBe(init_connect.trimStart());
  });
});

test('the memory that is planned is what the server takes at rest', async () => {
  const it = alone();
  await it.cluster.start();
  await it.cluster.ready();
  tell(`MariaDB takes ${it.server.current!.peakMebibytes.toFixed(0)} MiB at rest, of 512`);
  expect(it.server.current!.peakMebibytes).toBeLessThan(256);
});
