import { clusterServices } from './cloud-native-pg';
import { flaggerServices } from './flagger';
import { push } from './json';
import { LabelIndex } from './label-selector';
import { collectorServices } from './open-telemetry';
import { PodSet, podSetsIn } from './pod-set';
import { Scaler, scalersIn } from './scaler';
import { Service } from './service';
import { identityOf, Manifest } from '../manifest';
import { Manifests } from '../manifests';

/**
 * Who refers to whom, over all objects that are applied together.
 *
 * It is built once for all rules, in time linear in the number of objects: names
 * are looked up in maps, selectors in an index of labels.
 *
 * @internal
 */
export class Graph {
  public static of(manifests: Manifests): Graph {
    return manifests._once(build);
  }

  /** whatever makes pods */
  public readonly pods: readonly PodSet[];
  /** pods by their labels */
  public readonly podIndex: LabelIndex<PodSet>;
  /** those that are written; found by name and by pods are also those that controllers make */
  public readonly services: readonly Service[];
  public readonly scalers: readonly Scaler[];
  /** every object once: of two with one name, the last one, as it is applied last */
  private readonly unique: Manifests;
  private readonly objects = new Map<string, Manifest>();
  private readonly serviceByName = new Map<string, Service>();
  private readonly servicesByPods = new Map<PodSet, Service[]>();
  private readonly scalersByTarget = new Map<string, Scaler[]>();
  /** those that were asked for, as every second rule asks for them */
  private readonly scalersByPods = new Map<PodSet, readonly Scaler[]>();
  private readonly namespaces = new Set<string>();
  private readonly limitRanges = new Map<string, Manifest[]>();

  public constructor(public readonly manifests: Manifests) {
    for (const manifest of manifests.all) {
      this.objects.set(manifest._identity, manifest);
      this.namespaces.add(manifest.namespace);
    }
    this.unique = withoutDuplicates(manifests);
    this.pods = podSetsIn(this.unique);
    this.podIndex = new LabelIndex(this.pods);
    this.services = this.ofKind('', 'Service').map((manifest) => new Service(manifest, this.podIndex));
    this.scalers = scalersIn(this.unique);

    for (const manifest of manifests.ofKind('LimitRange')) push(this.limitRanges, manifest.namespace, manifest);
    const made = [...flaggerServices(this.unique), ...collectorServices(this.unique), ...clusterServices(this.unique)].map((manifest) => new Service(manifest, this.podIndex));
    for (const service of [...made, ...this.services]) {
      this.serviceByName.set(`${service.namespace}/${service.name}`, service);
      for (const pods of service.pods) push(this.servicesByPods, pods, service);
    }
    for (const scaler of this.scalers) {
      push(this.scalersByTarget, `${scaler.targetKind}\0${scaler.manifest.namespace}\0${scaler.targetName}`, scaler);
    }
  }

  public ofKind(group: string, kind: string): Manifest[] {
    return this.unique.ofKind(kind).filter((m) => m.apiGroup === group);
  }

  /** The object of that name; one without a namespace goes wherever the others go. */
  public find(group: string, kind: string, namespace: string, name: string): Manifest | undefined {
    return this.objects.get(identityOf(group, kind, namespace, name)) ?? this.objects.get(identityOf(group, kind, '', name));
  }

  /** Whether anything of a namespace is among these objects: what is missing there is missed. */
  public knows(namespace: string): boolean {
    return this.namespaces.has(namespace);
  }

  public service(namespace: string, name: string): Service | undefined {
    return this.serviceByName.get(`${namespace}/${name}`) ?? this.serviceByName.get(`/${name}`);
  }

  /** The Services that send traffic to these pods. */
  public servicesOf(pods: PodSet): readonly Service[] {
    return this.servicesByPods.get(pods) ?? [];
  }

  /** Whoever decides how many of these pods run. */
  public scalersOf(pods: PodSet): readonly Scaler[] {
    let known = this.scalersByPods.get(pods);
    if (known === undefined) this.scalersByPods.set(pods, known = this.scalersOfTarget(pods.kind, pods.namespace, pods.manifest.name));
    return known;
  }

  public scalersOfTarget(kind: string, namespace: string, name: string): readonly Scaler[] {
    return this.scalersByTarget.get(`${kind}\0${namespace}\0${name}`) ?? [];
  }

  /** What gives the containers of a namespace resources that they do not ask for. */
  public limitRangesOf(namespace: string): readonly Manifest[] {
    return this.limitRanges.get(namespace) ?? [];
  }
}

/** One mistake is one finding: what is there twice does not clash with itself in every other way. */
function withoutDuplicates(manifests: Manifests): Manifests {
  const byName = new Map<unknown, Manifest>();
  for (const m of manifests.all) byName.set(m.name === '' ? m : m._identity, m);
  return byName.size === manifests.all.length ? manifests : Manifests.of([...byName.values()]);
}

function build(manifests: Manifests): Graph {
  return new Graph(manifests);
}
