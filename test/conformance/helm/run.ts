import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chartLaws } from './chart-laws';
import { chartValues } from './chart-values';
import { includedCharts } from './included';
import { Tally } from './tally';

/*
 * Charts, as a real helm reads them: those that are written, and those that are included.
 */

async function main(): Promise<void> {
  const top = mkdtempSync(join(tmpdir(), 'gopher-helm-'));
  const tally = new Tally();
  try {
    chartLaws(tally, top);
    chartValues(tally, top);
    await includedCharts(tally, top);
  } finally {
    rmSync(top, { recursive: true });
  }
  tally.end();
}

void main();
