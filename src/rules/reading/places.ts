import { Finding } from '../finding';
import { Manifest } from '../manifest';
import { Located, lineOfPath } from './located';
import { PlainYaml } from './plain-yaml';
import { positionAt } from './source-text';
import { parseYaml } from './yaml-library';

/** The text that a manifest was read from. @internal */
export interface Piece {
  readonly text: string;
  /** the line of the file on which the text begins */
  readonly line: number;
  /** which of the documents in the text */
  readonly document: number;
  /** where in the document the object is: `items[2]` in a List */
  readonly inside: string;
}

/**
 * Knows in which line of its file a field of a manifest stands.
 *
 * Most manifests are never asked about, so a text is read again when the first
 * finding in it asks.
 *
 * @internal
 */
export class Places {
  private readonly pieces = new WeakMap<Manifest, Piece>();

  public remember(manifest: Manifest, piece: Piece): void {
    this.pieces.set(manifest, piece);
  }

  /** The lines of the findings that stand in a file; those of one text are looked up together. */
  public linesOf(findings: readonly Finding[]): Map<Finding, number> {
    const lines = new Map<Finding, number>();
    const byText = new Map<string, Finding[]>();
    for (const finding of findings) {
      const { line } = finding.manifest.origin;
      if (line !== undefined) lines.set(finding, line);
      const piece = this.pieces.get(finding.manifest);
      if (!piece) continue;
      const together = byText.get(piece.text);
      if (together) together.push(finding);
      else byText.set(piece.text, [finding]);
    }
    for (const [text, together] of byText) {
      const documents = locate(text);
      for (const finding of together) {
        const piece = this.pieces.get(finding.manifest)!;
        const path = [piece.inside, finding.path].filter((part) => part !== '').join('.');
        const located = documents[piece.document];
        const line = located && lineOfPath(located, path);
        if (line !== undefined) lines.set(finding, piece.line + line - 1);
      }
    }
    return lines;
  }
}

function locate(text: string): Located[] {
  const plain = PlainYaml.read(text);
  if (plain) return [plain];
  try {
    return parseYaml(text).map((document) => document.located);
  } catch {
    return [];
  }
}

/** The line of the file on which an offset of a piece's text stands. @internal */
export function lineIn(piece: { readonly text: string; readonly line: number }, offset: number): number {
  return piece.line + positionAt(piece.text, offset).line - 1;
}
