import { Size } from 'cdk8s';
import { ContainerStage, EnvSource, Facts, SideContainer } from '../../model/facts';
import { Settled } from '../../model/settled';
import { Cpu } from '../../values/cpu';
import { Flaw, flaw, quoted } from '../../values/flaw';
import { Image } from '../../values/image';
import { containerNameFlaws, envNameFlaws, envTextFlaws, pathFlaws } from '../../values/names';
import { Port } from '../../values/port';
import { Probe } from '../../values/probe';
import { cpuFlaws, cpuInMillis, sizeFlaws, sizeInBytes } from '../../values/quantity';
import { SecretKey } from '../../values/secret-key';
import { ITraitHost } from '../trait-host';

/** What every other container of a pod says about itself. */
export interface ExtraContainerProps {
  /** Its program. */
  readonly image: Image;
  /**
   * What is run.
   * @default - the image's ENTRYPOINT
   */
  readonly command?: string[];
  /**
   * Arguments.
   * @default - the image's
   */
  readonly args?: string[];
  /**
   * Environment variables; `$(NAME)` stands for another of them. It has none of the program's own.
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * Secrets as environment variables, by reference.
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretKey };
  /**
   * Directories of the program that it may write to as well, at the same path.
   * @default - none
   */
  readonly sharesFiles?: string[];
  /**
   * Directories of the program that it may read.
   * @default - none
   */
  readonly readsFiles?: string[];
  /**
   * CPU that the scheduler sets aside.
   * @default - the platform's, as for a program that does not say
   */
  readonly cpu?: Cpu;
  /**
   * Where its CPU is throttled; at least `cpu`.
   * @default - nowhere
   */
  readonly cpuLimit?: Cpu;
  /**
   * Memory: request and limit.
   * @default - the platform's, as for a program that does not say; say what yours needs
   */
  readonly memory?: Size;
  /**
   * Its place among those of its kind, the lowest first; those of one order go by name.
   * @default 0, so that those of one kind go by name (a choice)
   */
  readonly order?: number;
  /**
   * The numeric user it runs as, for images that need one of their own.
   * @default - as the program
   */
  readonly user?: number;
}

/** What only containers have that go on running. @internal */
export interface Running { readonly ports?: Port[]; readonly probes?: { readonly [kind: string]: Probe | undefined } }

/** Writes another container of the pod. @internal */
export function addContainer({ draft, platform }: ITraitHost, stage: ContainerStage, name: string, props: ExtraContainerProps, running: Running, why: string): void {
  const { image, command, args, user } = props;
  const cpu = props.cpu ?? platform.cpu;
  const memory = props.memory ?? platform.memory;
  const order = props.order ?? 0;
  const probes = Object.fromEntries(Object.entries(running.probes ?? {}).filter((entry): entry is [string, Probe] => entry[1] !== undefined));
  const mounts = Object.fromEntries([...(props.readsFiles ?? []).map((path) => [path, true]), ...(props.sharesFiles ?? []).map((path) => [path, false])]);
  const good = draft._report([
    ...containerNameFlaws(name),
    ...image._flaws,
    ...cpuFlaws(`the CPU request of ${name}`, cpu),
    ...(props.cpuLimit ? cpuFlaws(`the CPU limit of ${name}`, props.cpuLimit) : []),
    ...sizeFlaws(`the memory of ${name}`, memory, 4 * 1024 * 1024),
    ...[...Object.keys(props.env ?? {}), ...Object.keys(props.secretEnv ?? {})].flatMap(envNameFlaws),
    ...Object.entries(props.env ?? {}).flatMap(([variable, text]) => envTextFlaws(variable, text)),
    ...Object.values(props.secretEnv ?? {}).flatMap((key) => key._flaws),
    ...Object.keys(mounts).flatMap((path) => pathFlaws('container', path)),
    ...(running.ports ?? []).flatMap((port) => port._flaws),
    ...Object.entries(probes).flatMap(([kind, probe]) => probe._flaws(`${name}'s ${kind}`)),
    ...(Number.isInteger(order) ? [] : [flaw('container/bad-order', `the order of ${name} is ${order}`, 'Give a whole number.')]),
    ...(user === undefined || (Number.isInteger(user) && user >= 1 && user < 2 ** 31) ? [] : [flaw('security/bad-id', `the user of ${name} is ${user}; 0 is root, and the kernel's range ends at 2147483647`, 'Give the number of the image\'s user.')]),
  ]);
  if (!good) return;
  draft._add(Facts.CONTAINER, name, {
    stage,
    order,
    image,
    command,
    args,
    env: envOf(props),
    ports: running.ports ?? [],
    cpuRequest: cpuInMillis(cpu),
    cpuLimit: props.cpuLimit && cpuInMillis(props.cpuLimit),
    memory: sizeInBytes(memory),
    probes,
    mounts,
    security: user === undefined ? {} : { runAsUser: user },
  }, why);
  draft._check((s) => {
    const own = s.get(Facts.CONTAINER.at(name));
    return own ? [...mountFlaws(s, name, own), ...limitFlaws(name, own)] : [];
  });
}

function envOf(props: ExtraContainerProps): { [name: string]: EnvSource } {
  return {
    ...Object.fromEntries(Object.entries(props.env ?? {}).map(([name, text]): [string, EnvSource] => [name, { kind: 'text', text: String(text) }])),
    ...Object.fromEntries(Object.entries(props.secretEnv ?? {}).map(([name, key]): [string, EnvSource] => [name, { kind: 'secret', key }])),
  };
}

/** It sees directories of the program only; another one would be missing without a word. */
function mountFlaws(settled: Settled, name: string, container: SideContainer): Flaw[] {
  const there = new Set([
    ...settled.entries(Facts.SCRATCH).map(([path]) => path),
    ...settled.entries(Facts.SECRET_FILES).map(([path]) => path),
    ...settled.entries(Facts.CLAIM).map(([, claim]) => claim.mountPath),
    ...settled.entries(Facts.VOLUME).map(([, volume]) => volume.mountPath),
    ...settled.entries(Facts.FILE).map(([path, file]) => file.root ?? (path.slice(0, path.lastIndexOf('/')) || '/')),
  ]);
  return Object.keys(container.mounts).filter((path) => !there.has(path)).map((path) => flaw('container/no-such-directory',
    `${name} would see ${quoted(path)}, which is no volume of the program`, `The program has ${[...there].sort().join(', ') || 'none'}; give it another by \`volumes\`.`));
}

function limitFlaws(name: string, { cpuRequest, cpuLimit }: SideContainer): Flaw[] {
  return cpuLimit !== undefined && cpuRequest !== undefined && cpuLimit < cpuRequest
    ? [flaw('resources/limit-below-request', `the CPU limit of ${name} is ${cpuLimit}m, the request ${cpuRequest}m; the API server refuses that`, 'Raise the limit, or lower the request.')] : [];
}
