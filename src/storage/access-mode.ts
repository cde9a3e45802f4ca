/** Who may have a volume at the same time. */
export enum AccessMode {
  /** the pods of one node, for reading and writing: what disks can do */
  READ_WRITE_ONCE = 'ReadWriteOnce',
  /** one pod in the whole cluster */
  READ_WRITE_ONCE_POD = 'ReadWriteOncePod',
  /** any number of pods, for reading and writing: file shares such as NFS */
  READ_WRITE_MANY = 'ReadWriteMany',
  /** any number of pods, for reading */
  READ_ONLY_MANY = 'ReadOnlyMany',
}

/** Whether pods on two nodes cannot have it at once. @internal */
export function isForOneNode(mode: AccessMode): boolean {
  return mode === AccessMode.READ_WRITE_ONCE || mode === AccessMode.READ_WRITE_ONCE_POD;
}
