import { Manifests } from '../../../src/rules/manifests';
import { readManifests } from '../../../src/rules/reading/read-manifests';
import { Inspection } from '../../../src/rules/report/inspection';
import { Rule } from '../../../src/rules/rule';
import { RuleBook } from '../../../src/rules/rule-book';
import { RuleReport } from '../../../src/rules/rule-report';
import { Severity } from '../../../src/rules/severity';

/** Complains of every ConfigMap with that key. */
export class NoKey extends Rule {
  public readonly ruleId: string;
  public readonly reason = 'It makes somebody sorry.';
  public readonly remedy = 'Take it out.';

  constructor(private readonly key: string, public readonly severity: Severity = Severity.ERROR) {
    super();
    this.ruleId = `test/has-${key}`;
  }

  public check(manifests: Manifests, report: RuleReport) {
    for (const manifest of manifests.ofKind('ConfigMap')) {
      if (manifest.object.data[this.key] !== undefined) report.add(manifest, `data.${this.key}`, `"${this.key}" is there`);
    }
  }
}

export const BOOK = RuleBook.of([new NoKey('info', Severity.INFO), new NoKey('warning', Severity.WARNING), new NoKey('error')]);

export function inspect(folder: string, book: RuleBook = BOOK): Inspection {
  return Inspection.of(readManifests([folder]), book);
}
