import { Size } from 'cdk8s';
import { Facts } from '../../model/facts';
import { togetherOf } from '../../model/pod-quality';
import { Settled } from '../../model/settled';
import { Feature } from '../../platform/feature';
import { Cpu } from '../../values/cpu';
import { flaw, Flaw } from '../../values/flaw';
import { bytesQuantity, cpuFlaws, cpuInMillis, millisQuantity, sizeFlaws, sizeInBytes } from '../../values/quantity';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** What all containers of a pod may use together. At least one of the three is needed. */
export interface PodResourcesProps {
  /**
   * CPU that the scheduler sets aside for the pod; at least what its containers request together.
   * @default - what its containers request
   */
  readonly cpu?: Cpu;
  /**
   * Where the pod's CPU is throttled.
   * @default - nowhere
   */
  readonly cpuLimit?: Cpu;
  /**
   * Memory of the pod, request and limit; at least what its containers request together.
   * @default - each container has its own
   */
  readonly memory?: Size;
}

/**
 * Bounds a pod as a whole: its containers share what one of them does not use.
 *
 * Becomes `resources` of the pod, from Kubernetes 1.34 on. The program keeps its own
 * request and limit, so GOMEMLIMIT and autoscaling stay as they are. It is worth it for
 * pods with sidecars; the Go runtime of a single container learns nothing from it.
 *
 * @example
 * new Platform({ kubernetesVersion: KubernetesVersion.of('1.34') }).applyTo(app);
 * app.with(new PodResources({ cpu: Cpu.millis(500), memory: Size.mebibytes(512) }));
 */
export class PodResources extends Trait {
  /** the trait's id */
  public static readonly ID = 'pod-resources';
  public readonly traitId = PodResources.ID;

  /** @param props how much */
  public constructor(private readonly props: PodResourcesProps) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft, platform } = host;
    const { cpu, cpuLimit, memory } = this.props;
    const good = draft._report([
      ...(cpu ? cpuFlaws('the pod\'s CPU request', cpu) : []),
      ...(cpuLimit ? cpuFlaws('the pod\'s CPU limit', cpuLimit) : []),
      ...(memory ? sizeFlaws('the pod\'s memory', memory) : []),
      ...(cpu ?? cpuLimit ?? memory ? [] : [flaw('resources/none-for-pod', 'PodResources says nothing', 'Give `cpu`, `cpuLimit` or `memory`, or leave it out.')]),
      ...(platform.kubernetesVersion.isAtLeast(Feature.POD_RESOURCES) ? [] : [flaw('resources/no-pod-resources',
        `Kubernetes ${platform.kubernetesVersion} has no resources of a pod as a whole`, `Give each container its own before 1.${Feature.POD_RESOURCES}.`)]),
    ]);
    if (!good) return;
    const request = cpu && cpuInMillis(cpu);
    const limit = cpuLimit && cpuInMillis(cpuLimit);
    const bytes = memory && sizeInBytes(memory);
    const of = (millis?: number) => ({ ...(millis === undefined ? {} : { cpu: millisQuantity(millis) }), ...(bytes === undefined ? {} : { memory: bytesQuantity(bytes) }) });
    const [requests, limits] = [of(request), of(limit)];
    draft._add(Facts.POD_SETTING, 'resources', {
      ...(Object.keys(requests).length > 0 ? { requests } : {}),
      ...(Object.keys(limits).length > 0 ? { limits } : {}),
    }, 'shared by all containers');
    draft._check((s) => checkSums(s, request, limit, bytes));
  }
}

function checkSums(settled: Settled, cpu?: number, cpuLimit?: number, memory?: number): Flaw[] {
  const together = togetherOf(settled);
  const below = (what: string, own: number | undefined, needed: number, show: (n: number) => string) => (own === undefined || own >= needed ? [] : [flaw('resources/pod-below-containers',
    `the pod's ${what} is ${show(own)}, and its containers ask for ${show(needed)}; the API server refuses that`, 'Raise the pod\'s, or lower the containers\'.')]);
  return [
    ...below('CPU request', cpu, together.cpu, millisQuantity),
    ...below('CPU limit', cpuLimit, Math.max(cpu ?? together.cpu, together.mostCpuLimit), millisQuantity),
    ...below('memory', memory, Math.max(together.memory, together.mostMemoryLimit), bytesQuantity),
  ];
}
