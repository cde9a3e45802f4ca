import { Size } from 'cdk8s';
import { KubeObject } from '../../kube/kube-object';
import { renderVerticalAutoscaler } from '../../kube/vertical-autoscaler';
import { Facts } from '../../model/facts';
import { Settled } from '../../model/settled';
import { Feature } from '../../platform/feature';
import { Cpu } from '../../values/cpu';
import { Flaw, flaw } from '../../values/flaw';
import { bytesQuantity, cpuFlaws, cpuInMillis, millisQuantity, sizeFlaws, sizeInBytes } from '../../values/quantity';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** What happens with a recommendation. */
export enum VerticalScalingMode {
  /** it is only written down, for people */
  RECOMMEND = 'recommend',
  /** a pod gets it when it is made, and keeps it */
  AT_START = 'at-start',
  /** running pods get it too: in place from Kubernetes 1.33 on where that goes, else by a new pod */
  CONTINUOUS = 'continuous',
}

/** What is measured, and what may be changed. */
export interface VerticalScalingProps {
  /**
   * What happens with a recommendation.
   * @default VerticalScalingMode.RECOMMEND, so that the manifest stays true (a choice; the API's default is Recreate)
   */
  readonly mode?: VerticalScalingMode;
  /**
   * Whether memory is changed as well, request and limit alike. Not for a program whose
   * GOMEMLIMIT is in the manifest: the limit would move, and Go would not know.
   * @default false, as Go would not know of a limit that moves; a recommendation is made in any case (a choice)
   */
  readonly memory?: boolean;
  /**
   * The least CPU that is requested.
   * @default - no bound
   */
  readonly minCpu?: Cpu;
  /**
   * The most CPU that is requested. A Go program uses no more than GOMAXPROCS, whatever it gets.
   * @default - no bound
   */
  readonly maxCpu?: Cpu;
  /**
   * The least memory.
   * @default - no bound
   */
  readonly minMemory?: Size;
  /**
   * The most memory.
   * @default - no bound
   */
  readonly maxMemory?: Size;
}

/**
 * Finds out how much CPU and memory a program needs.
 *
 * Becomes a VerticalPodAutoscaler (`autoscaling.k8s.io/v1`) for the program's own
 * container; its operator must be in the cluster. By default it only recommends:
 * read the recommendation with `kubectl describe vpa`, and write it into the props.
 * The other modes change the CPU request alone: GOMEMLIMIT is computed from the
 * memory limit of the manifest and read at start, so a limit that moves by itself
 * would make it wrong.
 *
 * @example
 * checkout.addTraits(new VerticalScaling());
 */
export class VerticalScaling extends Trait {
  /** the trait's id */
  public static readonly ID = 'vertical-scaling';
  public readonly traitId = VerticalScaling.ID;

  /** @param props what differs from the defaults */
  public constructor(private readonly props: VerticalScalingProps = {}) {
    super();
  }

  public bind(host: ITraitHost): void {
    const { draft, platform } = host;
    const { mode = VerticalScalingMode.RECOMMEND, memory = false } = this.props;
    if (!draft._report([...this.flaws(), ...runsOnce(host)])) return;
    const changes = mode !== VerticalScalingMode.RECOMMEND;
    const continuous = platform.kubernetesVersion.isAtLeast(Feature.IN_PLACE_RESIZE) ? 'InPlaceOrRecreate' : 'Recreate';
    const updateMode = { [VerticalScalingMode.RECOMMEND]: 'Off', [VerticalScalingMode.AT_START]: 'Initial', [VerticalScalingMode.CONTINUOUS]: continuous }[mode];

    if (changes) draft._check((s) => checkAutoscaler(s, memory));
    if (changes && memory) draft._check(checkGoMemLimit);
    new KubeObject(host.scope, 'VerticalAutoscaler', {
      apiVersion: 'autoscaling.k8s.io/v1',
      kind: 'VerticalPodAutoscaler',
      name: host.name,
      render: () => renderVerticalAutoscaler(host._settled(), host._identity, {
        target: host._target,
        updateMode,
        controlledResources: changes && !memory ? ['cpu'] : ['cpu', 'memory'],
        // Request and limit of memory are one number, and must stay it.
        controlledValues: changes && !memory ? 'RequestsOnly' : 'RequestsAndLimits',
        minAllowed: amounts(this.props.minCpu, this.props.minMemory),
        maxAllowed: amounts(this.props.maxCpu, this.props.maxMemory),
      }),
    });
  }

  private flaws(): Flaw[] {
    const { minCpu, maxCpu, minMemory, maxMemory } = this.props;
    const flaws = [
      ...Object.entries({ minCpu, maxCpu }).flatMap(([name, cpu]) => (cpu === undefined ? [] : cpuFlaws(name, cpu))),
      ...Object.entries({ minMemory, maxMemory }).flatMap(([name, size]) => (size === undefined ? [] : sizeFlaws(name, size))),
    ];
    if (flaws.length > 0) return flaws;
    const above = (resource: string, min: number | undefined, max: number | undefined, show: (n: number) => string) => (min !== undefined && max !== undefined && min > max
      ? [flaw('vertical/min-above-max', `the least ${resource} is ${show(min)}, the most ${show(max)}`, 'Swap them.')] : []);
    return [
      ...above('CPU', minCpu && cpuInMillis(minCpu), maxCpu && cpuInMillis(maxCpu), millisQuantity),
      ...above('memory', minMemory && sizeInBytes(minMemory), maxMemory && sizeInBytes(maxMemory), bytesQuantity),
    ];
  }
}

function amounts(cpu: Cpu | undefined, memory: Size | undefined): { [resource: string]: string } {
  return {
    ...(cpu === undefined ? {} : { cpu: millisQuantity(cpuInMillis(cpu)) }),
    ...(memory === undefined ? {} : { memory: bytesQuantity(sizeInBytes(memory)) }),
  };
}

/** Its name changes with what it runs, so that there is never a second run to learn for. */
function runsOnce({ name, _target: { kind } }: ITraitHost): Flaw[] {
  return kind !== 'Job' ? [] : [flaw('vertical/runs-once', `${name} is a Job, which runs once and is another one after every change; nothing learnt of it would ever be used`,
    'Leave VerticalScaling out; of a GoCronJob it can learn.')];
}

/** One changes the request that the other measures against. */
function checkAutoscaler(settled: Settled, memory: boolean): Flaw[] {
  const changed = memory ? ['cpu', 'memory'] : ['cpu'];
  return settled.entries(Facts.SCALED_BY).filter(([, { resource }]) => resource !== undefined && changed.includes(resource)).map(([, { resource, text }]) => flaw('vertical/fights-autoscaler',
    `the ${resource} request would change, and the number of pods follows ${text}; both would run away from each other`,
    'Only recommend, or scale the number of pods by something else: requests per second, the length of a queue.'));
}

function checkGoMemLimit(settled: Settled): Flaw[] {
  const env = settled.get(Facts.ENV.at('GOMEMLIMIT'));
  return env?.kind !== 'text' || env.text === 'off' ? [] : [flaw('vertical/memory-behind-gomemlimit',
    `the memory limit would change, and GOMEMLIMIT stays ${env.text}: with less memory the kernel kills the program, with more it does not use it`,
    'Leave `memory` out and write what is recommended into the workload\'s `memory`.')];
}
