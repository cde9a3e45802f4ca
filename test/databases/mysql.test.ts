import * as fc from 'fast-check';
import { envOf } from './kit';
import { isShell, MEMBERS, settingOf, storeOf } from './mysql-kit';
import { Image, Topology } from '../../src';
import { mysqlBootstrap } from '../../src/databases/engines/mysql-bootstrap';

describe.each(MEMBERS)('$dialect.product', (member) => {
  const { dialect, of } = member;

  describe('the version', () => {
    test('is one with long support, or a patch of it', () => {
      for (const series of dialect.series) {
        for (const version of [series, `${series}.3`]) {
          const it = storeOf(member, { engine: of(version) });
          expect(it.problems).toEqual([]);
          expect(it.server.image).toBe(`${dialect.image}:${version}`);
          expect(it.server.env).toContainEqual({ name: 'DATABASE_DATA', value: `/var/lib/mysql/${dialect.engine}-${series}` });
        }
      }
    });

    test.each(['5.7', '99.9', '11', '', 'latest', '11.8-ubi', 'eleven'])('%j is refused', (version) => {
      expect(storeOf(member, { engine: of(version) }).problems).toContain('database/unsupported-version');
    });
  });

  describe('the server', () => {
    test('can write where it must, and nowhere else', () => {
      const writable = storeOf(member).server.volumeMounts.filter((m: any) => !m.readOnly).map((m: any) => m.mountPath);
      expect(writable).toEqual(['/run/mysqld', '/tmp', '/var/lib/mysql']);
    });

    test('starts without the image\'s entrypoint, from our file alone', () => {
      expect(storeOf(member).server.command).toEqual([dialect.server, '--defaults-file=/etc/mysql/my.cnf']);
    });

    test('runs as the image\'s user', () => expect(storeOf(member).pod.securityContext).toMatchObject({ runAsUser: 999, fsGroup: 999 }));

    test('has five minutes for a clean stop, and an hour for a start', () => {
      const { server, pod } = storeOf(member);
      expect(pod.terminationGracePeriodSeconds).toBe(300);
      expect(server.startupProbe.periodSeconds * server.startupProbe.failureThreshold).toBe(3600);
    });

    test('is asked without a password on any command line', () => {
      const { server } = storeOf(member);
      for (const { exec } of [server.startupProbe, server.readinessProbe, server.livenessProbe]) {
        expect(exec.command.join(' ')).toContain(` --defaults-file=${dialect.clientFile} `);
        expect(exec.command.join(' ')).not.toMatch(/ -p|--password/);
      }
    });

    test('may come from a mirror', () => {
      const it = storeOf(member, { image: Image.of('registry.example.com/mirror/database:1.2.3') });
      expect([it.server.image, it.bootstrap.image]).toEqual(Array(2).fill('registry.example.com/mirror/database:1.2.3'));
      expect(it.problems).toEqual([]);
    });

    test('is one, and says who can run more', () => {
      expect(storeOf(member, { topology: Topology.readReplicas(2) }).complaint).toMatch(/^database\/unsupported-topology: \w+ [0-9.]+ does not run as a server with 2 read replicas; .+ use an operator, such as /);
    });

    test('loses nothing that it acknowledged', () => {
      expect(settingOf(storeOf(member), 'innodb_flush_log_at_trx_commit')).toBe('1');
    });

    test('spills queries onto the volume: a full /tmp would have the pod evicted', () => {
      expect(settingOf(storeOf(member), 'tmpdir')).toBe('/var/lib/mysql/tmp');
    });
  });

  describe('names', () => {
    test.each(['Orders', 'my-orders', '1st', '', 'a b', "o'rders", 'a`b', 'a'.repeat(81), 'ördrs'])('%j cannot be one', (name) => {
      expect(storeOf(member, { database: name, user: 'orders' }).problems).toEqual(['database/bad-database-name']);
      expect(storeOf(member, { database: 'orders', user: name }).problems).toEqual(['database/bad-user-name']);
    });

    test.each(['mysql', 'sys', 'information_schema', 'performance_schema'])('the database %s is the server\'s own', (database) => {
      expect(storeOf(member, { database, user: 'orders' }).problems).toEqual(['database/reserved-database-name']);
    });

    test.each(['root', 'mysql', 'public'])('the user %s is the server\'s own', (user) => {
      expect(storeOf(member, { user }).problems).toEqual(['database/reserved-user-name']);
    });
  });

  describe('parameters', () => {
    test('prevail over ours, and are said once, however they are written', () => {
      const it = storeOf(member, { parameters: { 'local-infile': 'ON', 'Lock_Wait_Timeout': '30' } });
      expect([settingOf(it, 'local_infile'), settingOf(it, 'lock_wait_timeout')]).toEqual(['ON', '30']);
      expect(it.files['my.cnf'].match(/^local_infile/gm)).toHaveLength(1);
    });

    test.each(['datadir', 'socket', 'port', 'bind-address', 'skip-networking', 'skip_grant_tables', 'loose_skip-grant-tables', 'init_file', 'log_error', 'tmpdir', 'innodb_doublewrite', 'skip-innodb-doublewrite', 'user'])('%s is not to be touched', (name) => {
      expect(storeOf(member, { parameters: { [name]: 'x' } }).complaint).toMatch(/^database\/blocked-parameter: the parameter \w+ cannot be set to "x": .+ Leave it out\.$/);
    });

    test.each(['', 'work mem', "a'b", 'a=b', 'x\ny', '[mysqld]'])('%j is no name', (name) => {
      expect(storeOf(member, { parameters: { [name]: 'x' } }).problems).toEqual(['database/bad-parameter']);
    });

    test('that the version does not have are refused, as the server would not start', () => {
      for (const [name, since] of Object.entries(dialect.gone)) {
        for (const series of dialect.series) {
          const isGone = !/^[0-9]/.test(since) || Number(series.split('.')[0]) * 100 + Number(series.split('.')[1]) >= Number(since.split('.')[0]) * 100 + Number(since.split('.')[1]);
          expect(storeOf(member, { engine: of(series), parameters: { [name]: '1' } }).problems).toEqual(isGone ? ['database/unknown-parameter'] : []);
        }
      }
    });

    test('stay one line each, whatever they hold', () => {
      fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '\'', '"', '\\', '\n', '\r', '\t', '#', ' ', '=', '[', ';') }), (value) => {
        const lines = storeOf(member, { parameters: { init_connect: value } }).files['my.cnf'].split('\n').filter((l) => l.startsWith('init_connect'));
        expect(lines).toEqual([expect.stringMatching(/^init_connect = ([A-Za-z0-9_.+:,/-]+|"([^"'\\\n\r]|\\["'\\nrt])*")$/)]);
      }), { numRuns: 50 });
    });
  });

  describe('a service that uses it', () => {
    const it = storeOf(member);
    it.service('checkout').uses(it.orders);

    test('is told how to reach it, in the form that Go\'s driver takes', () => {
      expect(envOf(it, 'checkout')).toMatchObject({
        ORDERS_DB_DSN: 'orders@tcp(orders-db.shop.svc.cluster.local:3306)/orders?parseTime=true&tls=preferred',
        ORDERS_DB_HOST: 'orders-db.shop.svc.cluster.local',
        ORDERS_DB_PORT: '3306',
        ORDERS_DB_NAME: 'orders',
        ORDERS_DB_USER: 'orders',
        ORDERS_DB_CREDS_FILE: '/run/secrets/orders-db/password',
      });
    });

    test('has the way opened on both sides', () => {
      expect(it.find('NetworkPolicy').spec.ingress[0].ports).toEqual([{ protocol: 'TCP', port: 3306 }]);
      expect(it.problems).toEqual([]);
    });
  });

  describe('the bootstrap', () => {
    const script = mysqlBootstrap(dialect, true);

    test('is plain POSIX sh', () => expect(isShell(script)).toBe(true));

    test('never puts the password on a command line', () => {
      const lines = script.split('\n').filter((line) => /CREDS_FILE|\$hex/.test(line));
      expect(lines.filter((line) => !/<"\$DATABASE_CREDS_FILE"|^SET @known|fail "there is no password/.test(line))).toEqual([]);
    });

    test('takes every path from the environment', () => {
      expect(new Set(script.match(/(?<![\w"$.*])\/[a-z][a-z/]+/g))).toEqual(new Set(['/bin/sh', '/dev/null', ...(script.includes('urandom') ? ['/dev/urandom'] : [])]));
    });
  });
});
