import { existsSync, lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { goImage, Image, Images, localImages } from './images';

/**
 * Debian's programs, by the names that they have in the official images of the same servers; the first may be one that was built.
 * The server of Redis is the same program as its checker, and goes by the name that it is called by.
 */
const PROGRAMS: Record<string, Record<string, string>> = {
  nats: { 'nats-server': '/usr/sbin/nats-server' },
  etcd: { etcd: '/usr/bin/etcd', etcdctl: '/usr/bin/etcdctl' },
  valkey: { 'valkey-server': '/usr/bin/redis-check-rdb', 'valkey-cli': '/usr/bin/redis-cli' },
};
/** Images that hold their programs, and no shell. */
const BARE = new Set(['etcd']);
const BIN = '/opt/image/bin';

/** The stand-ins for databases' images, and `database-client`, which writes into them; the rest as elsewhere. */
export function databaseImages(state: string): Images {
  const others = localImages(join(state, 'bin'));
  return (reference) => {
    const name = reference.split('/').pop()!.split(/[:@]/)[0];
    if (name === 'database-client') return goImage(join(state, name));
    if (!(name in PROGRAMS)) return others(reference);
    const built = join(state, 'servers', name);
    const [first] = Object.keys(PROGRAMS[name]);
    return debianImage({ ...PROGRAMS[name], ...existsSync(built) ? { [first]: built } : {} }, BARE.has(name));
  };
}

function debianImage(programs: Record<string, string>, bare: boolean): Image {
  for (const program of Object.values(programs)) if (!existsSync(program)) throw new Error(`${program} is not installed; run test/live/install.sh`);
  const wanted = (bare ? ['/lib', '/lib64', '/usr/lib'] : ['/bin', '/sbin', '/lib', '/lib64', '/usr']).filter(path => existsSync(path));
  const links = wanted.filter(path => lstatSync(path).isSymbolicLink());
  return {
    entrypoint: [],
    cmd: [],
    env: { PATH: `${BIN}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin` },
    user: { uid: 0, gid: 0 },
    stopSignal: 'SIGTERM',
    host: {
      ...Object.fromEntries([...wanted.filter(path => !links.includes(path)), '/etc/alternatives', '/etc/ld.so.cache'].map(path => [path, path])),
      ...Object.fromEntries(Object.entries(programs).map(([name, path]) => [`${BIN}/${name}`, realpathSync(path)])),
    },
    folders: { '/tmp': 0o1777, '/data': 0o777, '/run': 0o755, '/var': 0o755 },
    links: { '/var/run': '../run', ...Object.fromEntries(links.map(path => [path, readlinkSync(path)])) },
    files: { '/etc/passwd': 'root:x:0:0:root:/:/sbin/nologin\n', '/etc/group': 'root:x:0:\n', '/etc/nsswitch.conf': 'hosts: files dns\n' },
  };
}
