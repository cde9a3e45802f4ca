import { readFileSync } from 'fs';
import { CannotRun } from './cannot-run';
import { External } from '../rules/graph/external';
import { externalsOf } from '../rules/reading/externals';
import { whyNot } from '../rules/reading/folder';
import { CannotRead } from '../rules/reading/read-manifests';
import { parseYaml } from '../rules/reading/yaml-library';

/**
 * Reads a file that says what is in the cluster and not among the manifests.
 *
 * @internal
 */
export function readExternals(file: string): External[] {
  try {
    const [document] = parseYaml(readFileSync(file, 'utf8'));
    if (document?.error) throw new CannotRun(`"${file}" is not YAML: ${document.error.text}.`);
    return externalsOf(document?.located.value, `"${file}"`);
  } catch (e) {
    if (e instanceof CannotRun) throw e;
    throw new CannotRun(e instanceof CannotRead ? e.message : `cannot read "${file}": ${whyNot(e)}.`);
  }
}
