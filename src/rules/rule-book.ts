import { Finding } from './finding';
import { Manifest } from './manifest';
import { Manifests } from './manifests';
import { IRule } from './rule';
import { RuleReport } from './rule-report';
import { Severity } from './severity';
import { waiverKey, waiversOn, WrittenWaiver } from './waiver';
import { FINAL, WaiverLedger } from './waiver-rules';

const ORDER = [Severity.ERROR, Severity.WARNING, Severity.INFO];

/** A finding that somebody answers for. */
export interface WaivedFinding {
  /** what was found */
  readonly finding: Finding;
  /** why it need not hold */
  readonly reason: string;
  /** who answers for it */
  readonly owner: string;
  /** until when, as `2027-03-31` */
  readonly expires: string;
}

/**
 * The rules that hold, ours and a platform team's own.
 *
 * @example
 * const own = RuleBook.of([new CostCentre()]);
 */
export class RuleBook {
  /** No rules but these. @param rules in any order; the order changes nothing but the order of equal findings */
  public static of(rules: IRule[]): RuleBook {
    return new RuleBook(rules);
  }

  private constructor(
    /** every rule */
    public readonly rules: IRule[],
  ) {}

  /** This book with more rules; one of an id that is there already replaces it. @param rules the rules to add */
  public with(rules: IRule[]): RuleBook {
    const ids = new Set(rules.map((rule) => rule.ruleId));
    return new RuleBook([...this.rules.filter((rule) => !ids.has(rule.ruleId)), ...rules]);
  }

  /** Every place where a rule does not hold and nobody has waived it, the worst first. @param manifests all that is applied together */
  public verify(manifests: Manifests): Finding[] {
    return this._inspect(manifests).findings;
  }

  /** What is waived, by whom and until when: the ledger. @param manifests all that is applied together */
  public waived(manifests: Manifests): WaivedFinding[] {
    return this._inspect(manifests).waived;
  }

  /** @param isWhole whether there are no other rules, so that a waiver of another one is a mistake @internal */
  public _inspect(manifests: Manifests, today: string = new Date().toISOString().slice(0, 10), isWhole: boolean = false): { findings: Finding[]; waived: WaivedFinding[] } {
    const findings: Finding[] = [];
    const waived: WaivedFinding[] = [];
    const waivers = new Map<Manifest, ReadonlyMap<string, WrittenWaiver>>();
    const ledger = new WaiverLedger(this.rules, isWhole);
    for (const manifest of manifests.all) {
      const on = waiversOn(manifest.object, today);
      if (on.size === 0) continue;
      waivers.set(manifest, on);
      for (const waiver of on.values()) {
        const flaw = ledger.flawOf(manifest, waiver);
        if (flaw !== undefined) findings.push(flaw);
      }
    }
    for (const rule of this.rules) {
      const report = RuleReport._for(rule);
      rule.check(manifests, report);
      for (const finding of report._findings) {
        const waiver = waivers.get(finding.manifest)?.get(waiverKey(finding.rule));
        if (waiver === undefined || waiver.flaw !== undefined || FINAL.test(finding.rule)) {
          findings.push(finding);
        } else {
          waived.push({ finding, reason: waiver.reason, owner: waiver.owner, expires: waiver.expires });
          ledger.use(waiver);
        }
      }
    }
    findings.push(...ledger.unused);
    onceEach(findings);
    findings.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
    return { findings, waived };
  }
}

/** One fault, one finding: where the structure is wrong already, the value rules say nothing more. */
function onceEach(findings: Finding[]): void {
  const faulty = new Map<Manifest, Set<string>>();
  for (const { rule, manifest, path } of findings) {
    if (!rule.startsWith('structure/')) continue;
    const paths = faulty.get(manifest);
    if (paths) paths.add(path);
    else faulty.set(manifest, new Set([path]));
  }
  if (faulty.size === 0) return;
  const kept = findings.filter(({ rule, manifest, path }) => !rule.startsWith('api/') || !faulty.get(manifest)?.has(path));
  findings.splice(0, findings.length, ...kept);
}
