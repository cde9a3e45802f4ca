import { existsSync, lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Environment } from './environment';

/** What an image brings along: files, and what its Dockerfile says. */
export interface Image {
  readonly entrypoint: string[];
  readonly cmd: string[];
  readonly env: Environment;
  readonly user: { uid: number; gid: number };
  readonly stopSignal: NodeJS.Signals;
  /** Read-only paths of this machine, by path in the image. */
  readonly host: Record<string, string>;
  readonly folders: Record<string, number>;
  readonly links: Record<string, string>;
  readonly files: Record<string, string>;
}

/** Finds the image behind a reference such as `registry.example.com/shop/checkout:1.8.2`. */
export type Images = (reference: string) => Image;

/**
 * The stand-ins for a registry: the servers and tools that Debian has, and for every other
 * name the Go program of that name in a folder of static binaries.
 */
export function localImages(binaries: string): Images {
  return reference => {
    const name = reference.split('/').pop()!.split(/[:@]/)[0];
    const server = SERVERS[name];
    if (server) return server();
    const binary = join(binaries, name);
    if (!existsSync(binary)) throw new Error(`image ${reference}: there is no program "${name}" among the built ones`);
    return goImage(binary);
  };
}

const SERVERS: Record<string, () => Image> = {
  'postgres': postgresImage,
  'mariadb': mariadbImage,
  'mysql': mysqlImage,
  'valkey': valkeyImage,
  'redis': valkeyImage,
  'postgres-exporter': () => exporterImage('/bin/postgres_exporter', 'postgres'),
  'mysqld-exporter': () => exporterImage('/bin/mysqld_exporter', 'mysqld'),
  'redis_exporter': () => exporterImage('/redis_exporter', 'redis'),
  // Debian's, with GNU's tools in place of busybox.
  'rclone': () => ({ ...postgresImage(), entrypoint: ['rclone'], cmd: [], stopSignal: 'SIGTERM' }),
};

/** A static Go binary on nothing but certificates and time zones, like distroless/static: no shell, user 65532. */
export function goImage(binary: string): Image {
  return {
    entrypoint: ['/app'],
    cmd: [],
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', SSL_CERT_FILE: '/etc/ssl/certs/ca-certificates.crt' },
    user: { uid: 65532, gid: 65532 },
    stopSignal: 'SIGTERM',
    host: { '/app': binary, ...present('/etc/ssl/certs', '/usr/share/zoneinfo') },
    folders: { '/tmp': 0o1777, '/home/nonroot': 0o700 },
    links: {},
    files: { '/etc/passwd': passwd({ nonroot: 65532 }), '/etc/group': group({ nonroot: 65532 }) },
  };
}

/**
 * Debian's newest installed PostgreSQL in the shape of the official image: uid
 * 999 is `postgres`, `PG_MAJOR` is set, the stop signal is SIGINT (fast
 * shutdown). The stand-in entrypoint starts a server on an existing database,
 * as the official one does, and makes none.
 */
export function postgresImage(): Image {
  const major = newestPostgres();
  return {
    ...debianImage({ postgres: 999 }),
    entrypoint: ['sh', '-c', 'test -s "$PGDATA/PG_VERSION" || { echo "no database in $PGDATA" >&2; exit 1; }; exec "$@"', 'docker-entrypoint.sh'],
    cmd: ['postgres'],
    env: {
      PATH: `/usr/lib/postgresql/${major}/bin:${PATH}`,
      LANG: 'C.UTF-8',
      PG_MAJOR: major,
      PGDATA: '/var/lib/postgresql/data',
    },
    stopSignal: 'SIGINT',
    folders: { '/tmp': 0o1777, '/run/postgresql': 0o3777, '/var/lib/postgresql': 0o1777, '/var/log': 0o755 },
  };
}

/** Debian's MariaDB in the shape of the official image: uid 999 is `mysql`. There is no entrypoint, as none is used. */
export function mariadbImage(): Image {
  return { ...debianImage({ mysql: 999 }), cmd: ['mariadbd'], folders: { '/tmp': 0o1777, '/run/mysqld': 0o1777, '/var/lib/mysql': 0o1777 } };
}

