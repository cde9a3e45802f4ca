import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import { envOf, store, Store } from './kit';
import { isShell } from './mysql-kit';
import { DatabaseEngine, Image, StatefulDatabaseProps } from '../../src';
import { valkeyBootstrap } from '../../src/databases/engines/valkey-bootstrap';
import { REDIS, VALKEY } from '../../src/databases/engines/valkey-dialect';
import { mostOnDisk, planMemory, worstCase } from '../../src/databases/engines/valkey-memory';
import { clientScript, probeScript } from '../../src/databases/engines/valkey-probes';
import { GIB, MIB } from '../../src/values/quantity';

const spec = { database: 'orders', user: 'orders', credentialsFile: '/run/secrets/orders-db/password', parameters: {} };

describe.each([
  { dialect: VALKEY, of: DatabaseEngine.valkey, newest: '9.0' },
  { dialect: REDIS, of: DatabaseEngine.redis, newest: '8.4' },
])('$dialect.product', ({ dialect, of, newest }) => {
  const { engine } = dialect;
  const storeOf = (props: Partial<StatefulDatabaseProps> = {}) => store({ engine: of(newest), ...props });
  const settingOf = (it: Store, name: string) => new RegExp(`^${name} (.*)$`, 'm').exec(it.files[`${engine}.conf`])?.[1];

  describe('the version', () => {
    test('is one whose configuration is known, or a patch of it', () => {
      for (const version of [...dialect.series, `${newest}.1`]) {
        const it = storeOf({ engine: of(version) });
        expect(it.problems).toEqual([]);
        expect(it.server.image).toBe(`${dialect.image}:${version}`);
      }
    });

    test.each(['6.2', '10.0', '8', '', 'latest', '8.1-alpine', 'eight'])('%j is refused', (version) => {
      expect(storeOf({ engine: of(version) }).problems).toContain('database/unsupported-version');
    });
  });

  describe('the server', () => {
    test('starts from our file alone', () => {
      expect(storeOf().server.command).toEqual([`${engine}-server`, `/etc/${engine}/${engine}.conf`]);
    });

    test('can write where it must, and nowhere else', () => {
      const writable = storeOf().server.volumeMounts.filter((m: any) => !m.readOnly).map((m: any) => m.mountPath);
      expect(writable).toEqual(['/data', `/run/${engine}`, '/tmp']);
    });

    test('loses nothing that it acknowledged, unless it is told to be fast', () => {
      expect([settingOf(storeOf(), 'appendonly'), settingOf(storeOf(), 'appendfsync')]).toEqual(['yes', 'always']);
      expect(settingOf(storeOf({ parameters: { appendfsync: 'everysec' } }), 'appendfsync')).toBe('everysec');
    });

    test('throws nothing away when its memory is full', () => expect(settingOf(storeOf(), 'maxmemory-policy')).toBe('noeviction'));

    test('is asked without a password on any command line', () => {
      const { startupProbe, readinessProbe, livenessProbe } = storeOf().server;
      expect([startupProbe, readinessProbe, livenessProbe].map(({ exec }) => exec.command.slice(1))).toEqual(
        ['alive', 'ready', 'alive'].map((what) => [`/etc/${engine}/probe.sh`, what]));
    });

    test('may come from a mirror', () => {
      expect(storeOf({ image: Image.of(`registry.example.com/mirror/${engine}:1.2.3`) }).problems).toEqual([]);
    });
  });

  describe('memory', () => {
    const sizes = fc.oneof(fc.integer({ min: 64, max: 8192 }), fc.integer({ min: 64, max: 512 * 1024 }));

    test('is never taken beyond the limit, from 64 MiB to 512 GiB, with the copy that a rewrite needs', () => {
      fc.assert(fc.property(sizes, fc.constantFrom<{ [name: string]: string }>({}, { appendonly: 'no' }, { appendonly: 'no', save: '3600 1' }), (mebibytes, parameters) => {
        expect(worstCase(planMemory(parameters, mebibytes * MIB))).toBeLessThanOrEqual(mebibytes * MIB);
      }));
      expect(storeOf({ memory: Size.mebibytes(64) }).problems).toEqual([]);
    });

    test('holds more where nothing is written', () => {
      expect(planMemory({ appendonly: 'no' }, GIB).maxmemory).toBeGreaterThan(planMemory({}, GIB).maxmemory * 1.4);
    });

    test('of more never gives less', () => {
      fc.assert(fc.property(sizes, fc.integer({ min: 0, max: 65536 }), (mebibytes, more) => {
        expect(planMemory({}, (mebibytes + more) * MIB).maxmemory).toBeGreaterThanOrEqual(planMemory({}, mebibytes * MIB).maxmemory);
      }));
    });

    test('that is given either fits or is refused', () => {
      fc.assert(fc.property(sizes, fc.integer({ min: 1, max: 8192 }), (mebibytes, maxmemory) => {
        const parameters = { maxmemory: `${maxmemory}mb` };
        const slugs = of(newest).objectionsTo({ ...spec, parameters }, { memory: Size.mebibytes(mebibytes), storage: Size.tebibytes(2) }).map(({ slug }) => slug);
        expect(slugs).toEqual(24 + 2 * maxmemory > mebibytes ? ['database/memory-overcommitted'] : []);
      }));
    });

    test('throws at no size, however odd', () => {
      fc.assert(fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (memory, storage) => {
        const resources = { memory: Size.kibibytes(memory % 2 ** 42), storage: Size.kibibytes(storage % 2 ** 42) };
        expect(of(newest).configFor(spec, resources)).toContain('maxmemory');
        of(newest).objectionsTo(spec, resources);
      }));
    });

    test('too little is refused', () => expect(storeOf({ memory: Size.mebibytes(63) }).problems).toEqual(['database/memory-too-small']));

    test.each(['lots', '-1', '0', '512Mi', ''])('of %j cannot be added up', (maxmemory) => {
      expect(storeOf({ parameters: { maxmemory } }).problems).toEqual(['database/bad-parameter']);
    });

    test('is read with the server\'s units, k and kb included', () => {
      expect(storeOf({ memory: Size.gibibytes(1), parameters: { maxmemory: '1gb' } }).complaint).toMatch(/maxmemory 1024Mi, and as much again for the copy/);
      expect(storeOf({ memory: Size.gibibytes(1), parameters: { maxmemory: '600000k', appendonly: 'no' } }).problems).toEqual([]);
    });
  });

  describe('the volume', () => {
    test('must hold the log twice over while it is rewritten', () => {
      expect(storeOf({ memory: Size.gibibytes(2), storage: Size.gibibytes(2) }).complaint).toMatch(
        /^database\/storage-too-small: the volume has 2Gi; with 1012Mi in memory the log may take 3100Mi while it is rewritten\. Give `storage` of at least Size\.mebibytes\(3100\)\.$/);
      expect(storeOf({ memory: Size.gibibytes(2), storage: Size.mebibytes(3100) }).problems).toEqual([]);
    });

    test('is not needed for what is not written', () => expect(mostOnDisk(planMemory({ appendonly: 'no' }, GIB))).toBe(0));
  });

  describe('parameters', () => {
    test('prevail over ours, and are said once', () => {
      const it = storeOf({ parameters: { 'MaxMemory-Policy': 'allkeys-lfu', 'timeout': '300' } });
      expect([settingOf(it, 'maxmemory-policy'), settingOf(it, 'timeout')]).toEqual(['allkeys-lfu', '300']);
      expect(it.files[`${engine}.conf`].match(/^maxmemory-policy/gm)).toHaveLength(1);
    });

    test('may be several words', () => {
      expect(settingOf(storeOf({ parameters: { 'client-output-buffer-limit': 'pubsub 32mb 8mb 60' } }), 'client-output-buffer-limit')).toBe('pubsub 32mb 8mb 60');
    });

    test.each(['bind', 'port', 'dir', 'aclfile', 'unixsocket', 'include', 'replicaof', 'rename-command', 'logfile', 'cluster-enabled'])('%s is not to be touched', (name) => {
      expect(storeOf({ parameters: { [name]: 'x' } }).problems).toEqual(['database/blocked-parameter']);
    });

    test.each(['requirepass', 'user', 'masterauth'])('%s would put a password into Git, and is not repeated', (name) => {
      const it = storeOf({ parameters: { [name]: 's3cret' } });
      expect(it.problems).toEqual(['database/blocked-parameter']);
      expect(it.complaint).not.toContain('s3cret');
    });

    test.each(['', 'max memory', 'a"b', 'x\ny', 'max_memory'])('%j is no name', (name) => {
      expect(storeOf({ parameters: { [name]: 'x' } }).problems).toEqual(['database/bad-parameter']);
    });

    test('stay one line each, whatever they hold', () => {
      fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '\'', '"', '\\', '\n', '\r', '\t', '#', ' ', 'ü') }), (value) => {
        const lines = storeOf({ parameters: { 'proc-title-template': value } }).files[`${engine}.conf`].split('\n').filter((l) => l.startsWith('proc-title-template'));
        expect(lines).toEqual([expect.stringMatching(/^proc-title-template (a+( a+)*|"([^"\\\n\r]|\\x[0-9a-f]{2})*")$/)]);
      }), { numRuns: 50 });
    });

    test('that came later are refused', () => {
      for (const [name, since] of Object.entries(dialect.since)) {
        expect(storeOf({ engine: of('7.2'), parameters: { [name]: 'yes' } }).problems).toEqual(since === '7.2' ? [] : ['database/unknown-parameter']);
        expect(storeOf({ parameters: { [name]: 'yes' } }).problems).toEqual([]);
      }
    });
  });

  describe('the user', () => {
    test.each(['Orders', 'my-orders', '', 'a b', 'on', '1st'].filter((name) => name !== 'on'))('cannot be %j', (user) => {
      expect(storeOf({ user }).problems).toEqual(['database/bad-user-name']);
    });

    test.each(['default', 'admin', 'probe'])('cannot be %s, who is somebody else', (user) => {
      expect(storeOf({ user }).problems).toEqual(['database/reserved-user-name']);
    });
  });

  describe('a service that uses it', () => {
    const it = storeOf();
    it.service('checkout').uses(it.orders);

    test('is told how to reach it, in the form that Go\'s driver takes', () => {
      expect(Object.fromEntries(Object.entries(envOf(it, 'checkout')).filter(([name]) => name.startsWith('ORDERS')))).toEqual({
        ORDERS_DB_ADDR: 'orders-db.shop.svc.cluster.local:6379',
        ORDERS_DB_CREDS_FILE: '/run/secrets/orders-db/password',
        ORDERS_DB_HOST: 'orders-db.shop.svc.cluster.local',
        ORDERS_DB_PORT: '6379',
        ORDERS_DB_URL: 'redis://orders@orders-db.shop.svc.cluster.local:6379/0',
        ORDERS_DB_USER: 'orders',
      });
    });

    test('has the way opened on both sides', () => {
      expect(it.find('NetworkPolicy').spec.ingress[0].ports).toEqual([{ protocol: 'TCP', port: 6379 }]);
      expect(it.problems).toEqual([]);
    });
  });

  describe('its scripts', () => {
    test('are plain POSIX sh', () => {
      expect(isShell(valkeyBootstrap(dialect, true))).toBe(true);
      expect(isShell(probeScript(dialect))).toBe(true);
      expect(isShell(clientScript(dialect))).toBe(true);
    });

    test('never put the password on a command line: echo and printf are the shell\'s own', () => {
      const lines = valkeyBootstrap(dialect, true).split('\n').filter((line) => /CREDS_FILE/.test(line));
      expect(lines.filter((line) => !/^word=\$\(cat "|fail "there is no password/.test(line))).toEqual([]);
      expect(valkeyBootstrap(dialect, true).split('\n').filter((line) => /\$word/.test(line) && !/^ {2}case|^ {2}echo "user|^\[ -n/.test(line))).toEqual([]);
    });

    test.each([['a "b" \\c $HOME\n', 'a "b" \\c $HOME'], ['x\r\n\r\n', 'x'], ['in\nner\r', 'in\nner'], ['ü', 'ü']])('read the password %j as its clients do', (content, password) => {
      const folder = mkdtempSync(join(tmpdir(), 'gopher-valkey-'));
      try {
        const at = (name: string) => join(folder, name);
        mkdirSync(at('run'));
        mkdirSync(at('volume'));
        writeFileSync(at(`${engine}-server`), '', { mode: 0o755 });
        writeFileSync(at('password'), content);
        writeFileSync(at('config'), 'appendonly yes\n');
        execFileSync('sh', ['-s'], {
          input: valkeyBootstrap(dialect, false),
          env: {
            PATH: `${folder}:${process.env.PATH}`,
            DATABASE_CONFIG: at('config'),
            DATABASE_CREDS_FILE: at('password'),
            DATABASE_DATA: at('volume/data'),
            DATABASE_RUN: at('run'),
            DATABASE_USER: 'orders',
            DATABASE_VOLUME: at('volume'),
          },
        });
        expect(readFileSync(at('run/users.acl'), 'utf8')).toContain(`user orders on #${createHash('sha256').update(password).digest('hex')} `);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    test('take every path from the environment', () => {
      expect(new Set(valkeyBootstrap(dialect, true).match(/(?<![\w"$.*/])\/[a-z][a-z/]+/g))).toEqual(new Set(['/bin/sh', '/dev/null', '/dev/urandom']));
    });
  });
});
