import { isAbsolute } from 'path';
import { pathToFileURL } from 'url';
import { Finding } from '../finding';
import { Severity } from '../severity';
import { Inspection } from './inspection';

const LEVELS = { [Severity.ERROR]: 'error', [Severity.WARNING]: 'warning', [Severity.INFO]: 'note' } as const;

/**
 * The findings as SARIF 2.1.0, which code hosts show next to the lines of a change.
 *
 * @param version of cdk8s-gopher
 * @internal
 */
export function sarifReport(inspection: Inspection, findings: readonly Finding[], version: string): string {
  const rules = inspection.rulesOf(findings);
  const indexOf = new Map(rules.map((rule, index) => [rule.ruleId, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'cdk8s-gopher',
          informationUri: 'https://github.com/cdk8s-gopher/cdk8s-gopher',
          version,
          rules: rules.map((rule) => ({
            id: rule.ruleId,
            name: nameOf(rule.ruleId),
            shortDescription: { text: rule.ruleId },
            fullDescription: { text: rule.reason || rule.ruleId },
            help: { text: rule.remedy || 'See the result.' },
            defaultConfiguration: { level: LEVELS[rule.severity] },
          })),
        },
      },
      invocations: [{
        executionSuccessful: true,
        toolExecutionNotifications: inspection.notes.map((note) => ({ level: 'note', message: { text: `${note.file}: ${note.text}` } })),
      }],
      columnKind: 'utf16CodeUnits',
      results: findings.map((finding) => resultOf(finding, indexOf.get(finding.rule)!, inspection.lineOf(finding))),
    }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function resultOf(finding: Finding, ruleIndex: number, line: number | undefined) {
  const { origin, kind } = finding.manifest;
  const object = kind === '' ? '' : `${finding.manifest}${finding.path === '' ? '' : `, ${finding.path}`}: `;
  const what = /[.!?]$/.test(finding.message) ? finding.message : `${finding.message}.`;
  const physicalLocation = origin.file === undefined || origin.file === '<stdin>' ? undefined
    : { artifactLocation: { uri: uriOf(origin.file) }, region: { startLine: line ?? 1 } };
  const names = [origin.construct, kind === '' ? undefined : `${finding.manifest}${finding.path === '' ? '' : ` ${finding.path}`}`].filter((name) => name !== undefined);
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: `${object}${what} ${finding.fix}` },
    locations: [{
      ...physicalLocation && { physicalLocation },
      ...names.length > 0 && { logicalLocations: names.map((fullyQualifiedName) => ({ fullyQualifiedName })) },
    }],
    ...origin.target !== undefined && { properties: { target: origin.target } },
  };
}

/** `image/moving-tag` as `ImageMovingTag`. */
function nameOf(ruleId: string): string {
  return ruleId.split(/[^A-Za-z0-9]+/).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}

/** Relative to where the command ran: the root of the repository, as a rule. */
function uriOf(file: string): string {
  return isAbsolute(file) ? pathToFileURL(file).href : file.split('/').map(encodeURIComponent).join('/');
}
