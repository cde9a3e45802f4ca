import { connectionFlaws, passwordOf } from './migration-env';
import { nameOf } from './resource-name';
import { IUsable } from '../links/usable';
import { EnvSource, SideContainer } from '../model/fact-shapes';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Trait } from '../traits/trait';
import { ITraitHost } from '../traits/trait-host';
import { flaw } from '../values/flaw';
import { Image } from '../values/image';
import { MigrationTool } from '../values/migration-tool';
import { toEnvPrefix } from '../values/names';
import { cpuInMillis, sizeInBytes } from '../values/quantity';

/** What a migration says about itself that runs in the pods of a service. */
export interface MigrationStepProps {
  /** The tool's image with the migrations in it, or the program's. */
  readonly image: Image;
  /** The database; the workload must use it. */
  readonly database: IUsable;
  /**
   * What brings the schema up to date. It must take a lock, as several pods may start at once.
   * @default - the program itself, called with `migrate up`
   */
  readonly tool?: MigrationTool;
}

/**
 * Brings a database's schema up to date in every pod, before its program starts.
 *
 * Becomes an init container. It is in order whatever delivers the manifests: Flux,
 * kubectl, or a tool without waves. The price: it runs at every start of a pod, also of a
 * pod of an older version, after a rollback or in the middle of a rollout. golang-migrate
 * fails where the schema is newer than its files, and goose takes no lock: both are refused.
 *
 * @example
 * checkout.uses(orders);
 * checkout.addTraits(new MigrationStep({
 *   image: Image.of('registry.example.com/shop/checkout:1.8.2'),
 *   database: orders,
 * }));
 */
export class MigrationStep extends Trait {
  /** the trait's id */
  public static readonly ID = 'migration-step';
  public readonly traitId = MigrationStep.ID;
  private readonly tool: MigrationTool;

  /** @param props what runs, and on which database */
  public constructor(private readonly props: MigrationStepProps) {
    super();
    this.tool = props.tool ?? MigrationTool.program();
  }

  public bind(host: ITraitHost): void {
    const { draft } = host;
    const { tool } = this;
    const prefix = toEnvPrefix(nameOf(this.props.database));
    draft._report([...this.props.image._flaws, ...tool._flaws]);
    if (!tool._bearsNewer) {
      draft._report([flaw('migration/no-way-back', `${tool} fails where the schema is newer than its files; a pod of the version before would not start`,
        `Run ${tool} in a Migration, or use Atlas or the program itself here.`)]);
    }
    if (!tool._locks) {
      draft._report([flaw('migration/no-lock', `${tool} takes no lock; pods that start at once would change the schema at once`,
        `Run ${tool} in a Migration, or let the program migrate under a lock of its own: MigrationTool.program().`)]);
    }
    draft._deriveAt(Facts.CONTAINER, 'migrate', (s) => this.container(s, host, prefix), 'the schema comes before the program');
    draft._check((s) => connectionFlaws(s, prefix, host.name, tool._wantsPassword, `Let it use the database: ${host.name}.uses(…).`));
  }

  private container(settled: Settled, { platform }: ITraitHost, prefix: string): SideContainer {
    const { tool } = this;
    const password = tool._wantsPassword ? passwordOf(settled, prefix) : undefined;
    const given = settled.entries(Facts.ENV).filter(([name]) => name.startsWith(`${prefix}_`));
    const texts = Object.entries(tool._env(prefix)).map(([name, text]): [string, EnvSource] => [name, { kind: 'text', text }]);
    const directories = [...settled.entries(Facts.SECRET_FILES), ...settled.entries(Facts.SCRATCH)].map(([path]): [string, boolean] => [path, false]);
    return {
      stage: 'init',
      order: 0,
      image: this.props.image,
      command: tool._command,
      args: tool._args(prefix),
      env: Object.fromEntries([...given, ...texts, ...(password ? [['PGPASSWORD', password] as [string, EnvSource]] : [])]),
      ports: [],
      cpuRequest: cpuInMillis(platform.cpu),
      memory: sizeInBytes(platform.memory),
      probes: {},
      mounts: Object.fromEntries(directories),
      security: {},
    };
  }
}
