/**
 * A connection that network policies let through from now on, or no longer.
 */
export class ConnectionChange {
  /** @internal */
  public static _of(from: string, to: string, ports: string, isGained: boolean): ConnectionChange {
    return new ConnectionChange(from, to, ports, isGained);
  }

  private constructor(
    /** who calls, such as `Deployment shop/frontend`, `10.0.0.0/8` or `anybody` */
    public readonly caller: string,
    /** who is called, such as `Deployment shop/checkout` or `anybody` */
    public readonly callee: string,
    /** the ports of the pods that are called, such as `8080/TCP, 9090/TCP` or `every port` */
    public readonly ports: string,
    /** `true` where it is let through from now on, `false` where no longer */
    public readonly isGained: boolean,
  ) {}

  /** `Deployment shop/frontend may now reach Deployment shop/checkout on 8080/TCP` */
  public toString(): string {
    return `${this.caller} may ${this.isGained ? 'now' : 'no longer'} reach ${this.callee} on ${this.ports}`;
  }
}
