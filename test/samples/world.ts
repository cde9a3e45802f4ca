import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';

/** Everything that a folder of manifests says, as plain objects. */
export class World {
  public static read(folder: string): World {
    const texts = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)).sort().map((name) => readFileSync(join(folder, name), 'utf8'));
    return new World(texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS())).filter((object) => object?.kind !== undefined));
  }

  public constructor(public readonly objects: any[]) {}

  /** what runs pods for good */
  public get workloads(): any[] {
    return this.all('Deployment', 'StatefulSet', 'DaemonSet', 'ReplicationController');
  }

  public all(...kinds: string[]): any[] {
    return this.objects.filter((object) => kinds.includes(object.kind));
  }

  public workload(name: string): any {
    return this.workloads.find((object) => object.metadata.name === name);
  }

  /** The Services whose requests reach the pods of a workload. */
  public servicesOf(workload: any): any[] {
    return this.all('Service').filter((service) => matches(service.spec.selector, podLabels(workload)));
  }

  /** The workloads behind a Service. */
  public behind(service: any): any[] {
    return this.workloads.filter((workload) => matches(service.spec.selector, podLabels(workload)));
  }

  /** The pod's port number behind a port of a Service. */
  public podPort(service: any, port: any): number {
    const target = port.targetPort ?? port.port;
    if (typeof target === 'number') return target;
    const ports = this.behind(service).flatMap((workload) => containersOf(workload)).flatMap((container) => container.ports ?? []);
    return ports.find((p) => p.name === target)?.containerPort;
  }
}

export function podLabels(workload: any): { [key: string]: string } {
  return workload.spec.template.metadata?.labels ?? {};
}

export function containersOf(workload: any): any[] {
  return workload.spec.template.spec.containers;
}

/** Whether labels have all that a plain selector names; no selector selects nothing. */
export function matches(selector: { [key: string]: string } | undefined, labels: { [key: string]: string }): boolean {
  return selector !== undefined && Object.keys(selector).length > 0 && Object.entries(selector).every(([key, value]) => labels[key] === value);
}
