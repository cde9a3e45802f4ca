import { App, Chart, Testing } from 'cdk8s';
import { GoMicroservice, GoMicroserviceProps, Image, KubernetesVersion, Platform, PlatformProps, Workload } from '../src';

/** An image nobody objects to. */
export const IMAGE = Image.of('registry.example.com/shop/checkout:1.8.2');

/** A chart in an app of its own, where that platform was said. */
export function newChart(platform: Platform = new Platform(), namespace: string | undefined = 'shop'): Chart {
  const app = Testing.app();
  platform.applyTo(app);
  return chartIn(app, 'shop', namespace);
}

export function chartIn(app: App, id: string, namespace?: string): Chart {
  return new Chart(app, id, { namespace });
}

export function serviceIn(chart: Chart, name: string, props: Partial<GoMicroserviceProps> = {}): GoMicroservice {
  return new GoMicroservice(chart, name, { image: IMAGE, ...props });
}

/** What a stock cdk8s app would write for the chart. */
export function objectsOf(chart: Chart): any[] {
  return Testing.synth(chart);
}

export function find(objects: any[], kind: string, name: string): any {
  return objects.find((o) => o.kind === kind && o.metadata.name === name);
}

/** The slugs of what is wrong with a workload. */
export function problemsOf(workload: Workload): string[] {
  return workload.problems().map((p) => p.slug);
}

/** What a stock cdk8s app says when it refuses the chart; empty if it does not. */
export function refusalOf(chart: Chart): string {
  try {
    objectsOf(chart);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

/** A shop with one service, `checkout`, and whatever else a test puts next to it. */
export class Shop {
  public readonly chart: Chart;
  public readonly checkout: GoMicroservice;

  constructor(props: Partial<GoMicroserviceProps> = {}, platform?: PlatformProps | Platform) {
    this.chart = newChart(platform instanceof Platform ? platform : new Platform(platform));
    this.checkout = serviceIn(this.chart, 'checkout', props);
  }

  public service(name: string, props: Partial<GoMicroserviceProps> = {}): GoMicroservice {
    return serviceIn(this.chart, name, props);
  }

  public get objects(): any[] {
    return objectsOf(this.chart);
  }

  public find(kind: string, name: string = 'checkout'): any {
    return find(this.objects, kind, name);
  }

  public all(kind: string): any[] {
    return this.objects.filter((o) => o.kind === kind);
  }

  public deployment(name?: string): any {
    return this.find('Deployment', name).spec;
  }

  public pod(name?: string): any {
    return this.deployment(name).template.spec;
  }

  public container(name?: string): any {
    return this.pod(name).containers[0];
  }

  /** A variable as the program sees it, whether it is inline or in the ConfigMap. */
  public env(variable: string, name?: string): string | undefined {
    const entry = this.container(name).env.find((e: any) => e.name === variable);
    const ref = entry?.valueFrom?.configMapKeyRef;
    return ref === undefined ? entry?.value : this.find('ConfigMap', ref.name).data[ref.key];
  }

  public get problems(): string[] {
    return problemsOf(this.checkout);
  }
}

export function shop(props: Partial<GoMicroserviceProps> = {}, platform?: PlatformProps | Platform): Shop {
  return new Shop(props, platform);
}

/** A platform of that Kubernetes version. */
export function on(version: string): PlatformProps {
  return { kubernetesVersion: KubernetesVersion.of(version) };
}
