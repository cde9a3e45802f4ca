import { Container, ContainerPort, Role } from './container';
import { at, atPath, isRecord, Json, record, records, textMap } from './json';
import { Labels, LabelSelector } from './label-selector';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';

/** Where the kinds that make pods keep their template; a Pod is one itself. */
const TEMPLATES: { readonly [groupAndKind: string]: string[] } = {
  '/Pod': [],
  '/ReplicationController': ['spec', 'template'],
  'apps/Deployment': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'batch/Job': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'argoproj.io/Rollout': ['spec', 'template'],
};

/** The kinds that go on for ever, as opposed to those that run to their end. */
const SERVING = new Set(['Pod', 'ReplicationController', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Rollout']);

/**
 * The pods that one object makes, all alike: what its template says.
 *
 * @internal
 */
export class PodSet {
  public static of(manifest: Manifest): PodSet | undefined {
    const fields = TEMPLATES[`${manifest.apiGroup}/${manifest.kind}`];
    return fields === undefined ? undefined : new PodSet(manifest, fields);
  }

  public readonly kind: string;
  public readonly namespace: string;
  /** the labels of its pods */
  public readonly labels: Labels;
  /** the pod's spec */
  public readonly spec: Json;
  /** such as `spec.template.spec` */
  public readonly path: string;
  /** the template with its metadata */
  public readonly template: Json;
  /** the path of the template's metadata */
  public readonly metadataPath: string;
  /** every container, init containers first, as they start */
  public readonly containers: readonly Container[];
  /** the containers that run as long as the pod does */
  public readonly running: readonly Container[];
  /** every port that a running container declares */
  public readonly ports: readonly ContainerPort[];
  /** the object's selector; undefined for those that have none, or get one from the API server */
  public readonly selector: LabelSelector | undefined;

  private constructor(public readonly manifest: Manifest, fields: string[]) {
    this.kind = manifest.kind;
    this.namespace = manifest.namespace;
    this.template = record(atPath(manifest.object, fields));
    this.labels = textMap(at(this.template, 'metadata', 'labels'));
    this.spec = record(this.template.spec);
    this.path = [...fields, 'spec'].join('.');
    this.metadataPath = [...fields, 'metadata'].join('.');
    this.containers = [
      ...records(this.spec.initContainers).map((json, i) => new Container(json, `${this.path}.initContainers[${i}]`, json.restartPolicy === 'Always' ? Role.SIDECAR : Role.INIT)),
      ...records(this.spec.containers).map((json, i) => new Container(json, `${this.path}.containers[${i}]`, Role.MAIN)),
    ];
    this.running = this.containers.filter((c) => c.role !== Role.INIT);
    this.ports = this.running.flatMap((c) => c.ports);
    const selector = at(manifest.object, 'spec', 'selector');
    const ownSelector = manifest.apiGroup === 'batch' ? false : isRecord(selector);
    this.selector = ownSelector ? LabelSelector.of(selector) : undefined;
  }

  /** Whether it is to go on for ever. */
  public get serves(): boolean {
    return SERVING.has(this.kind);
  }

  /** The number behind a port's name. */
  public portNamed(name: string, protocol: string = 'TCP'): number | undefined {
    return this.ports.find((p) => p.name === name && p.protocol === protocol)?.number;
  }

  public annotation(key: string): unknown {
    return at(this.template, 'metadata', 'annotations', key);
  }

  /** `Deployment shop/checkout` */
  public toString(): string {
    return String(this.manifest);
  }
}

/** The pods of all objects that make any. @internal */
export function podSetsIn(manifests: Manifests): readonly PodSet[] {
  return manifests.all.flatMap((manifest) => (isControlled(manifest) ? [] : PodSet.of(manifest) ?? []));
}

/** In a dump of a cluster, a ReplicaSet stands beside the Deployment that made it. */
function isControlled(manifest: Manifest): boolean {
  return records(at(manifest.object, 'metadata', 'ownerReferences')).some((owner) => owner.controller === true);
}
