import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import type { PhysicalBackupProps } from './physical-backup';
import { RoleAccess } from './role-access';
import { SCRIPTS } from './store-use';
import { NOT_FOR_TOOLS, toolTraits, writeTool } from './tool-pod';
import { ProbeKind } from '../../model/draft';
import { Facts } from '../../model/facts';
import { Rank } from '../../model/rank';
import { Availability } from '../../traits/availability';
import { HealthChecks } from '../../traits/health/health-checks';
import { Autoscaling } from '../../traits/scaling/autoscaling';
import { Probe } from '../../values/probe';
import { GoWorker } from '../../workloads/go-worker';

/**
 * Receives a database's log as it is written; made by a PhysicalBackup.
 *
 * Becomes a Deployment of one pod, as a second one could not have the log, too. It is
 * ready while the server sends to it.
 */
export class WalReceiver extends GoWorker {
  /** @param scope the backup @param id the name @param props of the backup @param role the backup's name, which the role has too */
  public constructor(scope: Construct, id: string, props: PhysicalBackupProps, role: string) {
    const { database } = props;
    const parts = database._parts;
    super(scope, id, {
      image: parts.server.image,
      replicas: 1,
      memory: Size.mebibytes(128),
      traits: toolTraits(parts, database.platform, 'backup'),
      without: [...NOT_FOR_TOOLS, HealthChecks.ID, Availability.ID, ...(database.platform._isLocal ? [] : [Autoscaling.ID])],
    });
    const draft = this._draftOf('the receiver', Rank.TRAIT);
    const method = parts.engine._backups;
    if (method?.archive === undefined || props.to._copier !== undefined) return; // the backup says so
    this.uses(new RoleAccess({ database, backup: role, credentials: props.credentials, files: method.copierFiles, objections: method.roleObjections }));
    writeTool(draft, 'receive.sh', { 'receive.sh': method.archive.receive, 'receiving.sh': method.archive.receiving }, { WAL_SLOT: role.replace(/-/g, '_') });
    draft._put(Facts.STRATEGY, 'Recreate', 'the log is sent to one at a time');
    draft.fixProbe(ProbeKind.READINESS, Probe.exec(['/bin/sh', `${SCRIPTS}/receiving.sh`], { period: Duration.seconds(30), timeout: Duration.seconds(10) }), 'the server says whether it sends');
    props.to._open({ draft, platform: this.platform, isReader: false, room: parts.storage, step: 'receive.sh', serverImage: parts.server.image });
  }
}
