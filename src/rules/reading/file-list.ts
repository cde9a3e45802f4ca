import { createHash } from 'crypto';
import { Flaw, flaw, quoted } from '../../values/flaw';

/** What the list of our files is called. @internal */
export const FILE_LIST = '.cdk8s-gopher-files';

const TITLE = '# Files written by cdk8s-gopher; only these are deleted when they are no longer made.';
const TARGET = /^# target: (.*)$/;
const HASH = /^ {2}sha256 ([0-9a-f]{64})$/;
/** How Git marks the sides of a conflict. */
const CONFLICT = /^(<{7}|\|{7}|={7}|>{7})( |$)/;

/**
 * What we have written into a folder, and what its content was.
 *
 * A path has its own line, which stays when the content changes: so two branches that
 * change neighbours merge. Where both sides of a merge are in the list, with or without
 * Git's marks, both count: a file is ours if it is as one of them wrote it.
 *
 * @internal
 */
export class FileList {
  /** @param file as it is named in messages @param text what is in it */
  public static read(file: string, text: string): FileList {
    const list = new FileList();
    let hashes: Set<string> | undefined;
    text.split(/\r?\n/).forEach((line, index) => {
      const hash = HASH.exec(line)?.[1];
      if (line === '' || CONFLICT.test(line)) return;
      if (line.startsWith('#')) {
        const target = TARGET.exec(line)?.[1];
        if (target !== undefined) list.targets.add(target);
      } else if (hash !== undefined && hashes !== undefined) {
        hashes.add(hash);
      } else if (isPathBelow(line)) {
        hashes = list.files.get(line) ?? new Set();
        list.files.set(line, hashes);
      } else {
        list.flaws.push(flaw('output/bad-list', `line ${index + 1} of ${quoted(file)} is ${quoted(line)}, which is no file in that folder; what may be deleted is not certain`,
          `Take the list as it was last committed: git checkout -- ${file}`));
      }
    });
    return list;
  }

  /** by path, what its content may be; of an older list nothing is known */
  public readonly files = new Map<string, Set<string>>();
  public readonly targets = new Set<string>();
  public readonly flaws: Flaw[] = [];

  /** Whether a file still has the content that we gave it. */
  public isOurs(path: string, text: string): boolean {
    const hashes = this.files.get(path);
    return hashes !== undefined && (hashes.size === 0 || hashes.has(hashOf(text)));
  }

  public toString(): string {
    const entries = [...this.files].sort(([a], [b]) => (a < b ? -1 : 1));
    return [TITLE, ...[...this.targets].map((target) => `# target: ${target}`), ...entries.flatMap(([path, hashes]) => [path, ...[...hashes].map((hash) => `  sha256 ${hash}`)]), ''].join('\n');
  }
}

/** The content's hash, however Git ends lines on this machine. @internal */
export function hashOf(text: string): string {
  return createHash('sha256').update(text.includes('\r') ? text.replace(/\r\n/g, '\n') : text).digest('hex');
}

function isPathBelow(line: string): boolean {
  return !/^[\s/\\]|^[A-Za-z]:|[\0-\x1f]/.test(line) && !line.split(/[/\\]/).some((part) => part === '..' || part === '.' || part === '');
}
