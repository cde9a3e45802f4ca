import { Size } from 'cdk8s';
import { EngineLab } from './engine-lab';
import { promises } from './engine-promises';
import { PASSWORD, tell } from './shop';
import { until } from './waiting';
import { DatabaseEngine } from '../../src';

// Debian's Redis under Valkey's names: the configuration is written for both.
const lab = (name: string, only?: string[], parameters: Record<string, string> = {}) =>
  new EngineLab(name, DatabaseEngine.valkey('8.1'), 'redis-ledger', { memory: Size.mebibytes(256), parameters }, only);
const alone = (parameters: Record<string, string> = {}) => kept(lab(`valkey-${Math.random().toString(36).slice(2)}`, ['orders-db'], parameters));

const running: EngineLab[] = [];
function kept(it: EngineLab): EngineLab {
  running.push(it);
  return it;
}
afterEach(async () => { for (const it of running.splice(0)) await it.cluster.stop(); });
const cli = async (it: EngineLab, user: string, password: string, ...words: string[]) =>
  it.exec(['valkey-cli', '-e', '-h', it.pod.address, '--user', user, '--no-auth-warning', ...words], { REDISCLI_AUTH: password });
const asAdmin = async (it: EngineLab, ...words: string[]) =>
  it.exec(['sh', '/etc/valkey/client.sh', '-e', ...words]);

describe('Valkey', () => promises({
  name: 'valkey',
  lab,
  lastWords: 'bye bye',
  recovery: 'DB loaded from append only file',
  admits: async (it, password) => cli(it, 'orders', password, 'ping').then(answer => answer === 'PONG', (error: Error) => { expect(error.message).toContain('WRONGPASS'); return false; }),
}));

describe('Redis, under its own names,', () => {
  test('starts with its configuration', async () => {
    const it = kept(new EngineLab('redis', DatabaseEngine.redis('7.2'), 'redis-ledger', { memory: Size.mebibytes(256) }, ['orders-db']));
    await it.cluster.start();
    await it.cluster.ready();
    expect(it.has('redis', 'appendonlydir')).toBe(true);
  });
});

describe('its bootstrap', () => {
  test('can be killed, and the next attempt succeeds', async () => {
    const it = alone();
    await it.cluster.start();
    await until('it to run', 10, () => it.bootstrap.current !== undefined, 1);
    it.bootstrap.current!.signal('SIGKILL');
    await it.cluster.ready();
    expect(it.bootstrap.restarts).toBe(1);
    expect(await cli(it, 'orders', PASSWORD, 'set', 'key', 'value')).toBe('OK');
  });

  test.each([
    ['data of another engine', ['pgdata', 'PG_VERSION'], {}, 'it may be of another kind of server'],
    ['a snapshot, where it was told to read the log', ['valkey', 'dump.rdb'], {}, 'the server would begin with nothing'],
    ['a log, where it was told to read the snapshot', ['valkey', 'appendonlydir', 'appendonly.aof.manifest'], { appendonly: 'no' }, 'the server would not read them'],
  ])('leaves %s alone, and says so', async (_what, path, parameters, words) => {
    const it = alone(parameters);
    it.leave(...path);
    await it.cluster.start();
    await until('the bootstrap to refuse', 30, () => it.bootstrap.restarts > 0);
    expect(it.bootstrap.logs()).toContain(words);
    expect(it.bootstrap.logs()).toContain('Nothing was changed.');
    expect(it.onClaim).toEqual([path[0]]);
  });
});

