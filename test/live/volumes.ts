import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf } from './file-volume';
import { writeKeyFiles } from './key-files';
import { Manifests } from './manifests';
import { Mount, Volume } from './objects';
import { PodIdentity } from './pod-identity';
import { quantity } from './quantity';

/** One volume mount, ready to be bound into a container. */
export interface Bind { readonly from: string; readonly to: string; readonly readOnly: boolean }

/**
 * The volumes of one pod as folders: what comes from the API is written anew,
 * an emptyDir and an ephemeral claim live as long as the pod, a claim outlives it.
 */
export class Volumes {
  private readonly sources = new Map<string, { path: string; readOnly: boolean }>();
  private readonly tmpfs: string[] = [];

  constructor(
    private readonly pod: PodIdentity,
    private readonly manifests: Manifests,
    private readonly folder: string,
    private readonly claims: string,
  ) {}

  public prepare(): void {
    for (const volume of this.pod.spec.volumes ?? []) {
      this.sources.set(volume.name, this.make(volume, join(this.folder, volume.name)));
    }
  }

  /** A container's mounts in the order to make them: outer paths first. */
  public bindsFor(mounts: readonly Mount[]): Bind[] {
    return mounts.map(mount => {
      const source = this.sources.get(mount.name);
      if (!source) throw new Error(`${this.pod.name}: volumeMount "${mount.name}" names no volume`);
      const from = mount.subPath ? join(source.path, mount.subPath) : source.path;
      if (!existsSync(from)) mkdirSync(from, { recursive: true, mode: 0o750 });
      return { from: realpathSync(from), to: mount.mountPath, readOnly: source.readOnly || mount.readOnly === true };
    }).sort((a, b) => depth(a.to) - depth(b.to));
  }

  public remove(): void {
    for (const mount of this.tmpfs) execFileSync('umount', ['--lazy', mount]);
    for (const { name } of (this.pod.spec.volumes ?? []).filter(({ ephemeral }) => ephemeral)) rmSync(join(this.folder, name), { recursive: true, force: true });
  }

  private make(volume: Volume, path: string): { path: string; readOnly: boolean } {
    if (volume.emptyDir) {
      this.emptyDir(volume, path);
      return { path, readOnly: false };
    }
    if (volume.persistentVolumeClaim || volume.ephemeral) {
      const claim = volume.persistentVolumeClaim ? join(this.claims, volume.persistentVolumeClaim.claimName) : path;
      newFileSystem(claim);
      this.shareWithGroup(claim, this.pod.spec.securityContext?.fsGroupChangePolicy === 'OnRootMismatch');
      return { path: claim, readOnly: volume.persistentVolumeClaim?.readOnly === true };
    }
    mkdirSync(path, { recursive: true });
    writeKeyFiles(path, filesOf(volume, this.pod, this.manifests), this.fsGroup);
    return { path, readOnly: true };
  }

  private emptyDir(volume: Volume, path: string): void {
    mkdirSync(path, { recursive: true });
    if (volume.emptyDir!.medium === 'Memory') {
      const size = volume.emptyDir!.sizeLimit;
      execFileSync('mount', ['-t', 'tmpfs', '-o', `mode=0777${size ? `,size=${quantity(size)}` : ''}`, 'tmpfs', path]);
      this.tmpfs.push(path);
    }
    execFileSync('chmod', ['0777', path]);
    this.shareWithGroup(path, false);
  }

  /** What a kubelet does for `fsGroup`: the group owns everything and may write; new files inherit the group. */
  private shareWithGroup(path: string, onlyOnMismatch: boolean): void {
    if (this.fsGroup === undefined) return;
    if (onlyOnMismatch && statSync(path).gid === this.fsGroup) return;
    execFileSync('chgrp', ['-R', '-h', String(this.fsGroup), path]);
    execFileSync('find', [path, '-type', 'd', '-exec', 'chmod', 'g+rwxs', '{}', '+']);
    execFileSync('find', [path, '!', '-type', 'd', '!', '-type', 'l', '-exec', 'chmod', 'g+rw', '{}', '+']);
  }

  private get fsGroup(): number | undefined {
    return this.pod.spec.securityContext?.fsGroup;
  }
}

/** A claim starts as a fresh ext4: owned by root, and not empty. */
function newFileSystem(path: string): void {
  if (existsSync(path)) return;
  mkdirSync(join(path, 'lost+found'), { recursive: true });
  execFileSync('chmod', ['0755', path]);
  execFileSync('chmod', ['0700', join(path, 'lost+found')]);
}

function depth(path: string): number {
  return path.split('/').filter(Boolean).length;
}
