import { Complain, given, items, named, needsName, record, show, unique } from './complaint';
import { SINCE } from './features';

type Fields = { readonly [field: string]: any };

/** Where the volumes of a pod are mounted in a container, and its raw devices. @internal */
export function checkMounts(container: Fields, path: string, volumes: ReadonlyMap<string, any>, minor: number, complain: Complain): void {
  const mounts = items(container.volumeMounts).map(record);
  const devices = items(container.volumeDevices).map(record);
  mounts.forEach((mount, i) => checkMount(mount, `${path}.volumeMounts[${i}]`, record(container.securityContext).privileged === true, volumes, minor, complain));
  unique(complain, (i) => `${path}.volumeMounts[${i}].mountPath`, mounts.map((mount) => mount.mountPath), 'the mount path');
  if (devices.length === 0) return;
  devices.forEach((device, i) => checkDevice(device, `${path}.volumeDevices[${i}]`, mounts, volumes, minor, complain));
  unique(complain, (i) => `${path}.volumeDevices[${i}].name`, devices.map((device) => device.name), 'the volume');
  unique(complain, (i) => `${path}.volumeDevices[${i}].devicePath`, devices.map((device) => device.devicePath), 'the device path');
}

function checkMount(mount: Fields, at: string, privileged: boolean, volumes: ReadonlyMap<string, any>, minor: number, complain: Complain): void {
  const { name, mountPath, subPath, subPathExpr, mountPropagation, recursiveReadOnly } = mount;
  if (!volumes.has(name)) complain('api/no-such-volume', `${at}.name`, named(name) ? `there is no volume ${show(name)}` : 'no volume is named', 'Name one of the pod\'s volumes, or add it.');
  if (!named(mountPath)) complain('api/no-mount-path', `${at}.mountPath`, 'no directory is named', 'Name the directory.');
  for (const [field, inner] of [['subPath', subPath], ['subPathExpr', subPathExpr]] as const) {
    if (named(inner) && (inner.startsWith('/') || inner.split('/').includes('..'))) complain('api/bad-path', `${at}.${field}`, `${show(inner)} leaves the volume`, 'Write a relative path without "..".');
  }
  if (named(subPath) && named(subPathExpr)) complain('api/one-sub-path', `${at}.subPathExpr`, 'subPath and subPathExpr are both given', 'Keep one of the two.');
  if (mountPropagation === '') complain('api/unknown-word', `${at}.mountPropagation`, 'the text is empty', 'Leave it out.');
  if (mountPropagation === 'Bidirectional' && !privileged) complain('api/bidirectional', `${at}.mountPropagation`, 'only a privileged container may propagate mounts to the node', 'Leave it out.');
  if (minor < SINCE.recursiveReadOnly) return;
  if (recursiveReadOnly === '') complain('api/unknown-word', `${at}.recursiveReadOnly`, 'the text is empty', 'Leave it out.');
  if (recursiveReadOnly !== 'Enabled' && recursiveReadOnly !== 'IfPossible') return;
  if (mount.readOnly !== true) complain('api/recursive-read-only', `${at}.recursiveReadOnly`, 'the mount is not read-only', 'Write readOnly: true.');
  if (given(mountPropagation) && mountPropagation !== 'None') complain('api/recursive-read-only', `${at}.recursiveReadOnly`, 'it does not go with mount propagation', 'Leave mountPropagation out.');
}

function checkDevice({ name, devicePath }: Fields, at: string, mounts: Fields[], volumes: ReadonlyMap<string, any>, minor: number, complain: Complain): void {
  const volume = volumes.get(name);
  const isDropped = given(volume?.image) && minor < SINCE.imageVolumes;
  if (volume === undefined || isDropped) complain('api/no-such-volume', `${at}.name`, named(name) ? `there is no volume ${show(name)}` : 'no volume is named', 'Name one of the pod\'s volumes, or add it.');
  else if (!given(volume.persistentVolumeClaim) && !given(volume.ephemeral)) complain('api/volume-sort', `${at}.name`, 'only a claim can be a raw device', 'Use a persistentVolumeClaim or an ephemeral volume.');
  needsName(complain, `${at}.devicePath`, devicePath, 'path of the device');
  if (named(devicePath) && devicePath.split('/').includes('..')) complain('api/bad-path', `${at}.devicePath`, `${show(devicePath)} holds ".."`, 'Write the path without "..".');
  if (mounts.some((mount) => mount.name === name || mount.mountPath === devicePath)) complain('api/mounted-device', at, 'a volume is a device or a mount, not both', 'Keep one of the two.');
}
