import { Size } from 'cdk8s';
import { Draft } from '../../model/draft';
import { Platform } from '../../platform/platform';
import { Image } from '../../values/image';

/** Where a pod sees the store. @internal */
export const BACKUPS = '/backups';

/** Where a pod sees the scripts. @internal */
export const SCRIPTS = '/etc/backup';

/** What a pod wants of a store. @internal */
export interface StoreUse {
  readonly draft: Draft;
  readonly platform: Platform;
  /** whether it reads backups only */
  readonly isReader: boolean;
  /** how much the pod may have to hold, where the store is elsewhere */
  readonly room: Size;
  /** the script that makes a backup or reads one; nothing if the pod runs something else */
  readonly step?: string;
  /** the image that it runs with */
  readonly serverImage: Image;
}
