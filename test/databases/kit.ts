import { Size } from 'cdk8s';
import { DatabaseEngine, ExistingSecret, Platform, StatefulDatabase, StatefulDatabaseProps } from '../../src';
import { find, newChart, objectsOf, serviceIn } from '../kit';

export const CREDENTIALS = ExistingSecret.of('orders-db-credentials', ['password']);

/** A chart with one database, `orders-db`, and whatever a test puts next to it. */
export class Store {
  public readonly chart;
  public readonly orders: StatefulDatabase;

  constructor(props: Partial<StatefulDatabaseProps> = {}, public readonly name: string = 'orders-db', platform: Platform = new Platform()) {
    this.chart = newChart(platform);
    this.orders = new StatefulDatabase(this.chart, name, {
      engine: DatabaseEngine.postgres('17'),
      credentials: CREDENTIALS,
      storage: Size.gibibytes(20),
      ...props,
    });
  }

  public service(name: string) {
    return serviceIn(this.chart, name);
  }

  public get objects(): any[] {
    return objectsOf(this.chart);
  }

  public find(kind: string, name: string = this.name): any {
    return find(this.objects, kind, name);
  }

  public get pod(): any {
    return this.find('StatefulSet').spec.template.spec;
  }

  public get server(): any {
    return this.pod.containers[0];
  }

  public get bootstrap(): any {
    return this.pod.initContainers[0];
  }

  public get volumeOfConfig(): string {
    return this.pod.volumes.find((v: any) => v.configMap).configMap.name;
  }

  public get files(): { [path: string]: string } {
    const { configMap } = this.pod.volumes.find((v: any) => v.configMap);
    const { data } = this.find('ConfigMap', configMap.name);
    return Object.fromEntries(configMap.items.map((item: any) => [item.path, data[item.key]]));
  }

  public setting(name: string): string | undefined {
    return new RegExp(`^${name} = (.*)$`, 'm').exec(this.files['postgresql.conf'])?.[1];
  }

  public volume(path: string): any {
    const { name } = this.server.volumeMounts.find((m: any) => m.mountPath === path);
    return this.pod.volumes.find((v: any) => v.name === name);
  }

  public get problems(): string[] {
    return this.orders.problems().map((p) => p.slug);
  }

  public get complaint(): string {
    return this.orders.problems().map((p) => p.message).join('\n');
  }
}

export function store(props: Partial<StatefulDatabaseProps> = {}, name?: string, platform?: Platform): Store {
  return new Store(props, name, platform);
}

/** The variables of a service. */
export function envOf(it: Store, service: string): { [name: string]: any } {
  const { env } = it.find('Deployment', service).spec.template.spec.containers[0];
  return Object.fromEntries(env.map((e: any) => [e.name, e.value ?? e.valueFrom]));
}
