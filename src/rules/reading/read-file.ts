import { Manifest } from '../manifest';
import { boundsFlaw, MAX_DEPTH } from './bounds';
import { reasonNotManifest } from './bystanders';
import { Constructs } from './constructs';
import { Chunk, chunksOf } from './documents';
import { parseJson } from './json-document';
import { Located, lineOfPath } from './located';
import { lineIn, Piece } from './places';
import { PlainYaml } from './plain-yaml';
import { Reading } from './reading';
import { positionAt } from './source-text';
import { unrolled } from './unrolled';
import { DuplicateKey, ParsedYaml, parseYaml } from './yaml-library';

/** A text with its name, and the API server that it is for. @internal */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly kubernetesMinor?: number;
  /** whose manifests the folder around it holds */
  readonly target?: string;
  /** whether something that is no manifest at all is to be complained of */
  readonly named: boolean;
  /** which constructs made the objects */
  readonly constructs?: Constructs;
}

/**
 * Reads the objects of one file into a reading.
 *
 * @internal
 */
export function readFile(file: SourceFile, reading: Reading): void {
  const conflict = /^<{7}(?: .*)?$/m.exec(file.text);
  if (conflict) {
    const { line } = positionAt(file.text, conflict.index);
    reading.complain('yaml/merge-conflict', file.path, line, `line ${line} is ${shorten(conflict[0])}, the marker of a merge conflict`);
    return;
  }
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]/.exec(file.text);
  if (control) {
    const { line, column } = positionAt(file.text, control.index);
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    reading.complain('yaml/broken', file.path, line, `line ${line}, column ${column}: the control character U+${code} may not stand in YAML`);
    return;
  }
  new FileReader(file, reading).read();
}

class FileReader {
  private found = 0;
  private readonly strays: Array<{ reason: string; line: number; value: unknown }> = [];

  constructor(private readonly file: SourceFile, private readonly reading: Reading) {}

