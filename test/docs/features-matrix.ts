import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

/** A row of the comparison: what a peer or we do about a feature. */
export interface Row {
  readonly section: string;
  readonly feature: string;
  /** a letter per peer, in the order of PEERS */
  readonly peers: string;
  readonly milestone: string;
  /** D, K or -; never anything weaker: what we do is typed, or it is not there */
  readonly ours: string;
  /** the tests that show it, below test/ */
  readonly shown: string[];
  /** where there is none: why not; elsewhere what is worth knowing */
  readonly note?: string;
}

const ROOT = join(__dirname, '..', '..');
const PEERS = ['bjw-s', 'Stakater', 'Gruntwork', 'nixys', 'podinfo', 'Timoni', 'Score', 'KubeVela', 'Copilot', 'ecs-patterns', 'kubernetesx', 'cdk8s-plus', 'KCL', 'ksonnet-util'];
const BEGIN = '<!-- matrix:begin -->';
const END = '<!-- matrix:end -->';
const PAGE = join(ROOT, 'docs', 'features.md');

export const ROWS: Row[] = JSON.parse(readFileSync(join(__dirname, 'features-rows.json'), 'utf8'));

/** docs/features.md as it is. */
export function featuresPage(): string {
  return readFileSync(PAGE, 'utf8');
}

/** docs/features.md with the matrix as the rows say. */
export function pageWithMatrix(): string {
  const page = featuresPage();
  return `${page.slice(0, page.indexOf(BEGIN) + BEGIN.length)}\n${matrix()}\n${page.slice(page.indexOf(END))}`;
}

/** What is wrong with the rows: a claim without a test, a gap without a reason. */
export function complaints(): string[] {
  return ROWS.flatMap((row) => [
    ...(row.peers.length === PEERS.length ? [] : [`${row.feature}: ${row.peers.length} peers`]),
    ...(['D', 'K', '-'].includes(row.ours) ? [] : [`${row.feature}: the mark "${row.ours}"`]),
    ...(row.ours === '-' && !row.note ? [`${row.feature}: no reason why not`] : []),
    ...(row.ours !== '-' && row.shown.length === 0 ? [`${row.feature}: no test shows it`] : []),
    ...row.shown.filter((path) => !showsSomething(path)).map((path) => `${row.feature}: ${path} has no test`),
  ]);
}

function showsSomething(path: string): boolean {
  const file = join(ROOT, 'test', path);
  return existsSync(file) && /\b(test|it|table)(\.each\b.*|\.prop\b.*)?\(/.test(readFileSync(file, 'utf8'));
}

function matrix(): string {
  const sections = [...new Set(ROWS.map((row) => row.section))];
  return [
    ...sections.flatMap((section) => ['', `### ${section}`, '', ...table(ROWS.filter((row) => row.section === section))]),
    '', '### Totals', '', ...totals(),
  ].join('\n').trim();
}

function table(rows: Row[]): string[] {
  return [
    `| Feature | ours | ${PEERS.join(' | ')} | Shown by |`,
    `|${'-|'.repeat(PEERS.length + 3)}`,
    ...rows.map((row) => `| ${row.feature} | **${row.ours}** | ${[...row.peers].join(' | ')} | ${evidence(row)} |`),
  ];
}

function evidence(row: Row): string {
  const links = row.shown.map((path) => `[${path.replace(/^.*\//, '').replace(/\.test\.ts$/, '')}](../test/${path})`);
  return [links.join(', '), row.note ?? ''].filter((part) => part !== '').join('. ');
}

function totals(): string[] {
  const columns = [ROWS.map((row) => row.ours), ...PEERS.map((_, i) => ROWS.map((row) => row.peers[i]))];
  return [
    `| ${ROWS.length} rows | ours | ${PEERS.join(' | ')} |`,
    `|${'-|'.repeat(PEERS.length + 2)}`,
    ...['D', 'K', 'P', 'X', '!', '-'].map((mark) => `| ${mark} | ${columns.map((column) => column.filter((m) => m === mark).length).join(' | ')} |`),
  ];
}
