import { Trait } from './trait';
import { ITraitHost } from './trait-host';
import { Facts } from '../model/facts';
import { Settled } from '../model/settled';
import { Feature } from '../platform/feature';
import { Flaw, flaw, quoted } from '../values/flaw';
import { GoVersion } from '../values/go-version';
import { Percent } from '../values/percent';
import { bytesQuantity, GIB, KIB, MIB } from '../values/quantity';

/** How the Go runtime is set. */
export interface GoRuntimeProps {
  /**
   * The Go release the program is built with.
   * @default GoVersion.V1_26, the oldest that the Go team supports (go.dev: release history)
   */
  readonly goVersion?: GoVersion;
  /**
   * Whether the program links C code. C memory is outside GOMEMLIMIT, so twice as much room is left.
   * @default false, Go programs for containers are built static (a choice; Go's own is true)
   */
  readonly cgo?: boolean;
  /**
   * How many times its CPU request a program without a CPU limit may use at once, 1 to 64.
   * @default 4, short peaks use idle cores, and a full node still shares by requests (a choice)
   */
  readonly burstFactor?: number;
}

const GOMEMLIMIT = /^(off|[0-9]+(B|KiB|MiB|GiB|TiB)?)$/;
const UNITS: { [unit: string]: number } = { '': 1, 'B': 1, 'KiB': KIB, 'MiB': MIB, 'GiB': GIB, 'TiB': 1024 * GIB };

/**
 * Tells the Go runtime what the container may use.
 *
 * Becomes environment variables. GOMEMLIMIT is the memory limit, less memory-backed
 * directories, less a tenth for what the runtime does not count (16 MiB to 1 GiB; a
 * fifth with cgo). Source: the Go project's garbage collector guide, which advises
 * 5 to 10 % of headroom.
 *
 * GOMAXPROCS is set where Go cannot know better: without a CPU limit it would be the
 * node's cores, so it becomes four times the request, at least 2. With a CPU limit,
 * Go 1.25 and newer follow it by themselves, resizes included.
 *
 * @example
 * new GoRuntime({ goVersion: GoVersion.of('1.24'), cgo: true });
 */
export class GoRuntime extends Trait {
  /** the trait's id */
  public static readonly ID = 'go-runtime';

  /** For a program of others: it reads what the Go runtime reads, and none of our variables. @param share what GOMEMLIMIT is of the memory limit @internal */
  public static _ofOthers(share?: Percent): GoRuntime {
    const runtime = new GoRuntime();
    runtime.isOurs = false;
    runtime.share = share;
    return runtime;
  }

  public readonly traitId = GoRuntime.ID;
  private isOurs = true;
  private share?: Percent;

  /** @param props what differs from the defaults */
  public constructor(private readonly props: GoRuntimeProps = {}) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft } = host;
    const goVersion = this.props.goVersion ?? GoVersion.V1_26;
    const burst = this.props.burstFactor ?? 4;
    draft._report(goVersion._flaws);
    if (!Number.isInteger(burst) || burst < 1 || burst > 64) {
      draft._report([flaw('go/bad-burst-factor', `burstFactor is ${burst}`, 'Give a whole number from 1 to 64.')]);
    }

    draft._deriveAt(Facts.ENV, 'GOMEMLIMIT', (s) => text(this.goMemLimit(s), 'MiB'),
      this.share === undefined ? 'memory limit less memory-backed directories, less headroom' : `${this.share} of the memory limit less memory-backed directories, as the program's makers advise`);
    draft._deriveAt(Facts.ENV, 'GOMAXPROCS', (s) => text(goMaxProcs(s, goVersion, burst), ''),
      'bounded by the CPU request, as the node has more cores than the pod may use');
    draft.addEnv('GOTRACEBACK', 'all', 'a crash shows every goroutine');
    if (this.isOurs) draft.addEnv('PPROF_ADDR', '127.0.0.1:6060', 'profiles are for kubectl port-forward, not for the network');
    draft._add(Facts.CONTAINER_SETTING, 'terminationMessagePolicy', 'FallbackToLogsOnError', 'kubectl describe then shows the panic');

    if (host.platform.kubernetesVersion.isAtLeast(Feature.IN_PLACE_RESIZE)) {
      draft._add(Facts.RESIZE, 'cpu', 'NotRequired', 'a resize of CPU needs no restart');
      draft._add(Facts.RESIZE, 'memory', 'RestartContainer', 'GOMEMLIMIT is read at start only');
    }
    draft._check(checkMemory);
    draft._check(checkGoGc);
  }

  /** The MiB that Go may use, undefined where there is no limit. */
  private goMemLimit(settled: Settled): number | undefined {
    const room = memoryForGo(settled);
    if (room === undefined) return undefined;
    return Math.floor((this.share === undefined ? room - headroomOf(room, this.props.cgo ?? false) : (room * this.share.value) / 100) / MIB);
  }
}

