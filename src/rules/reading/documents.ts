/** A part of a file that holds one document, as a rule. @internal */
export interface Chunk {
  readonly text: string;
  /** the line of the file on which it begins, from 1 on */
  readonly line: number;
}

/**
 * Cuts a YAML file at its `---` lines.
 *
 * No text or quotation in YAML may hold such a line, so that it can be done without
 * reading the documents, and a large file never has to be held as one tree. Files
 * with directives stay whole.
 *
 * @internal
 */
export function chunksOf(text: string): Chunk[] {
  if (/^%/m.test(text)) return [{ text, line: 1 }];
  const chunks: Chunk[] = [];
  const marker = /^---(?=[ \t\r\n]|$)[ \t]*(?:#.*)?(?:\r?\n|$)?/gm;
  let start = 0;
  let line = 1;
  const add = (end: number, next: number) => {
    const part = text.slice(start, end);
    if (/^[ \t]*[^#\s]/m.test(part)) chunks.push({ text: part, line });
    line += newlinesIn(text, start, next);
    start = next;
  };
  for (let match = marker.exec(text); match; match = marker.exec(text)) {
    add(match.index, match.index + match[0].length);
    if (match[0] === '') marker.lastIndex++;
  }
  add(text.length, text.length);
  return chunks;
}

function newlinesIn(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
