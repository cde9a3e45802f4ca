import { existsSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CannotRun } from './cannot-run';
import { runProgram } from './program';
import { Terminal } from './terminal';
import { FleetPlan } from '../plan/fleet-plan';
import type { PlanOptions } from '../plan/plan';
import { GoldenPath } from '../platform/golden-path';
import { PREVIEW, PREVIEW_GOLDEN_PATH } from '../platform/golden-path-preview';

/**
 * What another golden path would change: runs the program as it is and with the other one, and
 * compares the two. No file of the project changes.
 *
 * @param wanted `next`, or a golden path's name
 * @internal
 */
export function goldenPathPlan(wanted: string, program: string, options: PlanOptions, terminal: Terminal): FleetPlan {
  const [flaw] = wanted === 'next' ? [] : GoldenPath.of(wanted)._flaws;
  if (flaw !== undefined) throw new CannotRun(`${flaw.what}. Choose next, ${GoldenPath.supported.join(' or ')}.`);
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-gopher-plan-'));
  try {
    const [before, after] = [join(folder, 'before'), join(folder, 'after')];
    preview(program, { [PREVIEW]: before, [PREVIEW_GOLDEN_PATH]: '', CDK8S_OUTDIR: join(folder, 'out') }, 'as it is', terminal);
    preview(program, { [PREVIEW]: after, [PREVIEW_GOLDEN_PATH]: wanted, CDK8S_OUTDIR: join(folder, 'out') }, wanted === 'next' ? 'with the next golden path' : `with the golden path ${wanted}`, terminal);
    return FleetPlan._ofPreviews(before, after, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function preview(program: string, env: { readonly [name: string]: string }, how: string, terminal: Terminal): void {
  const code = runProgram(program, env, terminal);
  if (code !== 0) throw new CannotRun(`"${program}" ended with ${code}, run ${how}. What it said stands above.`);
  if (!existsSync(env[PREVIEW])) {
    throw new CannotRun(`"${program}" ran, and no GopherApp was synthesized in it. Compare two apps in the program: Plan.betweenApps(shop(GoldenPath.V1), shop(GoldenPath.V2)).`);
  }
}
