import { Finding } from './finding';
import { Manifest } from './manifest';
import { IRule } from './rule';
import { RuleFacts } from './rule-facts';
import { Severity } from './severity';
import { waivedRule, waiverKey, WrittenWaiver } from './waiver';
import { ourRuleIds } from './waiver-dialects';
import { nearest } from '../values/nearest';

/** What the API server refuses, nobody can waive. @internal */
export const FINAL = /^(api|structure)\//;

const NOT_VALID: RuleFacts = {
  ruleId: 'waiver/not-valid',
  severity: Severity.ERROR,
  reason: 'What it waives is found all the same.',
  remedy: 'Mend what it waives, or renew it with reason, owner and a day.',
};
const NO_SUCH_RULE: RuleFacts = {
  ruleId: 'waiver/no-such-rule',
  severity: Severity.ERROR,
  reason: 'It waives nothing, and whoever reads it believes that it does.',
  remedy: 'Name a rule that there is.',
};
const UNUSED: RuleFacts = {
  ruleId: 'waiver/unused',
  severity: Severity.INFO,
  reason: 'It lies ready for a mistake that nobody has made yet.',
  remedy: 'Remove it.',
};

/** What can be wrong with waivers. @internal */
export const WAIVER_RULES: readonly RuleFacts[] = [NOT_VALID, NO_SUCH_RULE, UNUSED];

/**
 * What is wrong with the waivers of all objects, each said once.
 *
 * @internal
 */
export class WaiverLedger {
  private readonly said = new Set<string>(); // a waiver stands on every object of its construct
  private readonly idle = new Map<string, Finding>();
  private readonly ids: ReadonlyMap<string, string>;

  private readonly rules: readonly IRule[];

  /** @param rules those that are applied @param isWhole whether there are no others */
  constructor(rules: readonly IRule[], private readonly isWhole: boolean) {
    this.rules = rules.filter(({ ruleId }) => typeof ruleId === 'string'); // another language may leave it out
    this.ids = new Map([...ourRuleIds(), ...this.rules.map(({ ruleId }) => ruleId)].map((id) => [waiverKey(id), id]));
  }

  /** What is wrong with it, if that was not said before. */
  public flawOf(manifest: Manifest, waiver: WrittenWaiver): Finding | undefined {
    const once = `${manifest.origin.construct ?? manifest} ${waiver.key}`;
    if (this.said.has(once)) return undefined;
    this.said.add(once);
    if (waiver.flaw !== undefined) return found(NOT_VALID, manifest, waiver, `the waiver does not hold: ${waiver.flaw}`);
    if (FINAL.test(waivedRule(waiver.key))) return found(NOT_VALID, manifest, waiver, 'the waiver does not hold: the API server decides, and nobody can waive it', 'Mend what it waives.');
    if (!this.ids.has(waiver.key)) return this.unknown(manifest, waiver);
    const { ruleId } = this.rules.find((rule) => waiverKey(rule.ruleId) === waiver.key) ?? {};
    if (ruleId !== undefined && !this.idle.has(identity(waiver))) this.idle.set(identity(waiver), found(UNUSED, manifest, waiver, `the waiver is not used: nothing breaks ${ruleId} here`));
    return undefined;
  }

  /** Takes note that something was waived. */
  public use(waiver: WrittenWaiver): void {
    this.idle.delete(identity(waiver));
  }

  /** The waivers that waived nothing. */
  public get unused(): Finding[] {
    return [...this.idle.values()];
  }

  private unknown(manifest: Manifest, waiver: WrittenWaiver): Finding {
    const named = waivedRule(waiver.key);
    const ids = [...this.ids.values()];
    const near = nearest(named, ids) ?? ids.find((id) => id.endsWith(`/${named}`));
    const isOurs = ids.some((id) => id.split('/')[0] === named.split('/')[0]);
    const what = `the waiver does not hold: there is no rule "${named}"`;
    if (near !== undefined) return found(NO_SUCH_RULE, manifest, waiver, what, `Write "${near}".`);
    if (this.isWhole || isOurs) return found(NO_SUCH_RULE, manifest, waiver, what);
    return found({ ...NO_SUCH_RULE, severity: Severity.INFO }, manifest, waiver, `${what} among those that were applied`, 'Nothing to do, if it is a rule of your own that the app applies.');
  }
}

function identity({ key, reason, owner, expires }: WrittenWaiver): string {
  return JSON.stringify([key, reason, owner, expires]);
}

function found({ ruleId, severity, remedy }: RuleFacts, manifest: Manifest, { key }: WrittenWaiver, what: string, fix: string = remedy): Finding {
  return Finding._of(ruleId, severity, manifest, `metadata.annotations["${key}"]`, what, fix);
}
