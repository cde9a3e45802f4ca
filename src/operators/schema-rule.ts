/** Something that must hold, in the Common Expression Language. */
export interface SchemaRule {
  /** True where it holds: `self.min <= self.max`. With `oldSelf` it bounds changes: `self == oldSelf`. */
  readonly rule: string;
  /**
   * What the user is told otherwise, on one line.
   * @default - "failed rule" and the rule
   */
  readonly message?: string;
  /**
   * As `message`, computed in CEL; it prevails.
   * @default - none
   */
  readonly messageExpression?: string;
  /**
   * The field that is blamed, as a path from here: `.spec.size`.
   * @default - this one
   */
  readonly fieldPath?: string;
  /**
   * Whether it is asked of new objects, too: `oldSelf` is then an optional. Kubernetes 1.29 and newer.
   * @default false, a rule about changes has nothing to compare with in a new object (the API's default)
   */
  readonly optionalOldSelf?: boolean;
}

/** As the API writes it. @internal */
export function wireRule({ rule, message, messageExpression, fieldPath, optionalOldSelf }: SchemaRule) {
  return {
    rule,
    ...(message === undefined ? {} : { message }),
    ...(messageExpression === undefined ? {} : { messageExpression }),
    ...(fieldPath === undefined ? {} : { fieldPath }),
    ...(optionalOldSelf ? { optionalOldSelf } : {}),
  };
}
