import { Finding } from '../finding';
import { Severity } from '../severity';
import { Inspection } from './inspection';
import { Palette } from './palette';
import { Note } from '../reading/reading';

/** How the text is to look. @internal */
export interface TextOptions {
  readonly palette: Palette;
  /** also why each rule is there, every note, and what is waived */
  readonly verbose: boolean;
}

/**
 * The findings as people read them: by construct or file, those with errors first, each
 * with what to do.
 *
 * @internal
 */
export function textReport(inspection: Inspection, findings: readonly Finding[], options: TextOptions): string {
  const reasons = new Map(inspection.rulesOf(findings).map((rule) => [rule.ruleId, rule.reason]));
  const lines: string[] = [];
  for (const [group, members] of groupsOf(findings)) {
    lines.push(options.palette.bold(visible(group)));
    for (const finding of members) lines.push(...findingLines(finding, inspection.lineOf(finding), options, reasons.get(finding.rule) ?? ''));
    lines.push('');
  }
  if (options.verbose) lines.push(...waivedLines(inspection));
  lines.push(...noteLines(inspection.notes, options));
  lines.push(summary(inspection, findings, options.palette));
  return `${lines.join('\n')}\n`;
}

/** By construct where one is known, else by file; the findings come sorted, so groups with errors come first. */
function groupsOf(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { construct, file, target } = finding.manifest.origin;
    const name = `${target === undefined ? '' : `${target}: `}${construct ?? file ?? String(finding.manifest)}`;
    const group = groups.get(name);
    if (group) group.push(finding);
    else groups.set(name, [finding]);
  }
  return groups;
}

function findingLines(finding: Finding, line: number | undefined, { palette, verbose }: TextOptions, reason: string): string[] {
  const { kind, origin } = finding.manifest;
  const file = origin.construct === undefined ? '' : origin.file ?? '';
  const place = line === undefined ? file : file === '' ? `line ${line}` : `${file}:${line}`;
  const what = /[.!?]$/.test(finding.message) ? finding.message : `${finding.message}.`;
  const subject = [kind === '' ? '' : String(finding.manifest), finding.path].filter((part) => part !== '').join(', ');
  return [
    `  ${colour(finding.severity, palette)(finding.severity.padEnd(7))}  ${visible(finding.rule)}${place === '' ? '' : palette.dim(`  ${visible(place)}`)}`,
    ...(subject === '' ? [] : [`           ${visible(subject)}`]),
    `           ${visible(what)}`,
    ...(verbose && reason !== '' ? [`           ${palette.dim(`why: ${visible(reason)}`)}`] : []),
    `           ${palette.dim('fix:')} ${visible(finding.fix)}`,
  ];
}

function waivedLines({ waived }: Inspection): string[] {
  return waived.map(({ finding, reason, owner, expires }) => visible(`waived: ${finding.rule} on ${finding.manifest}, by ${owner} until ${expires}: ${reason}`));
}

/** Notes that say the same are told once. */
function noteLines(notes: readonly Note[], { palette, verbose }: TextOptions): string[] {
  const byText = new Map<string, string[]>();
  for (const { file, text } of notes) {
    const files = byText.get(text);
    if (files) files.push(file);
    else byText.set(text, [file]);
  }
  return [...byText].map(([text, files]) => {
    const shown = verbose ? files : files.slice(0, 3);
    const more = files.length - shown.length;
    return palette.dim(visible(`note: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}: ${text}`));
  });
}

function summary(inspection: Inspection, findings: readonly Finding[], palette: Palette): string {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings, infos] = [count(Severity.ERROR), count(Severity.WARNING), count(Severity.INFO)];
  const parts = [amount(errors, 'error'), amount(warnings, 'warning'), ...(infos > 0 ? [amount(infos, 'info')] : [])];
  const waived = inspection.waived.length === 0 ? '' : `, ${inspection.waived.length} waived`;
  const paint = errors > 0 ? palette.red : warnings > 0 ? palette.yellow : palette.green;
  const { targets } = inspection;
  const places = targets.length === 0 ? '' : ` for ${targets.length === 1 ? `the target ${visible(targets[0])}` : `${targets.length} targets`}`;
  return `${amount(inspection.objects, 'object')} in ${amount(inspection.files, 'file')}${places}: ${paint(parts.join(', '))}${waived}`;
}

function amount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function colour(severity: Severity, palette: Palette): (text: string) => string {
  return severity === Severity.ERROR ? palette.red : severity === Severity.WARNING ? palette.yellow : palette.blue;
}

/** Text from other people's files must not steer the terminal. */
function visible(text: string): string {
  return text.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (c) => (c === '\n' ? ' ' : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`));
}
