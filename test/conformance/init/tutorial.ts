import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textExcerptFault } from '../../docs/excerpt';
import { Fence, Markdown } from '../../docs/markdown';

/**
 * Does what a page tells its reader to do, from an empty folder on: runs every `sh` block in the folder that the one before
 * ended in, makes the change of every `diff <file>` block, and compares what each `text said` block shows with what was
 * really said. The library is at $PACKAGE.
 */
class Reader {
  public readonly complaints: string[] = [];
  public done = 0;
  private readonly place: string;
  private said = '';

  constructor(private readonly page: string, folder: string, private readonly library: string) {
    mkdirSync(folder, { recursive: true });
    this.place = `${folder}.place`;
    writeFileSync(this.place, folder);
  }

  public read(fence: Fence): void {
    const before = this.complaints.length;
    if (fence.language === 'sh') this.run(fence);
    else if (fence.language === 'diff') this.change(fence);
    else if (fence.language === 'text' && fence.marks.includes('said')) this.compare(fence);
    else this.complain(fence, `nothing is done with a block of "${[fence.language, ...fence.marks].join(' ')}"`);
    this.done++;
    if (this.complaints.length > before) console.error(`what was said before:\n${this.said}`);
  }

  private run(fence: Fence): void {
    // A command that fails on purpose says so: it ends in `|| true`.
    const script = `set -euo pipefail\ncd "$(cat "$PLACE")"\n${fence.text}\npwd >"$PLACE"\n`;
    const git = Object.fromEntries(['AUTHOR', 'COMMITTER'].flatMap((who) => [[`GIT_${who}_NAME`, 'you'], [`GIT_${who}_EMAIL`, 'you@example.com']]));
    const { status, stdout } = spawnSync('bash', ['-c', `exec 2>&1\n${script}`], { encoding: 'utf8', env: { ...process.env, ...git, PLACE: this.place, PACKAGE: this.library }, maxBuffer: 64 * 1024 * 1024 });
    this.said = stdout;
    if (status !== 0) this.complain(fence, `ended with ${status}`);
  }

  /** What stays and what goes must be in the file just once. */
  private change(fence: Fence): void {
    const file = join(readFileSync(this.place, 'utf8').trim(), fence.marks[0]);
    const lines = fence.text.split('\n');
    const [old, now] = ['-', '+'].map((sign) => lines.filter((line) => line === '' || ' '.includes(line[0]) || line[0] === sign).map((line) => line.slice(1)).join('\n'));
    const parts = readFileSync(file, 'utf8').split(old);
    if (parts.length !== 2) return this.complain(fence, `what is to be changed stands ${parts.length - 1} times in ${fence.marks[0]}`);
    writeFileSync(file, parts.join(now));
  }

  private compare(fence: Fence): void {
    const missing = textExcerptFault(fence.text, this.said);
    if (missing !== undefined) this.complain(fence, `nobody said ${JSON.stringify(missing)}, or not in that order`);
  }

  private complain({ line }: Fence, what: string): void {
    this.complaints.push(`${this.page}:${line}: ${what}`);
  }
}

const [page, folder, library] = process.argv.slice(2);
const { path, fences } = new Markdown(page);
const reader = new Reader(path, folder, library);
for (const fence of fences) {
  reader.read(fence);
  if (reader.complaints.length > 0) break; // what follows would only follow from it
}
console.log(`${path}: ${reader.done} of ${fences.length} blocks`);
for (const complaint of reader.complaints) console.error(complaint);
if (reader.complaints.length > 0 || fences.length === 0) process.exit(1);