/** What stands in for MySQL: see `stand-ins/mysqld`. Client and pinger are MariaDB's, which still go by the old names. */
export function mysqlImage(): Image {
  const image = mariadbImage();
  const names = { mysql: 'mariadb', mysqladmin: 'mariadb-admin' };
  return {
    ...image,
    cmd: ['mysqld'],
    env: { ...image.env, PATH: `/opt/bin:${PATH}` },
    host: { ...image.host, '/opt/bin/mysqld': join(__dirname, 'stand-ins', 'mysqld') },
    links: { ...image.links, ...Object.fromEntries(Object.entries(names).map(([name, program]) => [`/opt/bin/${name}`, `/usr/bin/${program}`])) },
  };
}

/** An exporter as Debian has it, on what it is linked with and nothing else, at the path of its official image. */
export function exporterImage(path: string, debian: string): Image {
  const binary = join(__dirname, '..', 'conformance', '.bin', `prometheus-${debian}-exporter`);
  if (!existsSync(binary)) throw new Error(`there is no ${binary}; run test/live/install.sh`);
  const image = goImage(binary);
  const linked = present('/lib64/ld-linux-x86-64.so.2', '/lib/x86_64-linux-gnu/libc.so.6', '/lib/ld-linux-aarch64.so.1', '/lib/aarch64-linux-gnu/libc.so.6');
  return { ...image, entrypoint: [path], host: { ...image.host, ...linked, [path]: binary } };
}

/**
 * Debian's Redis in the shape of the official images of Valkey and Redis: uid 999, and the
 * programs under both names. In Debian server and checker are one program, which goes by its name.
 */
export function valkeyImage(): Image {
  const image = debianImage({ valkey: 999 });
  const programs = { server: 'check-rdb', cli: 'cli' };
  return {
    ...image,
    cmd: ['valkey-server'],
    env: { ...image.env, PATH: `/opt/bin:${PATH}` },
    folders: { '/tmp': 0o1777, '/data': 0o1777 },
    links: {
      ...image.links,
      ...Object.fromEntries(['valkey', 'redis'].flatMap(name => Object.entries(programs)
        .map(([as, program]) => [`/opt/bin/${name}-${as}`, `/usr/bin/redis-${program}`]))),
    },
  };
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The programs of this machine, read-only, with a root and users of their own. @param users their ids by name, root apart */
export function debianImage(users: Record<string, number>): Image {
  const merged = ['/bin', '/sbin', '/lib', '/lib64'].filter(folder => existsSync(folder));
  return {
    entrypoint: [],
    cmd: [],
    env: { PATH, LANG: 'C.UTF-8' },
    user: { uid: 0, gid: 0 },
    stopSignal: 'SIGTERM',
    host: {
      ...present('/usr', '/etc/alternatives', '/etc/ld.so.cache', '/etc/ssl', '/etc/localtime'),
      ...present(...merged.filter(folder => !lstatSync(folder).isSymbolicLink())),
    },
    folders: { '/tmp': 0o1777, '/var/log': 0o755 },
    links: {
      '/var/run': '../run',
      ...Object.fromEntries(merged.filter(folder => lstatSync(folder).isSymbolicLink()).map(folder => [folder, readlinkSync(folder)])),
    },
    files: {
      '/etc/passwd': passwd(users),
      '/etc/group': group(users),
      '/etc/nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n',
    },
  };
}

function newestPostgres(): string {
  const home = '/usr/lib/postgresql';
  const majors = (existsSync(home) ? readdirSync(home) : []).filter(m => existsSync(join(home, m, 'bin/postgres'))).map(Number);
  if (majors.length === 0) throw new Error('no PostgreSQL server is installed; run test/live/install.sh');
  return String(Math.max(...majors));
}

function present(...paths: string[]): Record<string, string> {
  return Object.fromEntries(paths.filter(path => existsSync(path)).map(path => [path, path]));
}

function passwd(user: Record<string, number>): string {
  return Object.entries({ root: 0, ...user }).map(([name, id]) => `${name}:x:${id}:${id}:${name}:/:/sbin/nologin\n`).join('');
}

function group(of: Record<string, number>): string {
  return Object.entries({ root: 0, ...of }).map(([name, id]) => `${name}:x:${id}:\n`).join('');
}
