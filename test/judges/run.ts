import { mkdtempSync, readdirSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Explanations, idOf } from './explanations';
import { JudgeFinding } from './finding';
import { Judge } from './judge';
import { JUDGES } from './judges';
import { Manifests } from './manifests';
import { synthesizeMatrix } from './matrix';
import { Page } from './page';
import { synthesizeScenes } from './scenes';
import { Platform } from '../../src';
import { HOW_TO_BUILD, isJudgeBuilt, judge as judgeThirdParty } from '../conformance/third-party/judge';

/*
 * Has every judge judge the examples and the matrix, one folder for each Kubernetes
 * version. Whatever none of the explained findings covers is a failure, and so is an
 * explained finding that occurs no more.
 *
 *   ts-node run.ts           the judges must be installed
 *   ts-node run.ts --write   writes docs/judges.md, if all is well
 *   JUDGES_KEEP=1            keeps the matrix, to look at
 */
const ROOT = join(__dirname, '../..');

/** Groups whose definitions cannot be had: test/conformance/third-party/README.md. */
const UNDEFINED = /^(policy\.linkerd\.io|opentelemetry\.io|grafana\.integreatly\.org)\//;

let passed = 0;
let failed = 0;

function outcome(ok: boolean, what: string, ...details: string[]): void {
  if (ok) passed++;
  else failed++;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${what}`);
  details.forEach((line) => console.log(`       ${line}`));
}

function foldersIn(matrix: string): Manifests[] {
  const cases = synthesizeMatrix(matrix);
  const all = [...cases, ...synthesizeScenes(matrix)];
  const found = all.filter(({ ours }) => ours.length > 0);
  outcome(found.length === 0, `our own rules find nothing in ${all.length} cases, but for what is waived`, ...found.flatMap(({ name, ours }) => ours.map((line) => `${name}: ${line}`)));
  const standard = new Platform().kubernetesVersion.toString();
  return [
    ...readdirSync(join(ROOT, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
      .map(({ name }) => Manifests.read(join(ROOT, 'examples', name, 'manifests'), standard, [])),
    ...readdirSync(matrix).sort().map((version) => Manifests.read(join(matrix, version), version, cases)),
  ];
}

function judge(folders: readonly Manifests[], explained: Explanations): void {
  for (const judging of JUDGES) {
    const start = Date.now();
    hear(judging);
    for (const folder of folders) {
      const what = `${judging.name} on ${folder.all.some(({ from }) => from) ? 'the matrix' : folder.folder.slice(ROOT.length + 1)}, Kubernetes ${folder.kubernetes}`;
      try {
        const findings = judging.findings(folder);
        const left = findings.filter((finding) => !explained.covers(finding));
        outcome(left.length === 0, `${what}: ${folder.all.length} objects, ${findings.length - left.length} findings explained, ${left.length} not`, ...grouped(left));
      } catch (error) {
        outcome(false, what, (error as Error).message);
      }
    }
    console.log(`     ${judging.name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  }
}

/** Custom resources have a judge of their own, who knows no explanation. */
function judgeCustom(folders: readonly Manifests[]): void {
  if (!isJudgeBuilt()) {
    console.log(`not run: ${HOW_TO_BUILD}`);
    return;
  }
  for (const folder of folders.filter(({ all }) => all.some(({ from }) => from))) {
    const objects = folder.all.map(({ object }) => object).filter(({ apiVersion }) => !UNDEFINED.test(apiVersion));
    const complaints = judgeThirdParty(objects);
    outcome(complaints.length === 0, `third-party kinds of the matrix, Kubernetes ${folder.kubernetes}, against the definitions of their projects`, ...complaints);
  }
}

function hear(judging: Judge): void {
  const what = `${judging.name} ${judging.strikesAt} strikes at the counterexample`;
  try {
    const checks = judging.findings(Manifests.read(join(__dirname, 'counterexample'), '1.33', [])).map(({ check }) => check);
    outcome(checks.includes(judging.strikesAt), what, ...(checks.includes(judging.strikesAt) ? [] : [`it found ${checks.join(', ') || 'nothing'}`]));
  } catch (error) {
    outcome(false, what, (error as Error).message);
  }
}

/** One line for each check, with the objects that it is about. */
function grouped(findings: readonly JudgeFinding[]): string[] {
  const byCheck = new Map<string, JudgeFinding[]>();
  for (const finding of findings) {
    const key = `${idOf(finding)} (${finding.manifest.kind})`;
    byCheck.set(key, [...byCheck.get(key) ?? [], finding]);
  }
  return [...byCheck].sort().map(([key, found]) => {
    const { manifest: { kind, namespace, name, from }, message } = found[0];
    const where = from === undefined ? '' : `, without ${from.values.without}, ${from.values.environment}`;
    return `${key}: ${found.length} times, such as ${kind} ${namespace}/${name}${where}: ${message}`;
  });
}

function main(write: boolean): void {
  const matrix = mkdtempSync(join(tmpdir(), 'judges-'));
  try {
    const folders = foldersIn(matrix);
    const explained = Explanations.committed();
    judge(folders, explained);
    judgeCustom(folders);
    for (const { check, when, times } of explained.occurrences()) {
      outcome(times > 0, `explained ${check}${when ? `, when ${when}` : ''}: ${times === 0 ? 'occurs no more; take it off the list' : `${times} times`}`);
    }
    const count = (what: string, n: number) => `${n} ${what}${n === 1 ? '' : 's'}`;
    const examples = folders.filter(({ all }) => all.every(({ from }) => !from)).length;
    const versions = [...new Set(folders.map(({ kubernetes }) => kubernetes))].sort();
    const page = new Page(explained, `${count('example', examples)} and the matrix, for Kubernetes ${versions.join(', ')}`);
    if (write && failed === 0) page.write();
    outcome(page.isCurrent(), 'docs/judges.md says what is so (run.ts --write writes it)');
  } catch (error) {
    outcome(false, 'the judges could be asked', (error as Error).stack ?? String(error));
  } finally {
    if (process.env.JUDGES_KEEP) console.log(`kept ${matrix}`);
    else rmSync(matrix, { recursive: true });
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main(process.argv.includes('--write'));
