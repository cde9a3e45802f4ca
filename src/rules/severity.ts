/** How bad a finding is. */
export enum Severity {
  /** it will be refused, or will break: nothing is written */
  ERROR = 'error',
  /** it works, and somebody will be sorry: it is reported */
  WARNING = 'warning',
  /** worth knowing */
  INFO = 'info',
}
