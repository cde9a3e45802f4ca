import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { GoJob, GoJobProps } from './go-job';
import { JobDelivery } from './job-delivery';
import { connectionFlaws, passwordOf } from './migration-env';
import { nameOf } from './resource-name';
import { applyAfter } from './sync-wave';
import { Workload } from './workload';
import { IUsable } from '../links/usable';
import { Facts } from '../model/facts';
import { Rank } from '../model/rank';
import { flaw } from '../values/flaw';
import { MigrationTool } from '../values/migration-tool';
import { toEnvPrefix } from '../values/names';

/** What a migration says about itself. */
export interface MigrationProps extends GoJobProps {
  /** The database, such as a StatefulDatabase; the migration uses it as a service would. */
  readonly database: IUsable;
  /**
   * What brings the schema up to date. The image is the tool's with the migrations in it, or the program's.
   * @default - the program itself, called with `migrate up`
   */
  readonly tool?: MigrationTool;
}

/**
 * Brings a database's schema up to date, before the programs start that need it.
 *
 * Becomes a Job that is connected to the database like a service, and runs once per
 * content: a new image is a new Job. `before` lets a workload wait for it.
 *
 * Programs of the old version go on while it runs, and after a rollback: a migration adds,
 * and what is no longer used is removed by a later one.
 *
 * @example
 * const migration = new Migration(chart, 'orders-migration', {
 *   image: Image.of('registry.example.com/shop/orders-migrations:42'),
 *   database: orders,
 *   tool: MigrationTool.golangMigrate(),
 * });
 * migration.before(checkout);
 */
export class Migration extends GoJob {
  /** @param scope a chart or a construct in one @param id the name: a DNS label of at most 52 characters @param props what it is */
  public constructor(scope: Construct, id: string, props: MigrationProps) {
    super(scope, id, props);
    const tool = props.tool ?? MigrationTool.program();
    const prefix = toEnvPrefix(nameOf(props.database));
    this.draft._report(tool._flaws);
    this.uses(props.database);

    const draft = this._draftOf(`the tool ${tool}`, Rank.TRAIT);
    draft._put(Facts.ARGS, tool._args(prefix), `how ${tool} is called`);
    if (tool._command) draft._put(Facts.COMMAND, tool._command, `how ${tool} is called`);
    for (const [name, text] of Object.entries(tool._env(prefix))) draft.addEnv(name, text, `${tool} reads it`);
    if (tool._wantsPassword) draft._deriveAt(Facts.ENV, 'PGPASSWORD', (s) => passwordOf(s, prefix), `${tool} reads no file`);
    if (tool._wantsPassword) draft._check((s) => connectionFlaws(s, prefix, this.name, true, 'Use a database that says where it is, or let the program migrate: MigrationTool.program().'));
  }

  /**
   * Lets workloads wait until the migration has succeeded; if it fails, they stay as they are.
   *
   * With Argo CD: all their objects get a later sync wave. With Flux, which knows no order
   * within a Kustomization: the migration must be in another chart, whose Kustomization
   * theirs depends on.
   *
   * @param workloads in any order
   */
  public before(...workloads: Workload[]): void {
    for (const workload of workloads) {
      if (this.delivery !== JobDelivery.FLUX_FORCE) {
        applyAfter(workload, this);
      } else if (Chart.of(this) === Chart.of(workload)) {
        this.draft._report([flaw('migration/same-kustomization', `${this.name} is to run before ${workload.name}, in the same chart; Flux applies a Kustomization all at once`,
          'Put the migration into a chart of its own, and let the other Kustomization depend on its own; or use a MigrationStep.')]);
      }
    }
  }
}
