import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

/** Where a mirrored folder keeps which files were written by us, so that only those are ever deleted. @internal */
export const LEDGER = '.cdk8s-gopher-files';

/** The files of a folder that we have written, as paths below it; undefined where nobody has noted it. @internal */
export function writtenIn(folder: string): ReadonlySet<string> | undefined {
  const ledger = join(folder, LEDGER);
  if (!existsSync(ledger)) return undefined;
  return new Set(readFileSync(ledger, 'utf8').split('\n').filter((path) => path !== '' && !path.startsWith('#')));
}
