import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';

const BIN = join(__dirname, '..', '.bin');
const [GRAFANA, SLOTH, PROBE] = ['grafana-judge', 'sloth', 'metrics-probe'].map((name) => join(BIN, name));

/** Why a test does not run that asks them. */
export const HOW_TO_BUILD = 'the judges of monitoring are not built: test/conformance/monitoring/build.sh';

export function areJudgesBuilt(): boolean {
  return [GRAFANA, SLOTH, PROBE].every((path) => existsSync(path));
}

/** What Grafana's own types say against each dashboard. */
export function dashboardComplaints(dashboards: readonly string[]): string[][] {
  const lines = run(GRAFANA, [], dashboards.map((json) => `${JSON.stringify(JSON.parse(json))}\n`).join('')).split('\n').filter((line) => line !== '');
  if (lines.length !== dashboards.length) throw new Error(`the judge of dashboards gave ${lines.length} answers to ${dashboards.length} questions`);
  return lines.map((line) => JSON.parse(line));
}

/** The groups of rules that sloth makes of a PrometheusServiceLevel. */
export function slothRules(serviceLevel: any): any[] {
  const folder = mkdtempSync(join(tmpdir(), 'gopher-sloth-'));
  try {
    const file = join(folder, 'level.yaml');
    writeFileSync(file, stringify(serviceLevel));
    const written = parseAllDocuments(run(SLOTH, ['generate', '--no-log', '-i', file], ''));
    return written.map((document) => document.toJS()).filter((object) => object?.kind === 'PrometheusRule').flatMap((object) => object.spec.groups);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A series as a scraper reads it. */
export interface Scraped { readonly name: string; readonly labels: { readonly [label: string]: string } }

/** What a scraper reads of a Go program with each of the known instrumentations, after calls of which some failed. */
export function scraped(): Scraped[] {
  return run(PROBE, [], '').split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
    const [, name, labels = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /.exec(line)!;
    return { name, labels: Object.fromEntries([...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map((m) => [m[1], m[2]])) };
  });
}

function run(program: string, args: string[], input: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (error || status !== 0) throw new Error(`${HOW_TO_BUILD}; or it has ended: ${error?.message ?? stderr}`);
  return stdout;
}
