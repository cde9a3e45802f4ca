import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Markdown, ROOT } from './markdown';

const page = new Markdown('docs/howto/samples.md');
const cells = page.prose.filter((line) => line.startsWith('| ')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
const lines = (path: string) => readFileSync(join(ROOT, path), 'utf8').trimEnd().split('\n').length;

/** What the rules say of each workload of the samples; kubebuilder's project is no sample of ours. */
const workloads = readdirSync(join(ROOT, 'test/samples/originals')).filter((name) => name !== 'kubebuilder.json')
  .flatMap((name) => Object.values<{ rules: string[] }>(JSON.parse(readFileSync(join(ROOT, 'test/samples/originals', name), 'utf8')).workloads));

test.each(cells.filter(([first]) => first.includes('/main.ts')))('%s is as long as the page says, give or take a tenth', (link, _, __, program, yaml) => {
  const folder = /examples\/([a-z-]+)\//.exec(link)![0];
  const manifests = readdirSync(join(ROOT, folder, 'manifests')).filter((name) => name.endsWith('.yaml')).map((name) => lines(join(folder, 'manifests', name)));
  const off = (said: string, real: number) => Math.abs(Number(said) - real) / real;
  expect(off(program, lines(join(folder, 'main.ts')))).toBeLessThan(0.1);
  expect(off(yaml, manifests.reduce((a, b) => a + b, 0))).toBeLessThan(0.1);
});

test('the page has every rule that was found in ten workloads or more of the originals, with their number', () => {
  const found = new Map<string, number>();
  for (const rule of workloads.flatMap(({ rules }) => rules)) found.set(rule, (found.get(rule) ?? 0) + 1);
  const said = new Map(cells.filter(([first]) => /^`[a-z-]+\/[a-z-]+`$/.test(first)).map(([rule, number]) => [rule.slice(1, -1), Number(number)]));
  expect(Object.fromEntries(said)).toEqual(Object.fromEntries([...found].filter(([, number]) => number >= 10)));
  expect(page.prose.join('\n')).toContain(`Of their ${workloads.length} workloads`);
});
