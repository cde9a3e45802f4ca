/** What the API server does about an object that does not hold to a rule. */
export enum AdmissionAction {
  /** it refuses the object, and writes why into its audit log */
  DENY = 'deny',
  /** it takes the object, prints a warning for whoever applies it, and writes into its audit log */
  WARN = 'warn',
  /** it takes the object and writes into its audit log only */
  AUDIT = 'audit',
}
