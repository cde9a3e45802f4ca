/**
 * The command could not do its work, and its user can change that: a message, never a stack trace.
 *
 * @internal
 */
export class CannotRun extends Error {}
