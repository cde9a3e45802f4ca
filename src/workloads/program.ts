import { Size } from 'cdk8s';
import { WorkloadProps } from './workload';
import { ConfigSchema } from '../config/config-schema';
import { Draft } from '../model/draft';
import { Facts } from '../model/facts';
import { ISecretSource } from '../secrets/secret-source';
import { Volume } from '../storage/volume';
import { ConfigDirectory } from '../values/config-directory';
import { Cpu } from '../values/cpu';
import { flaw } from '../values/flaw';
import { GoVersion } from '../values/go-version';
import { Image } from '../values/image';
import { KeptNames } from '../values/kept-names';
import { envTextFlaws, objectNameFlaws } from '../values/names';
import { PodField } from '../values/pod-field';
import { SecretKey } from '../values/secret-key';

/** What every workload with a program of yours says about it. */
export interface ProgramProps extends WorkloadProps {
  /** The program. Its ENTRYPOINT is run as it is. */
  readonly image: Image;
  /**
   * CPU that the scheduler sets aside. Without a limit the program may use more when the node has it.
   * @default - the platform's
   */
  readonly cpu?: Cpu;
  /**
   * Where CPU is throttled; at least `cpu`.
   * @default - nowhere: throttling costs latency; in a Go program GOMAXPROCS bounds the burst
   */
  readonly cpuLimit?: Cpu;
  /**
   * Memory: request and limit, and what GOMEMLIMIT follows from in a Go program; at least 64 MiB is sensible.
   * @default - the platform's
   */
  readonly memory?: Size;
  /**
   * Configuration as environment variables. It goes into a ConfigMap; a change restarts these pods and no others.
   * @default - LOG_LEVEL=info
   */
  readonly env?: { [name: string]: string };
  /**
   * Configuration as text files, by absolute path; each directory holds nothing else then.
   * @default - none
   */
  readonly files?: { [path: string]: string };
  /**
   * Whole directories of configuration, by absolute path. They go into the ConfigMap as well.
   * @default - none
   */
  readonly directories?: { [path: string]: ConfigDirectory };
  /**
   * The keys that the program reads, with types, bounds and defaults. What is said of the configuration
   * is then held to them: a name that is not declared, a value that does not fit, a value that nobody gives.
   * @default - anything goes
   */
  readonly config?: ConfigSchema;
  /**
   * What only the kubelet knows, such as the pod's name, as environment variables.
   * @default - none
   */
  readonly podEnv?: { [name: string]: PodField };
  /**
   * Secrets by name, delivered as the platform's secret policy says: as files, whose paths are in `<NAME>_FILE`,
   * or as variables.
   * @default - none
   */
  readonly secrets?: { [name: string]: SecretKey };
  /**
   * Secrets as environment variables, by reference.
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretKey };
  /**
   * Secrets as files, by directory: one file per key. A value that is changed in the
   * Secret reaches the file within minutes, without a restart; an immutable (generated) Secret never changes.
   * @default - none
   */
  readonly secretFiles?: { [directory: string]: ISecretSource };
  /**
   * What other directories hold, by absolute path.
   * @default - none; `/tmp` is writable
   */
  readonly volumes?: { [directory: string]: Volume };
  /**
   * Secrets with pull credentials for this program's images, by name, beside the platform's.
   * @default - the platform's only
   */
  readonly imagePullSecrets?: string[];
  /**
   * Labels and names that it keeps from before it was declared here: a selector that cannot be changed, a Service that others look up.
   * @default - all are called as the workload
   */
  readonly keeps?: KeptNames;
  /**
   * Arguments of the program.
   * @default - the image's
   */
  readonly args?: string[];
}

/** What a program says that is written in Go. */
export interface GoProgramProps extends ProgramProps {
  /**
   * The Go release it is built with.
   * @default GoVersion.V1_26, the oldest that the Go team supports (go.dev: release history)
   */
  readonly goVersion?: GoVersion;
}

/** Writes the props of a program, as said by the user. @internal */
export function writeProgram(draft: Draft, props: ProgramProps): void {
  draft.fixImage(props.image);
  if (props.args) draft._put(Facts.ARGS, [...props.args], '');
  if (props.cpu) draft.fixCpuRequest(props.cpu);
  if (props.cpuLimit) draft.fixCpuLimit(props.cpuLimit);
  if (props.memory) draft.fixMemory(props.memory);
  for (const [name, text] of Object.entries(props.env ?? {})) if (draft._report(envTextFlaws(name, text))) draft._addEnv(name, { kind: 'text', text: String(text), config: true }, '');
  for (const [path, content] of Object.entries(props.files ?? {})) draft.addFile(path, content);
  for (const [name, key] of Object.entries(props.secretEnv ?? {})) draft.addEnvFromSecret(name, key);
  for (const [directory, source] of Object.entries(props.secretFiles ?? {})) draft.addSecretFiles(directory, source.keys.map((key) => source.key(key)));
  for (const name of props.imagePullSecrets ?? []) {
    if (draft._report(objectNameFlaws('Secret', name))) draft._add(Facts.PULL_SECRETS, name, true, 'for this program');
  }
  for (const [directory, volume] of Object.entries(props.volumes ?? {})) volume.mountAt(draft, directory);
  draft._check((s) => (Object.keys(props.files ?? {}).length > 0 && s.get(Facts.CONFIG_MAP) === undefined
    ? [flaw('file/no-config-map', 'there are files, but the trait that keeps them is left out', 'Keep the trait Configuration.')] : []));
}
