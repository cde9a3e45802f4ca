import { customResourceRules } from '../custom-resources';
import { Finding } from '../finding';
import { Manifest } from '../manifest';
import { Manifests } from '../manifests';
import { Note, Reading } from '../reading/reading';
import { readingFinding, READING_RULES } from '../reading/reading-rules';
import { RuleBook, WaivedFinding } from '../rule-book';
import { RuleFacts } from '../rule-facts';
import { Severity } from '../severity';
import { WAIVER_RULES } from '../waiver-rules';

const ORDER = [Severity.ERROR, Severity.WARNING, Severity.INFO];

/** Whether a finding is at least as bad. @internal */
export function isAtLeast(finding: Finding, severity: Severity): boolean {
  return ORDER.indexOf(finding.severity) <= ORDER.indexOf(severity);
}

/**
 * What was read, held against the rules: all that a report tells.
 *
 * @internal
 */
export class Inspection {
  /** Applies every rule. One that cannot cope with an object is named, and the others go on. */
  public static of(reading: Reading, book: RuleBook): Inspection {
    const whole = book.with(customResourceRules()); // they are quiet where nothing is defined
    const each = applied(reading.manifests).map((together) => carefully(whole, Manifests.of(together)));
    const findings = each.flatMap((one) => one.findings);
    return new Inspection(reading, whole, [...reading.findings, ...findings], each.flatMap(({ waived }) => waived), reading.notes);
  }

  /** the worst first; then in the order of the files, and of the lines */
  public readonly findings: readonly Finding[];
  private readonly lines: Map<Finding, number>;

  private constructor(
    private readonly reading: Reading,
    private readonly book: RuleBook,
    findings: Finding[],
    public readonly waived: readonly WaivedFinding[],
    public readonly notes: readonly Note[],
  ) {
    this.lines = reading.places.linesOf(findings);
    const rankOf = (finding: Finding) => reading.rankOf(finding.manifest.origin.file);
    this.findings = [...findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity)
      || rankOf(a) - rankOf(b) || (this.lines.get(a) ?? 0) - (this.lines.get(b) ?? 0));
  }

  /** how many objects were checked */
  public get objects(): number {
    return this.reading.manifests.length;
  }

  /** how many files they stand in */
  public get files(): number {
    return this.reading.files;
  }

  /** The targets whose manifests were checked, each apart from the others; none for what is for no target. */
  public get targets(): string[] {
    return [...new Set(this.reading.manifests.flatMap(({ origin: { target } }) => (target === undefined ? [] : [target])))].sort();
  }

  /** The line on which the field stands, or its object; undefined where that is not known. */
  public lineOf(finding: Finding): number | undefined {
    return this.lines.get(finding);
  }

  /** What is known about the rules of these findings, in the order of their ids. */
  public rulesOf(findings: readonly Finding[]): RuleFacts[] {
    const ids = new Set(findings.map((finding) => finding.rule));
    const facts = new Map<string, RuleFacts>([...READING_RULES, ...WAIVER_RULES, ...this.book.rules].map((rule) => [rule.ruleId, rule]));
    return [...ids].sort().map((ruleId) => {
      const first = findings.find((finding) => finding.rule === ruleId)!;
      return facts.get(ruleId) ?? { ruleId, severity: first.severity, reason: '', remedy: first.fix };
    });
  }
}

/** What is applied together: each target's manifests are a cluster of their own. */
function applied(manifests: readonly Manifest[]): Manifest[][] {
  const groups = new Map<string | undefined, Manifest[]>();
  for (const manifest of manifests) {
    const group = groups.get(manifest.origin.target);
    if (group) group.push(manifest);
    else groups.set(manifest.origin.target, [manifest]);
  }
  return [...groups.values()];
}

/** A rule may meet an object of a shape that nobody thought of. */
function carefully(book: RuleBook, manifests: Manifests): { findings: Finding[]; waived: WaivedFinding[] } {
  try {
    return book._inspect(manifests);
  } catch {
    const sound = book.rules.filter((rule) => stumble(RuleBook.of([rule]), manifests) === undefined);
    const stopped = book.rules.filter((rule) => !sound.includes(rule));
    const { findings, waived } = RuleBook.of(sound)._inspect(manifests);
    return { findings: [...findings, ...stopped.map((rule) => stoppedAt(rule.ruleId, RuleBook.of([rule]), manifests))], waived };
  }
}

function stoppedAt(ruleId: string, book: RuleBook, manifests: Manifests): Finding {
  const culprit = manifests.all.find((manifest) => stumble(book, Manifests.of([manifest])) !== undefined) ?? Manifest.of({});
  const why = stumble(book, manifests)?.message.split('\n')[0];
  return readingFinding('rule/stopped', culprit, '', `the rule ${ruleId} does not understand this object (${why})`);
}

function stumble(book: RuleBook, manifests: Manifests): Error | undefined {
  try {
    book._inspect(manifests);
    return undefined;
  } catch (e) {
    return e as Error;
  }
}
