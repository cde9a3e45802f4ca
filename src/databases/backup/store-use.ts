import { Size } from 'cdk8s';
import { Draft } from '../../model/draft';
import { Platform } from '../../platform/platform';

/** Where a pod sees the store. @internal */
export const BACKUPS = '/backups';

/** What a pod wants of a store. @internal */
export interface StoreUse {
  readonly draft: Draft;
  readonly platform: Platform;
  /** whether it reads backups only */
  readonly isReader: boolean;
  /** how much the pod may have to hold, where the store is elsewhere */
  readonly room: Size;
}
