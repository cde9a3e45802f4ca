import { Size } from 'cdk8s';
import { Trait } from './trait';
import { ITraitHost } from './trait-host';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { flaw, Flaw } from '../values/flaw';
import { bytesQuantity, MIB } from '../values/quantity';

/** How a program is locked down. */
export interface HardeningProps {
  /**
   * The numeric user the program runs as, 1 to 2147483647.
   * @default 65532, the user `nonroot` of the images that most Go programs are built on; none where the cluster gives each pod its user (distroless; Chainguard)
   */
  readonly user?: number;
  /**
   * The numeric group.
   * @default - as the user
   */
  readonly group?: number;
  /**
   * Directories the program may write to, empty at the start of every pod, with the most each may hold.
   * @default - `/tmp` with 64 MiB, for what libraries write without being asked (a choice)
   */
  readonly writable?: { [path: string]: Size };
}

/**
 * Runs the program with the least rights that any program needs.
 *
 * Becomes security contexts at pod and container level that meet the Pod Security
 * Standard *restricted*: a numeric user, no privileges, no capabilities, the
 * runtime's seccomp profile; on top of it a read-only root file system with sized
 * writable directories. Some scanners read one level only, so both carry it.
 * Where the cluster gives each pod its user (OpenShift), none is named, and the pod asks
 * for the constraint `restricted-v2`.
 *
 * @example
 * new Hardening({ writable: { '/tmp': Size.mebibytes(64), '/var/cache/app': Size.gibibytes(1) } });
 */
export class Hardening extends Trait {
  /** the trait's id */
  public static readonly ID = 'hardening';
  public readonly traitId = Hardening.ID;

  /** @param props what differs from the defaults */
  public constructor(private readonly props: HardeningProps = {}) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft } = host;
    // Where the cluster gives users, a pod that names another is refused; who names one has rights that allow it.
    const user = this.props.user ?? (host.platform.assignsUser ? undefined : 65532);
    const group = this.props.group ?? user;
    for (const [name, id] of [['user', user], ['group', group]] as const) {
      if (id !== undefined && (!Number.isInteger(id) || id < 1 || id > 2 ** 31 - 1)) {
        draft._report([flaw('security/bad-id', `the ${name} is ${id}; 0 is root, and the kernel's range ends at 2147483647`, `Give the number of the image's ${name}, such as 65532.`)]);
      }
    }
    const why = 'Pod Security Standard restricted';
    if (user === undefined) draft.addPodAnnotation('openshift.io/required-scc', 'restricted-v2', 'the user is given by this constraint, and by no other that the account may use');
    if (user !== undefined) draft._put(Facts.USER, user, 'a number, as the kubelet cannot tell whether a name is root');
    if (group !== undefined) {
      draft._put(Facts.GROUP, group, 'not the root group');
      draft._put(Facts.FS_GROUP, group, 'mounted volumes are writable for the program');
    }
    const both = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
    for (const [field, value] of Object.entries({ ...both, fsGroupChangePolicy: 'OnRootMismatch' })) {
      draft._add(Facts.POD_SECURITY, field, value, field === 'fsGroupChangePolicy' ? 'large volumes are not walked at every start' : why);
    }
    const ids = { ...(user === undefined ? {} : { runAsUser: user }), ...(group === undefined ? {} : { runAsGroup: group }) };
    const container = { ...both, ...ids, allowPrivilegeEscalation: false, privileged: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
    for (const [field, value] of Object.entries(container)) draft._add(Facts.CONTAINER_SECURITY, field, value, why);
    for (const [path, size] of Object.entries(this.props.writable ?? { '/tmp': Size.mebibytes(64) })) {
      draft.addScratch(path, size, 'the rest of the file system is read-only');
    }
    draft._put(Facts.DISK_REQUEST, 64 * MIB, 'logs and temporary files');
    draft._derive(Facts.DISK_LIMIT, (s) => Math.max(512 * MIB, scratchOnDisk(s) + 64 * MIB), 'room for rotated logs (50 MiB) and all writable directories');
    draft._check(checkDisk);
  }
}

function scratchOnDisk(settled: Settled): number {
  return settled.entries(Facts.SCRATCH).filter(([, s]) => !s.memory).reduce((sum, [, s]) => sum + s.bytes, 0);
}

function checkDisk(settled: Settled): Flaw[] {
  const limit = settled.get(Facts.DISK_LIMIT);
  const needed = scratchOnDisk(settled) + 50 * MIB;
  return limit === undefined || limit >= needed ? [] : [flaw('resources/disk-limit-too-small',
    `the ephemeral storage limit is ${bytesQuantity(limit)}, writable directories and logs may take ${bytesQuantity(needed)}; the pod would be evicted`,
    'Make the directories smaller, or leave the limit to Hardening.')];
}