  public read(): void {
    const before = this.reading.findings.length;
    if (/^\s*[{[]/.test(this.file.text) && /\.json$/i.test(this.file.path)) this.json();
    else chunksOf(this.file.text).forEach((chunk) => this.chunk(chunk));
    if (this.found > 0) {
      this.reading.files++;
      for (const stray of this.strays) this.stray(stray.line, stray.value, stray.reason);
    } else if (this.reading.findings.length === before && this.strays.length > 0) {
      this.reading.notes.push({ file: this.file.path, text: this.strays[0].reason });
    }
  }

  private json(): void {
    const chunk = { text: this.file.text, line: 1 };
    const parsed = this.guarded(chunk, () => parseJson(chunk.text));
    if (!parsed) return;
    if (parsed.error) {
      if (!this.file.named && !chunk.text.includes('"apiVersion"')) {
        this.strays.push({ reason: 'not a manifest: it has no apiVersion and no kind', line: 1, value: undefined });
      } else {
        this.complainAt('json/broken', chunk, parsed.error.offset, parsed.error.text);
      }
      return;
    }
    this.document({ located: { value: parsed.value, lines: new WeakMap() }, offset: 0, duplicates: parsed.duplicates }, { ...chunk, document: 0, inside: '' });
  }

  private chunk(chunk: Chunk): void {
    const plain = PlainYaml.read(chunk.text);
    if (plain) {
      this.document({ located: plain, offset: chunk.text.search(/^[^#\s]/m), duplicates: [] }, { ...chunk, document: 0, inside: '' });
      return;
    }
    const documents = this.guarded(chunk, () => parseYaml(chunk.text)) ?? [];
    for (const [index, document] of documents.entries()) {
      if (document.error) {
        this.broken(chunk, document.error);
        return; // what follows an error in the same text can not be trusted
      }
      this.document(document, { ...chunk, document: index, inside: '' });
    }
  }

  /** A text may nest so deep that its reader gives up. */
  private guarded<T>(chunk: Chunk, parse: () => T): T | undefined {
    try {
      return parse();
    } catch (e) {
      if (e instanceof RangeError) this.reading.complain('yaml/too-deep', this.file.path, chunk.line, `it nests deeper than ${MAX_DEPTH} levels`);
      else this.reading.complain('yaml/broken', this.file.path, chunk.line, `it cannot be read: ${shorten((e as Error).message)}`);
      return undefined;
    }
  }

  private broken(chunk: Chunk, error: { text: string; offset: number }): void {
    const braces = chunk.text.indexOf('{{');
    if (braces !== -1) this.notRendered(chunk, braces);
    else this.complainAt('yaml/broken', chunk, error.offset, error.text);
  }

  private notRendered(chunk: Chunk, offset: number): void {
    const line = chunk.text.slice(offset, offset + 200).split('\n')[0];
    this.complainAt('yaml/not-rendered', chunk, offset, `${shorten(line)} is a template, not a value`);
  }

  private complainAt(ruleId: string, chunk: Chunk, offset: number, text: string): void {
    const line = lineIn(chunk, offset);
    const { column } = positionAt(chunk.text, offset);
    this.reading.complain(ruleId, this.file.path, line, `line ${line}, column ${column}: ${text}`);
  }

  private document(document: ParsedYaml, piece: Piece): void {
    const { value } = document.located;
    const flaw = boundsFlaw(value);
    if (flaw) {
      const text = flaw === 'yaml/too-deep' ? `it nests deeper than ${MAX_DEPTH} levels` : 'with its aliases written out it would have more than a million values';
      this.reading.complain(flaw, this.file.path, lineIn(piece, document.offset), text);
      return;
    }
    if (value === null || value === undefined) return;
    const reason = reasonNotManifest(value);
    if (document.braces !== undefined && (reason === undefined || !(value as any).apiVersion)) {
      this.notRendered(piece, document.braces);
    } else if (reason !== undefined) {
      this.strays.push({ reason, line: lineIn(piece, document.offset), value });
    } else {
      this.objects(value as any, document, piece);
    }
  }

  private objects(value: any, document: ParsedYaml, piece: Piece): void {
    const made: Manifest[] = [];
    for (const { object, inside } of unrolled(value)) {
      const line = inside === '' ? lineIn(piece, document.offset) : this.lineOf(document.located, inside, piece);
      if (reasonNotManifest(object) !== undefined) {
        this.stray(line, object, 'not a manifest');
        continue;
      }
      const { path: file, kubernetesMinor, target } = this.file;
      const manifest = Manifest.of(object, { construct: this.file.constructs?.of(file, object), file, line, target, kubernetesMinor });
      this.reading.places.remember(manifest, { ...piece, inside });
      this.found++;
      made.push(manifest);
      const missing = ['apiVersion', 'kind'].filter((field) => typeof object[field] !== 'string' || object[field] === '');
      if (missing.length > 0) this.reading.complainOf('manifest/incomplete', manifest, missing[0], `it says no ${missing.join(' and no ')}`);
      else this.reading.manifests.push(manifest);
      if (isTemplate(object)) this.reading.complainOf('yaml/not-rendered', manifest, 'metadata.name', `${shorten(String(object.metadata.name))} is a template, not a value`);
    }
    for (const duplicate of document.duplicates) this.duplicate(duplicate, made, piece);
  }

  private lineOf(located: Located, inside: string, piece: Piece): number {
    const line = lineOfPath(located, inside);
    return line === undefined ? piece.line : piece.line + line - 1;
  }

  private duplicate(duplicate: DuplicateKey, made: Manifest[], piece: Piece): void {
    const message = `"${duplicate.key}" stands in line ${lineIn(piece, duplicate.firstOffset)} and again in line ${lineIn(piece, duplicate.offset)}`;
    if (made.length === 1) this.reading.complainOf('yaml/duplicate-key', made[0], duplicate.path, message);
    else this.reading.complain('yaml/duplicate-key', this.file.path, lineIn(piece, duplicate.offset), `${duplicate.path}: ${message}`);
  }

  /** A document that is no object, among others that are. */
  private stray(line: number, value: unknown, reason: string): void {
    if (value !== null && typeof value === 'object' && !Array.isArray(value) && !reason.endsWith('no kind')) this.reading.notes.push({ file: this.file.path, text: reason });
    else this.reading.complain('manifest/not-an-object', this.file.path, line, `what stands in line ${line} is ${describe(value)}, not an object with apiVersion and kind`);
  }
}

function isTemplate(object: any): boolean {
  return typeof object.metadata?.name === 'string' && object.metadata.name.includes('{{');
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : `${typeof value === 'string' ? 'the text' : `the ${typeof value}`} ${shorten(String(value))}`;
}

function shorten(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
}
