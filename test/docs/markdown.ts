import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import { anchorOf } from '../../site/anchor';

/** The top of the repository. */
export const ROOT = join(__dirname, '..', '..');

/** A fenced block: what stands behind the backticks, and what is between them. */
export interface Fence {
  readonly line: number;
  readonly language: string;
  readonly marks: string[];
  readonly text: string;
}

/** A link, as written. */
export interface MarkdownLink {
  readonly line: number;
  readonly target: string;
}

/** One documentation page. */
export class Markdown {
  /** Every page that people read: the top-level ones, docs/ and the examples' own. */
  public static all(): Markdown[] {
    const pages = [
      ...readdirSync(ROOT).filter((name) => name.endsWith('.md') && name !== 'API.md'),
      ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => join('docs', name)),
    ];
    return pages.sort().map((path) => new Markdown(path));
  }

  public readonly path: string;
  public readonly lines: string[];
  public readonly fences: Fence[] = [];
  /** the lines outside of fences; those inside are empty */
  public readonly prose: string[];

  constructor(path: string) {
    this.path = relative(ROOT, join(ROOT, path));
    this.lines = readFileSync(join(ROOT, path), 'utf8').split('\n');
    this.prose = [...this.lines];
    for (let start = 0; start < this.lines.length; start++) {
      const open = /^```(\S*)\s*(.*)$/.exec(this.lines[start]);
      if (!open) continue;
      const end = this.lines.indexOf('```', start + 1);
      if (end < 0) throw new Error(`${this.path}:${start + 1}: the fence is never closed`);
      this.fences.push({ line: start + 1, language: open[1], marks: open[2].split(/\s+/).filter(Boolean), text: this.lines.slice(start + 1, end).join('\n') });
      this.prose.fill('', start, end + 1);
      start = end;
    }
  }

  public get links(): MarkdownLink[] {
    return this.prose.flatMap((text, index) => [...text.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map((m) => ({ line: index + 1, target: m[1] })));
  }

  /** Texts in single backticks, with their lines. */
  public get inlineCode(): Array<{ line: number; text: string }> {
    return this.prose.flatMap((text, index) => [...text.matchAll(/`([^`]+)`/g)].map((m) => ({ line: index + 1, text: m[1] })));
  }

  /** What a link to a heading may name, as GitHub makes it. */
  public get anchors(): Set<string> {
    const anchors = new Set<string>();
    for (const line of this.prose) {
      const heading = /^#{1,6}\s+(.*)$/.exec(line);
      if (!heading) continue;
      anchorOf(heading[1], anchors);
    }
    return anchors;
  }
}
