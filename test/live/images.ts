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
 * The stand-ins for a registry: `postgres` is Debian's PostgreSQL, every other
 * name is the Go program of that name in a folder of static binaries.
 */
export function localImages(binaries: string): Images {
  return reference => {
    const name = reference.split('/').pop()!.split(/[:@]/)[0];
    if (name === 'postgres') return postgresImage();
    const binary = join(binaries, name);
    if (!existsSync(binary)) throw new Error(`image ${reference}: there is no program "${name}" among the built ones`);
    return goImage(binary);
  };
}

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
  const base = debianImage({ postgres: 999 });
  return {
    ...base,
    entrypoint: ['sh', '-c', 'test -s "$PGDATA/PG_VERSION" || { echo "no database in $PGDATA" >&2; exit 1; }; exec "$@"', 'docker-entrypoint.sh'],
    cmd: ['postgres'],
    env: {
      PATH: `/usr/lib/postgresql/${major}/bin:${base.env.PATH}`,
      LANG: 'C.UTF-8',
      PG_MAJOR: major,
      PGDATA: '/var/lib/postgresql/data',
    },
    stopSignal: 'SIGINT',
    folders: { ...base.folders, '/run/postgresql': 0o3777, '/var/lib/postgresql': 0o1777 },
  };
}

/** The programs of this machine, with a root and users of their own. @param users their ids by name, root apart */
export function debianImage(users: Record<string, number>): Image {
  const merged = ['/bin', '/sbin', '/lib', '/lib64'].filter(path => existsSync(path));
  return {
    entrypoint: [],
    cmd: ['sh'],
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
    user: { uid: 0, gid: 0 },
    stopSignal: 'SIGTERM',
    host: {
      ...present('/usr', '/etc/alternatives', '/etc/ld.so.cache', '/etc/ssl', '/etc/localtime'),
      ...present(...merged.filter(path => !lstatSync(path).isSymbolicLink())),
    },
    folders: { '/tmp': 0o1777, '/var/log': 0o755 },
    links: {
      '/var/run': '../run',
      ...Object.fromEntries(merged.filter(path => lstatSync(path).isSymbolicLink()).map(path => [path, readlinkSync(path)])),
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
