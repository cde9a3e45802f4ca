import { AccessMode } from './access-mode';

/**
 * A PersistentVolumeClaim that workloads can mount: one of this app, or one that is there already.
 */
export interface IVolumeClaim {
  /** the PersistentVolumeClaim's name */
  readonly claimName: string;
  /** who may have its volume at the same time */
  readonly accessMode: AccessMode;
  /** its namespace, if it is known */
  readonly namespace?: string;
}
