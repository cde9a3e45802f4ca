import { existsSync, readFileSync } from 'fs';
import { relative, resolve } from 'path';
import { IConstruct } from 'constructs';
import { OutputText } from './output/output-folder';
import { GENERATED } from '../config/config-schema';
import { Facts } from '../model/facts';
import { Problem } from '../model/problem';
import { flaw, quoted } from '../values/flaw';
import { Workload } from '../workloads/workload';

/** The source files that go with the manifests, and what speaks against writing them. @internal */
export interface SourceFiles {
  readonly files: OutputText[];
  readonly problems: string[];
}

/** Collects what workloads want to be written into the sources of their programs. @internal */
export function sourceFilesOf(app: IConstruct): SourceFiles {
  const wanted = new Map<string, { text: string; by: string }>();
  const problems: string[] = [];
  for (const workload of app.node.findAll().filter((c): c is Workload => c instanceof Workload)) {
    for (const [path, text] of workload._settled().entries(Facts.SOURCE_FILE)) {
      const other = wanted.get(resolve(path));
      if (other !== undefined && other.text !== text) {
        problems.push(String(Problem._at(workload.node.path, flaw('source/same-file', `${quoted(path)} would hold other keys for ${other.by}`, 'Give both the same keys, or each a folder of its own.'))));
      } else if (other === undefined && isSomebodyElses(path)) {
        problems.push(String(Problem._at(workload.node.path, flaw('source/not-generated', `${quoted(path)} is there already and was not generated; it would be lost`, 'Move it away, or name another folder.'))));
      }
      wanted.set(resolve(path), { text, by: workload.node.path });
    }
  }
  return { files: [...wanted].map(([path, { text }]) => ({ path: relative(process.cwd(), path), text })), problems };
}

function isSomebodyElses(path: string): boolean {
  return existsSync(path) && !readFileSync(path, 'utf8').startsWith(GENERATED);
}
