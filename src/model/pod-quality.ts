import { Facts } from './facts';
import type { Settled } from './settled';
import { bytesQuantity, millisQuantity } from '../values/quantity';

/** What one container asks for and may use, in millicores and bytes. */
interface Needs { readonly stage: 'main' | 'init' | 'nativeSidecar' | 'sidecar'; readonly cpu?: number; readonly cpuLimit?: number; readonly memory?: number; readonly memoryLimit?: number }

/** The same of a pod as a whole, as the API writes it, or of a container. */
interface Amounts { readonly cpu?: unknown; readonly cpuLimit?: unknown; readonly memory?: unknown; readonly memoryLimit?: unknown }

/** All containers of the pod. */
function needsIn(settled: Settled): Needs[] {
  const own: Needs = {
    stage: 'main',
    cpu: settled.get(Facts.CPU_REQUEST),
    cpuLimit: settled.get(Facts.CPU_LIMIT),
    memory: settled.get(Facts.MEMORY_REQUEST),
    memoryLimit: settled.get(Facts.MEMORY_LIMIT),
  };
  return [
    own,
    ...settled.entries(Facts.INIT).map((): Needs => ({ ...own, stage: 'init' })),
    ...settled.entries(Facts.CONTAINER).map(([, c]): Needs => ({ stage: c.stage, cpu: c.cpuRequest, cpuLimit: c.cpuLimit, memory: c.memory, memoryLimit: c.memory })),
  ];
}

/**
 * What the containers of a pod ask for together: those that run at the same time, or the
 * init container that needs more. Native sidecars come first, so they run beside every
 * init container.
 *
 * @internal
 */
export function togetherOf(settled: Settled): { readonly cpu: number; readonly memory: number; readonly mostCpuLimit: number; readonly mostMemoryLimit: number } {
  const all = needsIn(settled);
  const peak = (what: 'cpu' | 'memory') => {
    // The API server takes a limit for the request where there is none.
    const of = (needs: Needs) => needs[what] ?? (what === 'cpu' ? needs.cpuLimit : needs.memoryLimit) ?? 0;
    const sum = (stages: string[]) => all.filter((needs) => stages.includes(needs.stage)).reduce((total, needs) => total + of(needs), 0);
    const largestInit = Math.max(0, ...all.filter((needs) => needs.stage === 'init').map(of));
    return Math.max(sum(['main', 'sidecar', 'nativeSidecar']), sum(['nativeSidecar']) + largestInit);
  };
  return {
    cpu: peak('cpu'),
    memory: peak('memory'),
    mostCpuLimit: Math.max(0, ...all.map((needs) => needs.cpuLimit ?? 0)),
    mostMemoryLimit: Math.max(0, ...all.map((needs) => needs.memoryLimit ?? 0)),
  };
}

/**
 * Who goes first when a node runs out of memory: `BestEffort`, then `Burstable`, then `Guaranteed`.
 *
 * Computed as the API server does: from the pod's own resources if it has any, else from
 * those of all containers.
 *
 * @internal
 */
export function qualityOf(settled: Settled): string {
  const pod = settled.get(Facts.POD_SETTING.at('resources'));
  const all: Amounts[] = pod === undefined ? needsIn(settled)
    : [podNeeds(pod, togetherOf(settled))];
  const amounts = (needs: Amounts) => [needs.cpu, needs.cpuLimit, needs.memory, needs.memoryLimit];
  if (all.every((needs) => amounts(needs).every((amount) => amount === undefined))) return 'BestEffort';
  const isExact = (request: unknown, limit: unknown) => limit !== undefined && (request === undefined || request === limit);
  return all.every((needs) => isExact(needs.cpu, needs.cpuLimit) && isExact(needs.memory, needs.memoryLimit)) ? 'Guaranteed' : 'Burstable';
}

/** What a pod requests where it does not say: what its containers request together, else its limit. */
function podNeeds({ requests = {}, limits = {} }: any, together: { readonly cpu: number; readonly memory: number }): Amounts {
  return {
    cpu: requests.cpu ?? (together.cpu > 0 ? millisQuantity(together.cpu) : limits.cpu),
    cpuLimit: limits.cpu,
    memory: requests.memory ?? (together.memory > 0 ? bytesQuantity(together.memory) : limits.memory),
    memoryLimit: limits.memory,
  };
}
