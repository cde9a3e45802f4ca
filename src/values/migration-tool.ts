import { Flaw } from './flaw';
import { pathFlaws } from './names';

/** Where a tool finds its migrations, and how it connects. */
export interface MigrationToolOptions {
  /**
   * The directory of the migrations in the image.
   * @default '/migrations', where golang-migrate's documentation mounts them and goose's image looks for them (their READMEs)
   */
  readonly directory?: string;
  /**
   * PostgreSQL's `sslmode`.
   * @default 'prefer', as a StatefulDatabase gives it; a tool that connects by lib/pq, as Atlas has long done, knows only 'disable', 'require' and stricter ones (libpq's default)
   */
  readonly sslMode?: string;
}

/** How a tool is told the address: by `$(NAME)` of the variables that a database gives to whoever uses it. */
type Told<T> = (variable: (suffix: string) => string) => T;

/**
 * What brings a database's schema up to date.
 *
 * The presets are for PostgreSQL. None ever sees a password in its arguments: each reads
 * `PGPASSWORD`, which comes from the Secret.
 *
 * @example
 * MigrationTool.golangMigrate({ directory: '/db/migrations' })
 */
export class MigrationTool {
  /**
   * The program itself, with its migrations embedded: one image, so that program and
   * schema cannot differ. It connects like the service does, by `<DATABASE>_DSN`, and
   * must take a lock itself if it runs in a MigrationStep.
   *
   * @param args the arguments that make it migrate and end; `['migrate', 'up']` if left out
   */
  public static program(args: string[] = ['migrate', 'up']): MigrationTool {
    return new MigrationTool('the program', () => args, () => ({}));
  }

  /**
   * golang-migrate: `migrate up`. It takes an advisory lock of PostgreSQL, and fails where
   * the schema is newer than its files.
   *
   * @param options where the migrations are; the image is one on `migrate/migrate`, with the driver pgx5
   */
  public static golangMigrate(options: MigrationToolOptions = {}): MigrationTool {
    const { directory = '/migrations', sslMode = 'prefer' } = options;
    return new MigrationTool('golang-migrate', (v) => ['-path', directory, '-database', `pgx5://${authority(v)}?sslmode=${sslMode}`, 'up'], () => ({}), directory, undefined, true, false);
  }

  /**
   * goose: `goose up`. Its command takes no lock, so two must never run at once.
   *
   * @param options where the migrations are; the image is one on `ghcr.io/pressly/goose`, or another with `goose` in its PATH
   */
  public static goose(options: MigrationToolOptions = {}): MigrationTool {
    const { directory = '/migrations', sslMode = 'prefer' } = options;
    return new MigrationTool('goose', () => ['up'], (v) => ({
      GOOSE_DRIVER: 'postgres',
      GOOSE_DBSTRING: `host=${v('HOST')} port=${v('PORT')} dbname=${v('NAME')} user=${v('USER')} sslmode=${sslMode}`,
      GOOSE_MIGRATION_DIR: directory,
    }), directory, ['goose'], false);
  }

  /**
   * Atlas: `atlas migrate apply`. It takes an advisory lock of PostgreSQL.
   *
   * @param options where the migrations are; the image is one on `arigaio/atlas`
   */
  public static atlas(options: MigrationToolOptions = {}): MigrationTool {
    const { directory = '/migrations', sslMode = 'prefer' } = options;
    return new MigrationTool('atlas', (v) => ['migrate', 'apply', '--dir', `file://${directory}`, '--url', `postgres://${authority(v)}?sslmode=${sslMode}`],
      // It would ask for newer releases and write to a home directory that is read-only.
      () => ({ ATLAS_NO_UPDATE_NOTIFIER: 'true', ATLAS_NO_ANON_TELEMETRY: 'true', HOME: '/tmp' }), directory);
  }

  private constructor(
    private readonly tool: string,
    private readonly args: Told<string[]>,
    private readonly env: Told<{ [name: string]: string }>,
    private readonly directory?: string,
    private readonly command?: string[],
    private readonly locks: boolean = true,
    private readonly bearsNewer: boolean = true,
  ) {}

  public toString(): string {
    return this.tool;
  }

  /** @internal */
  public get _command(): string[] | undefined {
    return this.command;
  }

  /** @internal */
  public _args(prefix: string): string[] {
    return this.args((suffix) => `$(${prefix}_${suffix})`);
  }

  /** @internal */
  public _env(prefix: string): { [name: string]: string } {
    return this.env((suffix) => `$(${prefix}_${suffix})`);
  }

  /** Whether it reads the password from `PGPASSWORD`. @internal */
  public get _wantsPassword(): boolean {
    return this.directory !== undefined;
  }

  /** Whether several may be started at once. @internal */
  public get _locks(): boolean {
    return this.locks;
  }

  /** Whether it ends well where the schema is newer than its migrations. @internal */
  public get _bearsNewer(): boolean {
    return this.bearsNewer;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    return this.directory === undefined ? [] : pathFlaws('migration', this.directory);
  }
}

function authority(v: (suffix: string) => string): string {
  return `${v('USER')}@${v('HOST')}:${v('PORT')}/${v('NAME')}`;
}
