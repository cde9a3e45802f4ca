/** What happens when a run is due while the one before is still under way. */
export enum ConcurrencyPolicy {
  /** the new run is left out */
  FORBID = 'Forbid',
  /** the old run is ended, and the new one takes its place */
  REPLACE = 'Replace',
  /** both run at once, on the same data */
  ALLOW = 'Allow',
}
