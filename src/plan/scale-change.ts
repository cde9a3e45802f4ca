import { Names } from './names';
import { Graph } from '../rules/graph/graph';
import { PodSet } from '../rules/graph/pod-set';
import { Manifests } from '../rules/manifests';

const SCALED = ['Deployment', 'StatefulSet', 'ReplicaSet', 'Rollout'];

/**
 * That another number of pods runs than before.
 */
export class ScaleChange {
  /** @internal */
  public static _between(committed: Manifests, next: Manifests, names: Names): ScaleChange[] {
    const [before, after] = [scalesIn(committed, (label) => names.of(label)), scalesIn(next, (label) => label)];
    return [...new Set([...before.keys(), ...after.keys()])]
      .map((workload) => new ScaleChange(workload, before.get(workload) ?? 'none', after.get(workload) ?? 'none'))
      .filter((change) => change.before !== change.after);
  }

  private constructor(
    /** such as `Deployment shop/checkout` */
    public readonly workload: string,
    /** how many pods there were, such as `3`, `2 to 10` where load decides, or `none` */
    public readonly before: string,
    /** how many there will be */
    public readonly after: string,
  ) {}

  /** `Deployment shop/checkout: 3 → 2 to 10 pods` */
  public toString(): string {
    return `${this.workload}: ${this.before} → ${this.after} pods`;
  }
}

function scalesIn(all: Manifests, nameOf: (label: string) => string): Map<string, string> {
  const graph = Graph.of(all);
  return new Map(graph.pods.filter(({ kind }) => SCALED.includes(kind)).map((pods) => [nameOf(String(pods)), scaleOf(pods, graph)]));
}

/** The bounds of its autoscaler, which decides also where a number is written; else that number. */
function scaleOf(pods: PodSet, graph: Graph): string {
  const [scaler] = graph.scalersOf(pods);
  if (scaler !== undefined) return scaler.max === scaler.min ? String(scaler.min) : `${scaler.min} to ${scaler.max}`;
  return String(pods.manifest.object.spec?.replicas ?? 1);
}
