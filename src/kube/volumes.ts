import { posix } from 'path';
import { k8s } from 'cdk8s-plus-28';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { bytesQuantity } from '../values/quantity';

/** The volumes of a pod, and where its container sees them. @internal */
export interface Volumes {
  readonly volumes: any[];
  readonly mounts: k8s.VolumeMount[];
}

/** @internal */
export function renderVolumes(settled: Settled): Volumes {
  const typed: k8s.Volume[] = [];
  const volumes: any[] = [];
  const mounts: k8s.VolumeMount[] = [];
  const nameOf = volumeNames();

  for (const [path, scratch] of settled.entries(Facts.SCRATCH)) {
    const name = nameOf('scratch', path);
    typed.push({ name, emptyDir: { sizeLimit: k8s.Quantity.fromString(bytesQuantity(scratch.bytes)), ...(scratch.memory ? { medium: 'Memory' } : {}) } });
    mounts.push({ name, mountPath: path });
  }
  const configMap = settled.get(Facts.CONFIG_MAP);
  for (const [directory, files] of filesByDirectory(settled)) {
    const name = nameOf('config', directory);
    typed.push({
      name,
      configMap: {
        name: configMap,
        defaultMode: 0o444,
        items: files.map((path) => ({ key: configKeyOf(path), path: posix.relative(directory, path) })),
      },
    });
    mounts.push({ name, mountPath: directory, readOnly: true });
  }
  for (const [directory, files] of settled.entries(Facts.SECRET_FILES)) {
    const name = nameOf('secret', directory);
    typed.push({
      name,
      secret: {
        secretName: files.secretName,
        defaultMode: files.mode,
        items: Object.entries(files.items).sort().map(([key, path]) => ({ key, path })),
      },
    });
    mounts.push({ name, mountPath: directory, readOnly: true });
  }
  for (const [name, claim] of settled.entries(Facts.CLAIM)) {
    mounts.push({ name, mountPath: claim.mountPath });
  }
  for (const [key, volume] of settled.entries(Facts.VOLUME)) {
    const name = key.startsWith('/') ? nameOf('volume', key) : key;
    volumes.push({ name, ...volume.source });
    mounts.push({ name, mountPath: volume.mountPath, readOnly: volume.readOnly || undefined, subPath: volume.subPath });
  }
  for (const [name, source] of settled.entries(Facts.UNMOUNTED)) volumes.push({ name, ...source });
  return { volumes: [...typed.map((volume) => k8s.toJson_Volume(volume)), ...volumes], mounts: mounts.sort((a, b) => (a.mountPath < b.mountPath ? -1 : 1)) };
}

/** The files of the ConfigMap, by the directory they are seen in. @internal */
export function filesByDirectory(settled: Settled): Array<[string, string[]]> {
  const byDirectory = new Map<string, string[]>();
  for (const [path, file] of settled.entries(Facts.FILE)) {
    const directory = file.root ?? posix.dirname(path);
    byDirectory.set(directory, [...(byDirectory.get(directory) ?? []), path]);
  }
  return [...byDirectory.entries()];
}

/** The ConfigMap's key of a file: its whole path, as two directories may hold files of one name. @internal */
export function configKeyOf(path: string): string {
  return path.slice(1).replace(/[^-._a-zA-Z0-9]/g, '.');
}

/** DNS labels of at most 63 characters that tell where a volume is seen; those that would read the same are numbered. */
function volumeNames(): (kind: string, path: string) => string {
  const taken = new Map<string, number>();
  return (kind, path) => {
    const tail = path.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(-50).replace(/^-/, '');
    const name = [kind, tail].filter((part) => part !== '').join('-');
    const nth = (taken.get(name) ?? 0) + 1;
    taken.set(name, nth);
    return nth === 1 ? name : `${name}--${nth}`;
  };
}
