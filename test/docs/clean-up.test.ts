import { execFileSync } from 'child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Markdown } from './markdown';
import { shop } from '../kit';

/** Runs the page's own lines against a kubectl that knows these objects; tells what was deleted. */
function cleanUp(objects: any[]): string {
  const script = new Markdown('docs/howto/configuration.md').fences.find((f) => f.language === 'sh')!.text;
  const folder = mkdtempSync(join(tmpdir(), 'gopher-clean-up-'));
  writeFileSync(join(folder, 'named.json'), JSON.stringify(objects.filter((o) => o.kind !== 'ConfigMap')));
  writeFileSync(join(folder, 'names'), objects.filter((o) => o.kind === 'ConfigMap').map((o) => `configmap/${o.metadata.name}\n`).join(''));
  writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\nshift 2\ncase "$1 $2" in\n"get configmaps") cat ${folder}/names;;\n"get "*) cat ${folder}/named.json;;\n*) echo "$@" >> ${folder}/done;;\nesac\n`);
  chmodSync(join(folder, 'kubectl'), 0o755);
  execFileSync('sh', ['-c', script], { env: { ...process.env, PATH: `${folder}:${process.env.PATH}` } });
  return existsSync(join(folder, 'done')) ? readFileSync(join(folder, 'done'), 'utf8') : '';
}

describe('cleaning up old configuration', () => {
  const [before, now] = [shop({ env: { A: '1' } }).objects, shop({ env: { A: '2' } }).objects];
  const config = (objects: any[]) => objects.find((o) => o.kind === 'ConfigMap');

  test('deletes what nothing names any more, and nothing else', () => {
    const other = { kind: 'ConfigMap', metadata: { name: 'checkout-live' } };
    expect(cleanUp([...now, config(before), other])).toBe(`delete configmap ${config(before).metadata.name}\n`);
  });

  test('keeps what may be rolled back to', () => {
    expect(cleanUp([...now, ...before])).toBe('');
  });

  test('deletes all where no workload is left', () => {
    expect(cleanUp([config(now)])).toBe(`delete configmap ${config(now).metadata.name}\n`);
  });
});
