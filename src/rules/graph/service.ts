import { ContainerPort } from './container';
import { isRecord, Json, number, records, text, textMap } from './json';
import { Labels, LabelIndex, LabelSelector } from './label-selector';
import { PodSet } from './pod-set';
import { Manifest } from '../manifest';

/** @internal */
export interface ServicePort {
  readonly json: Json;
  /** such as `spec.ports[0]` */
  readonly path: string;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** a number, or the name of a container's port */
  readonly targetPort: number | string;
}

/** A Service, with the pods it sends traffic to. @internal */
export class Service {
  public readonly namespace: string;
  public readonly name: string;
  public readonly labels: Labels;
  public readonly isHeadless: boolean;
  /** undefined for a Service whose endpoints come from elsewhere */
  public readonly selector: LabelSelector | undefined;
  public readonly ports: ServicePort[];
  public readonly pods: readonly PodSet[];

  public constructor(public readonly manifest: Manifest, index: LabelIndex<PodSet>) {
    const spec = isRecord(manifest.object?.spec) ? manifest.object.spec : {};
    this.namespace = manifest.namespace;
    this.name = manifest.name;
    this.labels = textMap(manifest.object?.metadata?.labels);
    this.isHeadless = spec.clusterIP === 'None' && spec.type !== 'ExternalName';
    const selector = spec.type === 'ExternalName' ? LabelSelector.ofMap(undefined) : LabelSelector.ofMap(spec.selector);
    this.selector = selector.isEmpty ? undefined : selector;
    this.ports = records(spec.ports).flatMap((json, i) => {
      const port = number(json.port);
      return port === undefined ? [] : [{
        json,
        path: `spec.ports[${i}]`,
        name: text(json.name),
        port,
        protocol: text(json.protocol) || 'TCP',
        targetPort: targetOf(json.targetPort) ?? port,
      }];
    });
    this.pods = this.selector === undefined ? [] : index.select(this.namespace, this.selector);
  }

  /** The port of a pod where traffic to a port of the Service arrives; undefined where the pod has no port of that name. */
  public podPort(port: ServicePort, pods: PodSet): number | undefined {
    return typeof port.targetPort === 'number' ? port.targetPort : pods.portNamed(port.targetPort, port.protocol);
  }

  public toString(): string {
    return String(this.manifest);
  }
}

function targetOf(value: unknown): number | string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return number(value) || undefined;
}

/** `8080 (http), 8081 (admin)` @internal */
export function portList(ports: readonly ContainerPort[]): string {
  return ports.map((p) => (p.name === '' ? String(p.number) : `${p.number} (${p.name})`)).join(', ') || 'none';
}
