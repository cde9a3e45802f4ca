import { Size } from 'cdk8s';
import {
  BackupStore, DatabaseBackup, DatabaseBackupProps, DatabaseRestore, DatabaseRestoreProps, ExistingSecret, Platform, RestoreDrill, RestoreDrillProps, StatefulDatabaseProps, VolumeClaim, Workload,
} from '../../../src';
import { Store } from '../kit';

export const BACKUP_CREDENTIALS = ExistingSecret.of('orders-backup-credentials', ['password']);

/** A chart with a database, its backup, a drill and a restore into another database. */
export class BackupScene extends Store {
  public readonly claim: VolumeClaim;
  public readonly backup: DatabaseBackup;

  constructor(props: Partial<DatabaseBackupProps> = {}, name: string = 'orders-backup', platform?: Platform, database: Partial<StatefulDatabaseProps> = {}) {
    super(database, 'orders-db', platform);
    this.claim = new VolumeClaim(this.chart, 'backups', { size: Size.gibibytes(100) });
    this.backup = new DatabaseBackup(this.chart, name, { database: this.orders, to: BackupStore.volume(this.claim), credentials: BACKUP_CREDENTIALS, ...props });
  }

  public drill(props: Partial<RestoreDrillProps> = {}): RestoreDrill {
    return new RestoreDrill(this.chart, 'orders-drill', { backup: this.backup, ...props });
  }

  public restore(props: Partial<DatabaseRestoreProps> = {}): DatabaseRestore {
    return new DatabaseRestore(this.chart, 'orders-restore', { database: this.orders, from: this.backup.store, ...props });
  }

  public cronJob(name: string = 'orders-backup'): any {
    return this.find('CronJob', name).spec;
  }

  public jobPod(name: string = 'orders-backup'): any {
    return this.cronJob(name).jobTemplate.spec.template.spec;
  }

  public get restorePod(): any {
    return this.objects.find((o) => o.kind === 'Job').spec.template.spec;
  }
}

/** The variables of a pod's main container. */
export function envOf(pod: any): { [name: string]: string } {
  return Object.fromEntries(pod.containers[0].env.map((e: any) => [e.name, e.value]));
}

/** The complaints about a workload. */
export function complaints(workload: Workload): string {
  return workload.problems().map((p) => p.message).join('\n');
}
