import { run } from '../../src/cli/run';
import { paletteOf } from '../../src/rules/report/palette';

/** Runs a command line in a folder, in this process: its exit code, and what it said. */
export async function runIn(folder: string, args: string[]): Promise<{ code: number; out: string; err: string }> {
  const home = process.cwd();
  const said = { out: '', err: '' };
  process.chdir(folder);
  try {
    const code = await run(args, { out: (text) => { said.out += text; }, err: (text) => { said.err += text; }, palette: paletteOf(false), hasKeyboard: false });
    return { code, ...said };
  } finally {
    process.chdir(home);
  }
}
