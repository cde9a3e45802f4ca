import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { ROOT } from './markdown';
import { readExternals } from '../../src/cli/externals';
import { Finding } from '../../src/rules/finding';
import { Manifests } from '../../src/rules/manifests';
import { readManifests } from '../../src/rules/reading/read-manifests';
import { Severity } from '../../src/rules/severity';
import { standardBook } from '../../src/rules/standard-book';

/** Where one service is written in each tool, with what each makes of it in `rendered.yaml`. */
export const SERVICE = join(ROOT, 'docs', 'coming-from', 'service');

/** The tools, as the pages name them, and their folders. */
export const TOOLS: Array<[tool: string, folder: string]> = [
  ['cdk8s-gopher', 'cdk8s-gopher'], ['Helm', 'helm'], ['kustomize', 'kustomize'], ['cdk8s with cdk8s-plus-28', 'cdk8s'], ['Score', 'score'], ['KubeVela', 'kubevela'],
];

/** What is not the tool's doing, and why. */
const NOT_COUNTED: Array<[rule: string, folder: string | undefined]> = [
  ['graph/policy-peer-without-pods', undefined], // frontend and payments are deployed by others
  ['structure/unserved-version', 'kubevela'], // a dry run without a cluster takes the oldest API
];

/** One service in one tool. */
export interface Measured { readonly files: number; readonly typed: number; readonly written: number; readonly kinds: string[]; readonly findings: Finding[] }

/** Lines that say something. */
const saying = (text: string) => text.split('\n').filter((line) => line.trim() !== '' && !/^\s*(#|\/\/|---$)/.test(line)).length;

export function measure(folder: string): Measured {
  const home = join(SERVICE, folder);
  const sources = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== 'rendered.yaml').map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const rendered = join(home, 'rendered.yaml');
  if (!existsSync(rendered)) throw new Error(`${rendered} is not there. Write it: bash test/conformance/coming-from/run.sh --write`);
  const text = readFileSync(rendered, 'utf8');
  const findings = standardBook({ externals: readExternals(join(SERVICE, 'neighbours.yaml')) }).verify(Manifests.of(readManifests([rendered]).manifests));
  return {
    files: sources.length,
    typed: sources.reduce((sum, source) => sum + saying(source), 0),
    written: saying(text),
    kinds: parseAllDocuments(text).map((document) => document.toJS().kind),
    findings: findings.filter((finding) => !NOT_COUNTED.some(([rule, only]) => rule === finding.rule && (only === undefined || only === folder))),
  };
}

const WANTED = ['Deployment', 'Service', 'ServiceAccount', 'HorizontalPodAutoscaler', 'PodDisruptionBudget', 'NetworkPolicy'];

/** The measured part of docs/coming-from/README.md. */
export function measuredTables(): string {
  const all = TOOLS.map(([tool, folder]) => ({ tool, ...measure(folder) }));
  const rules = [...new Set(all.flatMap(({ findings }) => findings.map((finding) => finding.rule)))].sort();
  const of = (findings: Finding[], ...severities: Severity[]) => findings.filter((finding) => severities.includes(finding.severity)).length;
  return [
    '| | Files | Lines typed | Lines of YAML | Objects | Not there | Warnings | Notes |',
    '|---|---|---|---|---|---|---|---|',
    ...all.map(({ tool, files, typed, written, kinds, findings }) => `| ${tool} | ${files} | ${typed} | ${written} | ${kinds.length} | ${WANTED.filter((kind) => !kinds.includes(kind)).join(', ') || 'nothing'} | `
      + `${of(findings, Severity.ERROR, Severity.WARNING)} | ${of(findings, Severity.INFO)} |`),
    '',
    'What `cdk8s-gopher verify` finds in what each of them renders:',
    '',
    `| Rule | ${all.map(({ tool }) => tool).join(' | ')} |`,
    `|---|${all.map(() => '---|').join('')}`,
    ...rules.map((rule) => `| \`${rule}\` | ${all.map(({ findings }) => findings.filter((finding) => finding.rule === rule).length || '').join(' | ')} |`),
  ].join('\n');
}

/** A page with its measured part written anew. */
export function withTables(page: string): string {
  const [begin, end] = ['<!-- measured:begin -->', '<!-- measured:end -->'];
  if (!page.includes(begin) || !page.includes(end)) throw new Error(`docs/coming-from/README.md has no ${begin} and ${end}`);
  return page.slice(0, page.indexOf(begin)) + `${begin}\n${measuredTables()}\n${end}` + page.slice(page.indexOf(end) + end.length);
}
