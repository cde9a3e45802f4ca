import { readFileSync } from 'fs';
import type * as Yaml from 'yaml';
import { whyNot } from '../../rules/reading/folder';
import { yamlLibrary } from '../../rules/reading/yaml-library';
import { Flaw, flaw, quoted } from '../../values/flaw';
import { Image } from '../../values/image';

/** Which version of an image runs. @internal */
export interface LockedImage {
  readonly tag?: string;
  readonly digest?: string;
}

const FIELDS = ['tag', 'digest'];
const EXAMPLE = 'Write targets, below it the target, below it the repository, and below that tag and digest.';

/**
 * The file that says which image runs where, as text: what is not changed stays as it is, comments too.
 *
 * All values are texts: `tag: 1.10` is "1.10".
 *
 * @internal
 */
export class LockFile {
  /** Reads a file; what is wrong with it is in `flaws`, each with its line. */
  public static read(file: string): LockFile {
    try {
      return new LockFile(file, readFileSync(file, 'utf8'));
    } catch (e) {
      return new LockFile(file, '', [flaw('image-lock/cannot-read', `cannot read ${quoted(file)}: ${whyNot(e)}`, `Make the file. ${EXAMPLE}`)]);
    }
  }

  /** whatever is wrong; nothing may be taken from a file with flaws */
  public readonly flaws: Flaw[];
  private readonly document: Yaml.Document.Parsed;
  private readonly lines: Yaml.LineCounter;
  private readonly targets = new Map<string, Map<string, LockedImage>>();

  private constructor(public readonly file: string, text: string, flaws: Flaw[] = []) {
    const { LineCounter, parseDocument } = yamlLibrary();
    this.flaws = flaws;
    this.lines = new LineCounter();
    this.document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, lineCounter: this.lines, logLevel: 'silent' });
    const conflict = text.split('\n').findIndex((line) => /^(<{7}|>{7}|={7})( |\r?$)/.test(line));
    if (conflict >= 0) this.flaws.push(flaw('image-lock/conflict', `line ${conflict + 1} of ${quoted(file)} is a mark of a merge conflict`, 'Keep one of the two versions of each image, and delete the marks.'));
    else if (flaws.length === 0) this.readDocument();
  }

  /** The names of all targets. */
  public get targetNames(): string[] {
    return [...this.targets.keys()];
  }

  /** The repositories of a target; none where there is no such target. */
  public repositoriesOf(target: string): string[] {
    return [...this.targets.get(target)?.keys() ?? []];
  }

  public imageOf(target: string, repository: string): LockedImage | undefined {
    return this.targets.get(target)?.get(repository);
  }

  /** Writes an image down, in place of what was there. What is not said goes. */
  public put(target: string, repository: string, image: LockedImage): void {
    for (const field of FIELDS) {
      const [path, value] = [['targets', target, repository, field], image[field as keyof LockedImage]];
      const there = this.document.getIn(path, true);
      if (value === undefined && there === undefined) continue; // an image that is new has nothing to be deleted from
      if (value === undefined) this.document.deleteIn(path);
      else if (yamlLibrary().isScalar(there)) there.value = value; // its comment stays
      else this.document.setIn(path, value);
    }
    const images = this.targets.get(target) ?? new Map<string, LockedImage>();
    this.targets.set(target, images.set(repository, image));
  }

  public toString(): string {
    return this.document.toString({ lineWidth: 0 });
  }

  private readDocument(): void {
    const [error] = this.document.errors;
    if (error !== undefined) {
      this.flaws.push(flaw('image-lock/not-yaml', `line ${this.lineAt(error.pos[0])} of ${quoted(this.file)} is no YAML: ${error.message.replace(/\s+/g, ' ')}`, EXAMPLE));
      return;
    }
    for (const [name, targets] of this.pairs(this.document.contents, 'the file', true)) {
      if (name.text !== 'targets') this.complain(name.at, `${quoted(name.text)} is nothing that is read`);
      else for (const [target, images] of this.pairs(targets, 'targets')) this.readTarget(target.text, images);
    }
  }

  private readTarget(target: string, node: unknown): void {
    const images = new Map<string, LockedImage>();
    for (const [repository, fields] of this.pairs(node, target, true)) {
      const image: { [field: string]: string } = {};
      for (const [field, value] of this.pairs(fields, repository.text)) {
        if (!FIELDS.includes(field.text)) this.complain(field.at, `${quoted(field.text)} is nothing that is read of an image`);
        else if (!yamlLibrary().isScalar(value) || String(value.value) === '') this.complain(field.at, `${field.text} of ${quoted(repository.text)} is no text`);
        else image[field.text] = String(value.value);
      }
      const reference = referenceOf(repository.text, image);
      if (image.tag === undefined && image.digest === undefined) this.complain(repository.at, `${quoted(repository.text)} has neither tag nor digest`);
      else if (Image.of(reference)._flaws.length > 0 || Image.of(repository.text).tag !== undefined) this.complain(repository.at, `${quoted(reference)} is no image`);
      else images.set(repository.text, image);
    }
    this.targets.set(target, images);
  }

  private pairs(node: unknown, of: string, mayBeEmpty: boolean = false): Array<[{ text: string; at: number }, unknown]> {
    const { isMap, isScalar } = yamlLibrary();
    if (node === null || (mayBeEmpty && isScalar(node) && String(node.value) === '')) return [];
    if (!isMap(node)) {
      this.complain((node as Yaml.Node | undefined)?.range?.[0] ?? 0, `${of} is no map`);
      return [];
    }
    return node.items.map(({ key, value }) => [{ text: isScalar(key) ? String(key.value) : String(key), at: (key as Yaml.Node | null)?.range?.[0] ?? 0 }, value]);
  }

  private complain(at: number, what: string): void {
    this.flaws.push(flaw('image-lock/bad-entry', `line ${this.lineAt(at)} of ${quoted(this.file)}: ${what}`, EXAMPLE));
  }

  private lineAt(offset: number): number {
    return this.lines.linePos(offset).line;
  }
}

/** @internal */
export function referenceOf(repository: string, { tag, digest }: LockedImage): string {
  return `${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}
