import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { stringify } from 'yaml';

const BUILT = join(__dirname, '..', '..', 'conformance', '.bin', 'promtool');
const PROMTOOL = existsSync(BUILT) ? BUILT : 'promtool';

/** Why a test does not run that asks Prometheus. */
export const HOW_TO_INSTALL = 'promtool is not there: apt-get install prometheus, or test/live/install.sh';

export function isPromtoolThere(): boolean {
  return spawnSync(PROMTOOL, ['--version']).status === 0;
}

/** What `promtool check rules` says against them; empty if nothing. */
export function checkRules(groups: any[]): string {
  return inFolder({ 'rules.yaml': { groups } }, ['check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml']);
}

/** What `promtool test rules` says against the expectations; empty if they are met. */
export function testRules(groups: any[], tests: any[]): string {
  return inFolder({ 'rules.yaml': { groups }, 'test.yaml': { rule_files: ['rules.yaml'], evaluation_interval: '1m', tests } }, ['test', 'rules', 'test.yaml']);
}

function inFolder(files: { [name: string]: any }, args: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'gopher-promtool-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), stringify(content));
    const { status, stdout, stderr } = spawnSync(PROMTOOL, args, { cwd: folder, encoding: 'utf8' });
    return status === 0 ? '' : `${stdout}${stderr}` || 'promtool did not run';
  } finally {
    rmSync(folder, { recursive: true });
  }
}
