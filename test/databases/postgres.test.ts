import { execFileSync } from 'child_process';
import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import { store } from './kit';
import { DatabaseEngine, Image } from '../../src';
import { POSTGRES_BOOTSTRAP } from '../../src/databases/engines/postgres-bootstrap';

describe('the version', () => {
  test.each(['14', '15', '16', '17', '18', '17.6'])('%s is known', (version) => {
    const it = store({ engine: DatabaseEngine.postgres(version) });
    expect(it.problems).toEqual([]);
    expect(it.server.image).toBe(`docker.io/library/postgres:${version}`);
  });

  test.each(['13', '19', '', 'latest', '17-alpine', '9.6', 'seventeen'])('%s is refused', (version) => {
    expect(store({ engine: DatabaseEngine.postgres(version) }).problems).toContain('database/unsupported-version');
  });

  test('decides the directory of the data; a release of it does not', () => {
    for (const version of ['16', '16.10']) {
      expect(store({ engine: DatabaseEngine.postgres(version) }).server.env).toContainEqual({ name: 'PGDATA', value: '/var/lib/postgresql/16/docker' });
    }
  });

  test('decides at run time what only newer majors know', () => {
    const { files } = store();
    expect(files['since-17.conf']).toContain('allow_alter_system = off');
    expect(files['postgresql.conf']).not.toContain('allow_alter_system');
    expect(files['postgresql.conf']).toContain("include_if_exists = '/var/run/postgresql/version.conf'");
  });
});

describe('the image', () => {
  test('may be a mirror\'s', () => {
    const it = store({ image: Image.of('registry.example.com/mirror/postgres:17.6') });
    expect([it.server.image, it.bootstrap.image]).toEqual(Array(2).fill('registry.example.com/mirror/postgres:17.6'));
    expect(it.problems).toEqual([]);
  });

  test('on Alpine is refused: another uid, another order of texts', () => {
    expect(store({ image: Image.of('docker.io/library/postgres:17-alpine') }).problems).toEqual(['database/alpine-image']);
  });
});

describe('names', () => {
  test.each(['Orders', 'my-orders', '1st', '', 'a b', "o'rders", 'a'.repeat(64), 'ördrs'])('%j cannot be one', (name) => {
    expect(store({ database: name, user: 'orders' }).problems).toEqual(['database/bad-database-name']);
    expect(store({ database: 'orders', user: name }).problems).toEqual(['database/bad-user-name']);
  });

  test.each(['postgres', 'template0', 'template1'])('the database %s is PostgreSQL\'s own', (database) => {
    expect(store({ database, user: 'orders' }).problems).toEqual(['database/reserved-database-name']);
  });

  test.each(['postgres', 'pg_monitor', 'public', 'none'])('the user %s is PostgreSQL\'s own', (user) => {
    expect(store({ user }).problems).toEqual(['database/reserved-user-name']);
  });

  test('that SQL reserves are fine, as nothing has to quote them', () => expect(store({ database: 'order', user: 'user' }).problems).toEqual([]));
});

describe('who is let in', () => {
  const rules = store().files['pg_hba.conf'].split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(/\s+/));

  test('is nobody without proof', () => expect(rules.map((rule) => rule[rule.length - 1])).toEqual(['peer', 'reject', 'scram-sha-256']));

  test('is the superuser never from the network', () => expect(rules[1]).toEqual(['host', 'all', 'postgres', 'all', 'reject']));
});

describe('parameters', () => {
  test('prevail over ours, and are said once', () => {
    const it = store({ parameters: { random_page_cost: '4', log_min_duration_statement: '250ms' } });
    expect([it.setting('random_page_cost'), it.setting('log_min_duration_statement')]).toEqual(['4', '250ms']);
    expect(it.files['postgresql.conf'].match(/^random_page_cost/gm)).toHaveLength(1);
  });

  test('have no case', () => expect(store({ parameters: { TimeZone: 'Europe/Zurich' } }).setting('timezone')).toBe("'Europe/Zurich'"));

  test('may let ALTER SYSTEM in again', () => {
    const it = store({ parameters: { allow_alter_system: 'on' } });
    expect(it.setting('allow_alter_system')).toBe('on');
    expect(it.files['since-17.conf']).toBeUndefined();
  });

  test.each(['hba_file', 'listen_addresses', 'port', 'unix_socket_directories', 'logging_collector', 'huge_pages', 'fsync', 'include', 'Data_Directory'])('%s is not to be touched', (name) => {
    expect(store({ parameters: { [name]: 'x' } }).complaint).toMatch(/^database\/blocked-parameter: the parameter \w+ cannot be set to "x": .+ Leave it out\.$/);
  });

  test.each(['', 'work mem', "a'b", 'a=b', 'x\ny'])('%j is no name', (name) => {
    expect(store({ parameters: { [name]: 'x' } }).problems).toEqual(['database/bad-parameter']);
  });

  test('stay one line each, whatever they hold', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '\'', '"', '\\', '\n', '\r', '#', ' ', '=') }), (value) => {
      const { files } = store({ parameters: { log_line_prefix: value } });
      const line = files['postgresql.conf'].split('\n').find((l) => l.startsWith('log_line_prefix'))!;
      expect(line).toMatch(/^log_line_prefix = ([A-Za-z0-9_-]+|'([^'\\]|''|\\.)*')$/);
    }), { numRuns: 50 });
  });
});

describe('the disk', () => {
  test('never fills up by the write-ahead log', () => {
    const it = store({ storage: Size.gibibytes(10) });
    expect([it.setting('max_wal_size'), it.setting('max_slot_wal_keep_size')]).toEqual(['2560MB', '4096MB']);
  });

  test('must hold at least the least', () => expect(store({ storage: Size.mebibytes(1023) }).problems).toEqual(['database/storage-too-small']));
});

describe('a change of the configuration', () => {
  const nameOf = (parameters: { [name: string]: string }) => store({ parameters }).volumeOfConfig;

  test('restarts the server, as the ConfigMap is another then', () => expect(nameOf({ jit: 'on' })).not.toBe(nameOf({})));
  test('that is none restarts nothing', () => expect(nameOf({})).toBe(nameOf({})));
});

describe('the bootstrap', () => {
  test('is plain POSIX sh', () => {
    execFileSync('sh', ['-n'], { input: POSTGRES_BOOTSTRAP });
    expect(POSTGRES_BOOTSTRAP.startsWith('#!/bin/sh\n')).toBe(true);
  });

  test('never puts the password on a command line', () => {
    expect(POSTGRES_BOOTSTRAP.split('\n').filter((line) => /CREDS_FILE/.test(line) && !/--set=file=|<"\$DATABASE_CREDS_FILE"|fail/.test(line))).toEqual([]);
  });

  test('takes every path from the environment', () => {
    const paths = POSTGRES_BOOTSTRAP.match(/(?<![\w"$.])\/[a-z][a-z/]+/g);
    expect(new Set(paths)).toEqual(new Set(['/bin/sh', '/dev/null']));
  });
});