describe('who gets in, and what for', () => {
  let it: EngineLab;
  beforeAll(async () => {
    it = lab('valkey-users', ['orders-db']);
    await it.cluster.start();
    await it.cluster.ready();
  });
  afterAll(async () => it.cluster.stop());

  test('is nobody without a name', async () => {
    await expect(it.exec(['valkey-cli', '-e', '-h', it.pod.address, 'ping'])).rejects.toThrow('NOAUTH');
  });

  test('is the user for its data, and not for the server', async () => {
    expect(await cli(it, 'orders', PASSWORD, 'set', 'mug', '29')).toBe('OK');
    for (const command of [['config', 'get', 'maxmemory'], ['acl', 'list'], ['shutdown'], ['replicaof', 'no', 'one']]) {
      await expect(cli(it, 'orders', PASSWORD, ...command)).rejects.toThrow('NOPERM');
    }
  });

  test('is the probe for one command', async () => {
    const key = await it.exec(['cat', '/run/valkey/key']);
    expect(await cli(it, 'probe', key, 'ping')).toBe('PONG');
    await expect(cli(it, 'probe', key, 'get', 'mug')).rejects.toThrow('NOPERM');
  });

  test('is whoever works inside of the pod, for everything', async () => {
    expect(await asAdmin(it, 'config', 'get', 'maxmemory')).toBe('maxmemory\n121634816');
    expect(await asAdmin(it, 'get', 'mug')).toBe('29');
  });

  test('may write until the memory is full, and is told so: nothing is thrown away', async () => {
    expect(await asAdmin(it, 'config', 'get', 'maxmemory-policy')).toContain('noeviction');
    // A script is asked once, at its start: what it writes then is let through.
    const fill = async (from: number) => cli(it, 'orders', PASSWORD, 'eval', `for i = 1, 50 do redis.call("set", "k" .. (${from} + i), string.rep("x", 100000)) end`, '0');
    await expect((async () => { for (let from = 0; from < 2000; from += 50) await fill(from); })()).rejects.toThrow('OOM');
    expect(await cli(it, 'orders', PASSWORD, 'get', 'mug')).toBe('29');
    await asAdmin(it, 'bgrewriteaof');
    await until('the log to be rewritten', 30, async () => (await asAdmin(it, 'info', 'persistence')).includes('aof_rewrite_in_progress:0'));
    expect(it.server.current!.peakMebibytes).toBeLessThan(128 + 24);
    tell(`Valkey with its memory full takes ${it.server.current!.peakMebibytes.toFixed(0)} of 256 MiB, a copy aside`);
  });
});

test('a parameter is kept as it was given, whatever it holds', async () => {
  const hostile = 'a "b" \'c\' \\ # $HOME ü';
  const it = alone({ 'syslog-ident': hostile, 'client-output-buffer-limit': 'pubsub 16mb 4mb 30' });
  await it.cluster.start();
  await it.cluster.ready();
  expect(await asAdmin(it, 'config', 'get', 'syslog-ident')).toBe(`syslog-ident\n${hostile}`);
  expect(await asAdmin(it, 'config', 'get', 'client-output-buffer-limit')).toContain('pubsub 16777216 4194304 30');
});

test.each(['always', 'everysec'])('with appendfsync %s it acknowledges so many writes a second', async (appendfsync) => {
  const it = kept(lab(`valkey-${appendfsync}`, undefined, { appendfsync }));
  await it.cluster.start();
  await it.cluster.ready();
  await it.startWriting();
  await new Promise(done => setTimeout(done, 3000));
  const { acknowledged } = await it.count();
  tell(`appendfsync ${appendfsync}: ${Math.round(acknowledged / 3)} acknowledged writes a second from 8 writers`);
  expect(acknowledged).toBeGreaterThan(300);
});

test('it is alive and not ready while it reads its data', async () => {
  const it = alone({ 'key-load-delay': '2000', 'loading-process-events-interval-bytes': '1024' });
  await it.cluster.start();
  await it.cluster.ready();
  await asAdmin(it, 'eval', 'for i = 1, 4000 do redis.call("set", "k" .. i, i) end', '0');
  await asAdmin(it, 'bgrewriteaof');
  await until('the log to be rewritten', 30, async () => (await asAdmin(it, 'info', 'persistence')).includes('aof_rewrite_in_progress:0'));
  it.server.current!.signal('SIGKILL');
  await until('the server to be started again', 30, () => it.server.restarts === 1 && it.server.current!.isRunning);
  const ask = async (what: string) => it.exec(['/bin/sh', '/etc/valkey/probe.sh', what]).then(() => 'yes', () => 'no');
  await until('it to be alive', 10, async () => await ask('alive') === 'yes');
  expect(await ask('ready')).toBe('no');
  await it.cluster.ready();
});
