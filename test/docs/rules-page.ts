import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { READING_RULES } from '../../src/rules/reading/reading-rules';
import { RuleFacts } from '../../src/rules/rule-facts';
import { standardBook } from '../../src/rules/standard-book';
import { WAIVER_RULES } from '../../src/rules/waiver-rules';

const FAMILIES: Array<[string, string]> = [
  ['structure', 'Structure: fields that the API server of that Kubernetes version knows'],
  ['api', 'Values: what the API server demands beyond the schema'],
  ['crd', 'Custom resources, where their definition is among the manifests'],
  ['graph', 'References: what objects say about each other'],
  ['operability', 'Operability: what is accepted and hurts at run time'],
  ['pod-security', 'Pod Security Standards'],
];

const NOTES: { [family: string]: string } = {
  api: 'Each finding has an id of its own, such as `api/selector-mismatch`, that says what is wrong. They are judged against the API server\'s own code; nobody can waive them, as nothing but the API server decides.',
  structure: 'Nobody can waive them: the API server refuses the object.',
};

const TOOLS = ['kube-linter', 'kube-score', 'polaris', 'checkov', 'trivy', 'kubescape', 'kyverno'];

/** What the API server demands, by the id that a finding has. */
function demands(): string[] {
  const folder = join(__dirname, '../../src/rules/api-server');
  const ids = readdirSync(folder).flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/'(api\/[a-z0-9-]+)'/g)].map(([, id]) => id));
  return [...new Set(ids)].filter((id) => id !== 'api/refused').sort();
}

/** The catalogue of all rules, as docs/rules.md. */
export function rulesPage(): string {
  const { rules } = standardBook();
  const sections = FAMILIES.map(([family, title]) => section(title, NOTES[family], rules.filter((rule) => rule.ruleId.startsWith(`${family}/`))));
  return [
    '# All rules',
    '',
    '<!-- written by npm run docs:rules; do not edit -->',
    '',
    ...wrapped(`${rules.length} rules, by what they look at. An *error* stops synthesis; a *warning* is printed; *info* is shown by \`cdk8s-gopher verify\` only.`),
    'How to waive one, and how to write your own: [rules](concepts/rules.md).',
    '',
    ...sections.flat().flatMap((line) => (line.startsWith('| `api/refused`') ? [line, '', ...wrapped(`The ids: ${demands().map((id) => `\`${id}\``).join(', ')}.`)] : [line])),
    ...section('Files, where manifests are read', 'What `cdk8s-gopher verify` and `ManifestAssertions.fromFolder` say of a file before any object in it can be looked at.', READING_RULES),
    ...section('Waivers', undefined, WAIVER_RULES),
    '## Checks of other tools',
    '',
    ...wrapped('Which of our rules says what a check of another tool says. A waiver of ours is written onto the object in the words of every tool that reads annotations.'),
    '',
    '| Tool | Check | Our rule |',
    '|---|---|---|',
    ...crosswalk(rules),
    '',
  ].join('\n');
}

function section(title: string, note: string | undefined, rules: readonly RuleFacts[]): string[] {
  return [
    `## ${title}`, '',
    ...(note === undefined ? [] : [...wrapped(note), '']),
    '| Rule | Severity | Why it matters | What to do |',
    '|---|---|---|---|',
    ...rules.map((rule) => `| \`${rule.ruleId}\` | ${rule.severity} | ${cell(rule.reason)} | ${cell(rule.remedy)} |`),
    '',
  ];
}

function crosswalk(rules: ReadonlyArray<{ readonly ruleId: string; readonly covers?: string[] }>): string[] {
  const rows = rules.flatMap((rule) => (rule.covers ?? []).map((id) => [id.slice(0, id.indexOf('/')), id.slice(id.indexOf('/') + 1), rule.ruleId]));
  return rows
    .sort((a, b) => TOOLS.indexOf(a[0]) - TOOLS.indexOf(b[0]) || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : a[2] < b[2] ? -1 : 1))
    .map(([tool, check, rule]) => `| ${tool} | \`${check}\` | \`${rule}\` |`);
}

function wrapped(text: string): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const line = lines[lines.length - 1];
    return line !== undefined && line.length + word.length < 120 ? [...lines.slice(0, -1), `${line} ${word}`] : [...lines, word];
  }, []);
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|');
}
