import { Finding } from '../finding';
import { Manifest } from '../manifest';
import { Places } from './places';
import { readingFinding } from './reading-rules';

/** Something that was not checked, and why; nothing is wrong with it. @internal */
export interface Note {
  readonly file: string;
  readonly text: string;
}

/**
 * What was read: the objects, what is wrong with the files, and what was left out.
 *
 * @internal
 */
export class Reading {
  /** Objects that came from elsewhere than from files. */
  public static of(manifests: readonly Manifest[]): Reading {
    const reading = new Reading();
    for (const manifest of manifests) reading.manifests.push(manifest);
    return reading;
  }

  public readonly manifests: Manifest[] = [];
  public readonly findings: Finding[] = [];
  public readonly notes: Note[] = [];
  public readonly places = new Places();
  /** how many files held something to check */
  public files = 0;
  private readonly order = new Map<string, number>();

  /** A file that is about to be read. Reports keep to this order. */
  public begin(file: string): void {
    if (!this.order.has(file)) this.order.set(file, this.order.size);
  }

  /** The place of a file in the order of reading. */
  public rankOf(file: string | undefined): number {
    return this.order.get(file ?? '') ?? this.order.size;
  }

  /** A problem of a file. @param line from 1 on, if it is known */
  public complain(ruleId: string, file: string, line: number | undefined, message: string, fix?: string): void {
    this.findings.push(readingFinding(ruleId, Manifest.of({}, { file, line }), '', message, fix));
  }

  /** A problem of an object. */
  public complainOf(ruleId: string, manifest: Manifest, path: string, message: string): void {
    this.findings.push(readingFinding(ruleId, manifest, path, message));
  }
}
