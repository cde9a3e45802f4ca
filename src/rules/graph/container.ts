import { Json, number, records, text } from './json';

/** When a container of a pod runs. @internal */
export enum Role { MAIN = 'main', SIDECAR = 'sidecar', INIT = 'init' }

/** @internal */
export interface ContainerPort {
  readonly name: string;
  readonly number: number;
  readonly protocol: string;
}

/** One container of a pod template, and where it stands in its object. @internal */
export class Container {
  public readonly name: string;
  public readonly image: string;
  public readonly ports: readonly ContainerPort[];
  /** the mounts of file systems and of devices */
  public readonly mounts: readonly Json[];

  public constructor(
    public readonly json: Json,
    /** such as `spec.template.spec.containers[0]` */
    public readonly path: string,
    public readonly role: Role,
  ) {
    this.name = text(json.name);
    this.image = text(json.image);
    this.ports = records(json.ports).flatMap((port) => {
      const containerPort = number(port.containerPort);
      return containerPort === undefined ? [] : [{ name: text(port.name), number: containerPort, protocol: text(port.protocol) || 'TCP' }];
    });
    this.mounts = [...records(json.volumeMounts), ...records(json.volumeDevices)];
  }

}
