import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import type * as Yaml from 'yaml';
import type { GivenDefinition } from './custom-resource-definition';
import { isJson } from './schema-walk';
import { Flaw, flaw, quoted } from '../values/flaw';

/** The definitions in a file, or in the YAML files of a folder, and what is wrong with the files. @internal */
export function definitionsIn(path: string): { definitions: GivenDefinition[]; flaws: Flaw[] } {
  const definitions: GivenDefinition[] = [];
  const flaws: Flaw[] = [];
  for (const [file, text] of filesAt(path, flaws)) {
    for (const document of documentsIn(file, text, flaws)) {
      if (document === null) continue;
      const { apiVersion, kind, metadata, spec } = isJson(document) ? document : {} as any;
      if (apiVersion !== 'apiextensions.k8s.io/v1' || kind !== 'CustomResourceDefinition' || !isJson(spec) || typeof metadata?.name !== 'string') {
        flaws.push(flaw('crd/not-a-definition', `${file} holds ${kind === undefined ? 'something' : `a ${apiVersion} ${kind}`} that is no definition of apiextensions.k8s.io/v1`, 'Read only what controller-gen writes to config/crd/bases.'));
        continue;
      }
      definitions.push({ name: metadata.name, labels: { ...metadata.labels }, annotations: { ...metadata.annotations }, spec });
    }
  }
  if (definitions.length === 0 && flaws.length === 0) flaws.push(flaw('crd/no-definition', `there is no definition in ${quoted(path)}`, 'Run controller-gen first, or mend the path.'));
  return { definitions, flaws };
}

function filesAt(path: string, flaws: Flaw[]): Array<[string, string]> {
  try {
    const files = statSync(path).isDirectory() ? readdirSync(path).filter((name) => /\.ya?ml$/.test(name)).sort().map((name) => join(path, name)) : [path];
    return files.map((file) => [file, readFileSync(file, 'utf8')]);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file or folder' : code ?? error;
    flaws.push(flaw('crd/unreadable-file', `${quoted(path)} cannot be read: ${why}`, 'Mend the path; it counts from where the program is run.'));
    return [];
  }
}

/** kubectl reads YAML 1.1, but neither dates nor anything binary. */
function asKubectl(tags: Yaml.Tags): Yaml.Tags {
  return tags.filter((tag) => typeof tag === 'string' || !/:(timestamp|binary|omap|pairs|set)$/.test(tag.tag));
}

function documentsIn(file: string, text: string, flaws: Flaw[]): unknown[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parseAllDocuments } = require('yaml') as typeof Yaml;
  const documents = parseAllDocuments(text, { schema: 'yaml-1.1', customTags: asKubectl, prettyErrors: false, logLevel: 'silent' });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const error = document.errors[0];
    if (error === undefined) return [document.toJS()];
    flaws.push(flaw('crd/unreadable-file', `${file} is no YAML: ${error.message.split('\n')[0]}`, 'Mend the file.'));
    return [];
  });
}
