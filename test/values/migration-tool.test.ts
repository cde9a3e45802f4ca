import { MigrationTool } from '../../src';

const ALL = [MigrationTool.program(), MigrationTool.golangMigrate(), MigrationTool.goose(), MigrationTool.atlas()];

describe('a migration tool', () => {
  test('is called as its own documentation says', () => {
    expect(ALL.map((tool) => [String(tool), tool._command, tool._args('DB')])).toEqual([
      ['the program', undefined, ['migrate', 'up']],
      ['golang-migrate', undefined, ['-path', '/migrations', '-database', 'pgx5://$(DB_USER)@$(DB_HOST):$(DB_PORT)/$(DB_NAME)?sslmode=prefer', 'up']],
      ['goose', ['goose'], ['up']],
      ['atlas', undefined, ['migrate', 'apply', '--dir', 'file:///migrations', '--url', 'postgres://$(DB_USER)@$(DB_HOST):$(DB_PORT)/$(DB_NAME)?sslmode=prefer']],
    ]);
  });

  test('goose is told by variables', () => {
    expect(MigrationTool.goose({ directory: '/db', sslMode: 'require' })._env('ORDERS_DB')).toEqual({
      GOOSE_DRIVER: 'postgres',
      GOOSE_DBSTRING: 'host=$(ORDERS_DB_HOST) port=$(ORDERS_DB_PORT) dbname=$(ORDERS_DB_NAME) user=$(ORDERS_DB_USER) sslmode=require',
      GOOSE_MIGRATION_DIR: '/db',
    });
  });

  test('never names a password', () => {
    for (const tool of ALL) expect(JSON.stringify([tool._args('DB'), tool._env('DB')])).not.toMatch(/PASSWORD|CREDS/);
  });

  test('may say where the migrations are', () => {
    expect(MigrationTool.golangMigrate({ directory: '/db' })._args('DB').slice(0, 2)).toEqual(['-path', '/db']);
    expect(MigrationTool.goose({ directory: 'db' })._flaws.map((f) => f.slug)).toEqual(['migration/bad-path']);
  });

  test('that takes no lock is known', () => {
    expect(ALL.filter((tool) => !tool._locks).map(String)).toEqual(['goose']);
  });

  test('that fails on a newer schema is known', () => {
    expect(ALL.filter((tool) => !tool._bearsNewer).map(String)).toEqual(['golang-migrate']);
  });

  test('of the program itself takes any arguments', () => {
    expect(MigrationTool.program(['schema', 'apply'])._args('DB')).toEqual(['schema', 'apply']);
  });
});
