/** How the health of one custom kind is seen: expressions in CEL over the object. */
export interface FluxHealth {
  /** Such as `postgresql.cnpg.io/v1`. */
  readonly apiVersion: string;
  /** Such as `Cluster`. */
  readonly kind: string;
  /** When it is healthy: `status.phase == 'Ready'`. */
  readonly current: string;
  /**
   * When it is not there yet.
   * @default - while it is neither healthy nor failed
   */
  readonly inProgress?: string;
  /**
   * When it never will be.
   * @default - never
   */
  readonly failed?: string;
}

/** As Flux reads it. @internal */
export function renderHealth({ apiVersion, kind, current, inProgress, failed }: FluxHealth): any {
  return { apiVersion, kind, ...(inProgress === undefined ? {} : { inProgress }), ...(failed === undefined ? {} : { failed }), current };
}