function headroomOf(room: number, cgo: boolean): number {
  return cgo ? clamp(0.2 * room, 16 * MIB, 2 * GIB) : clamp(0.1 * room, 16 * MIB, GIB);
}

function memoryForGo(settled: Settled): number | undefined {
  const limit = settled.get(Facts.MEMORY_LIMIT);
  if (limit === undefined) return undefined;
  const inMemory = settled.entries(Facts.SCRATCH).filter(([, s]) => s.memory).reduce((sum, [, s]) => sum + s.bytes, 0);
  return limit - inMemory;
}

function goMaxProcs(settled: Settled, goVersion: GoVersion, burst: number): number | undefined {
  const limit = settled.get(Facts.CPU_LIMIT);
  if (limit !== undefined) return goVersion.readsCpuLimit ? undefined : Math.max(2, Math.ceil(limit / 1000));
  const request = settled.get(Facts.CPU_REQUEST);
  return request === undefined ? undefined : Math.max(2, Math.ceil((burst * request) / 1000));
}

function text(n: number | undefined, unit: string) {
  return n === undefined ? undefined : { kind: 'text' as const, text: `${Math.max(0, n)}${unit}` };
}

function checkMemory(settled: Settled): Flaw[] {
  const env = settled.get(Facts.ENV.at('GOMEMLIMIT'));
  const limit = settled.get(Facts.MEMORY_LIMIT);
  if (env?.kind !== 'text') return [];
  if (!GOMEMLIMIT.test(env.text)) {
    return [flaw('go/malformed-gomemlimit', `GOMEMLIMIT is ${quoted(env.text)}; a Go program does not start with it`,
      'Write a whole number with B, KiB, MiB, GiB or TiB, or leave it to GoRuntime.')];
  }
  if (env.text === 'off' || limit === undefined) return [];
  const [, number, unit] = /^([0-9]+)(.*)$/.exec(env.text)!;
  const value = Number(number) * UNITS[unit];
  if (value < 16 * MIB) {
    return [flaw('go/gomemlimit-too-small', `of the memory limit ${bytesQuantity(limit)}, ${env.text} are left for Go; below 16MiB it would do nothing but collect garbage`,
      'Give the workload more memory, or less to memory-backed directories.')];
  }
  return value <= limit ? [] : [flaw('go/gomemlimit-above-limit', `GOMEMLIMIT is ${env.text}, the memory limit ${bytesQuantity(limit)}; the kernel would kill the program first`,
    'Leave GOMEMLIMIT to GoRuntime, or set it below the limit.')];
}

function checkGoGc(settled: Settled): Flaw[] {
  const env = settled.get(Facts.ENV.at('GOGC'));
  return env?.kind === 'text' && env.text === 'off' ? [flaw('go/gogc-off', 'GOGC is "off"; memory grows to the limit on every node, however little is in use',
    'Leave GOGC out, or set a number such as 80.')] : [];
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

