import { readFileSync } from 'fs';
import { join } from 'path';

/** The version of this package. @internal */
export function version(): string {
  return JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')).version;
}
