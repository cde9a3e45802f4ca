/**
 * Pods that a Service leads to that it did not lead to before, or no longer.
 */
export class EndpointChange {
  /** @internal */
  public static _of(service: string, port: string, target: string, isGained: boolean): EndpointChange {
    return new EndpointChange(service, port, target, isGained);
  }

  private constructor(
    /** such as `Service shop/checkout` */
    public readonly service: string,
    /** the port of the Service, such as `80/TCP` */
    public readonly port: string,
    /** where requests to it arrive, such as `Deployment shop/checkout, port 8080` */
    public readonly target: string,
    /** `true` where they arrive from now on, `false` where no longer */
    public readonly isGained: boolean,
  ) {}

  /** `Service shop/checkout 80/TCP now leads to Deployment shop/checkout, port 8080` */
  public toString(): string {
    return `${this.service} ${this.port} ${this.isGained ? 'now' : 'no longer'} leads to ${this.target}`;
  }
}
