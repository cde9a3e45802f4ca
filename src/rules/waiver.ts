import { IConstruct } from 'constructs';
import { foreignAnnotations } from './waiver-dialects';
import { annotateBelow } from '../model/scope-annotations';

/** Why a rule need not hold somewhere. */
export interface WaiverProps {
  /** The rule's id, such as `pod-security/not-restricted`. */
  readonly rule: string;
  /** Why it need not hold here; at least a few words. */
  readonly reason: string;
  /** Who answers for it: a team or a person. */
  readonly owner: string;
  /** The day after which it holds no more, as `2027-03-31`; at most two years ahead. */
  readonly expires: string;
}

/**
 * Says that a rule need not hold for a construct and all below it, why, who answers
 * for it, and until when.
 *
 * Becomes annotations on the objects: one of ours, which `cdk8s-gopher verify` reads
 * too, and for checks of other tools that say the same, one in each tool's own
 * words. A waiver without a reason, or after its day, is itself an error.
 *
 * @example
 * new Waiver({
 *   rule: 'operability/single-pod',
 *   reason: 'the licence server must be one',
 *   owner: 'team-shop',
 *   expires: '2027-03-31',
 * }).applyTo(checkout);
 */
export class Waiver {
  /** @param props which rule, why, who and until when */
  public constructor(private readonly props: WaiverProps) {}

  /** Waives the rule for all objects below a place in the tree. @param scope a workload, a chart or any construct */
  public applyTo(scope: IConstruct): void {
    const { rule, reason, owner, expires } = this.props;
    annotateBelow(scope, {
      [waiverKey(rule)]: JSON.stringify({ reason, owner, expires }),
      ...foreignAnnotations(scope, rule, reason),
    });
  }
}

const PREFIX = 'waiver.cdk8s-gopher.dev/';

/** An annotation's name may hold no second slash. @internal */
export function waiverKey(rule: string): string {
  return `${PREFIX}${rule.replace(/\//g, '.')}`;
}

/** The rule that a waiver names: all that its annotation tells of the id. @internal */
export function waivedRule(key: string): string {
  return key.slice(PREFIX.length).replace('.', '/');
}

/** A waiver as it stands on an object. @internal */
export interface WrittenWaiver {
  readonly key: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
  /** what is wrong with it, if anything */
  readonly flaw?: string;
}

const NONE: ReadonlyMap<string, WrittenWaiver> = new Map();

/** The waivers on an object, by the key of their rule. @internal */
export function waiversOn(object: any, today: string): ReadonlyMap<string, WrittenWaiver> {
  const annotations = object?.metadata?.annotations;
  if (annotations === null || typeof annotations !== 'object') return NONE;
  let waivers: Map<string, WrittenWaiver> | undefined;
  for (const key in annotations) {
    if (key.startsWith(PREFIX)) (waivers ??= new Map()).set(key, read(key, annotations[key], today));
  }
  return waivers ?? NONE;
}

function read(key: string, text: unknown, today: string): WrittenWaiver {
  let said: any;
  try {
    said = JSON.parse(String(text));
  } catch {
    said = undefined;
  }
  const [reason, owner, expires] = ['reason', 'owner', 'expires'].map((field) => (typeof said?.[field] === 'string' ? said[field].trim() : ''));
  return { key, reason, owner, expires, flaw: flawOf(reason, owner, expires, today) };
}

function flawOf(reason: string, owner: string, expires: string, today: string): string | undefined {
  if (reason.length < 8) return `it gives no reason (${JSON.stringify(reason)})`;
  if (owner === '') return 'nobody answers for it';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(expires) || Number.isNaN(Date.parse(expires))) return `${JSON.stringify(expires)} is not a day such as "2027-03-31"`;
  if (expires < today) return `it lapsed on ${expires}`;
  return Date.parse(expires) - Date.parse(today) > 2 * 366 * 86_400_000 ? `it would hold until ${expires}, more than two years` : undefined;
}
