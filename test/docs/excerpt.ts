import { parseAllDocuments } from 'yaml';

/**
 * Why an excerpt is not part of what was really written; nothing if it is.
 *
 * A line `# …` stands for lines that are left out; comments are ours.
 */
export function yamlExcerptFault(excerpt: string, real: string): string | undefined {
  const documents = real.split(/^---$/m).map((text) => ({ text, data: parseAllDocuments(text)[0]?.toJS() }));
  for (const part of excerpt.split(/^---$/m)) {
    const stated = parseAllDocuments(withoutComments(part))[0]?.toJS();
    const inside = /^\s*\S/.exec(withoutComments(part))?.[0].includes(' ') ?? false;
    const candidates = documents.filter(({ data }) => (inside ? containsInside(data, stated) : contains(data, stated)));
    if (candidates.length === 0) return `no object that was written contains:\n${part.trim()}`;
    const missing = candidates.map(({ text }) => firstMissing(linesOf(withoutComments(part)), linesOf(text)));
    if (missing.every((line) => line !== undefined)) return `the line ${JSON.stringify(missing[0])} is not in the text, or not in that order`;
  }
  return undefined;
}

/** The first line of a printed excerpt that was not really printed, in that order. A line `…` stands for lines that are left out; how wide columns are does not matter. */
export function textExcerptFault(excerpt: string, real: string): string | undefined {
  const words = (text: string) => text.split('\n').map((line) => line.trim().replace(/ {2,}/g, '  ')).filter((line) => line !== '');
  return firstMissing(words(excerpt).filter((line) => line !== '…'), words(real));
}

/** An excerpt that starts indented is from somewhere inside an object. */
function containsInside(whole: unknown, part: unknown): boolean {
  return contains(whole, part) || (whole !== null && typeof whole === 'object' && Object.values(whole).some((inner) => containsInside(inner, part)));
}

function contains(whole: unknown, part: unknown): boolean {
  if (part === null) return whole !== undefined; // all of it is left out
  if (Array.isArray(part)) {
    if (!Array.isArray(whole)) return false;
    let at = 0;
    return part.every((item) => {
      while (at < whole.length && !contains(whole[at], item)) at++;
      return at++ < whole.length;
    });
  }
  if (part !== null && typeof part === 'object') {
    return whole !== null && typeof whole === 'object' && Object.entries(part).every(([key, value]) => contains((whole as any)[key], value));
  }
  return whole === part;
}

function withoutComments(text: string): string {
  return text.replace(/(^|\s+)# .*$/gm, '');
}

/** A dash may stand before another key where keys are left out. */
function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.replace(/^(\s*)- /, '$1  ').trimEnd()).filter((line) => line !== '');
}

function firstMissing(lines: string[], real: string[]): string | undefined {
  let at = 0;
  return lines.find((line) => {
    while (at < real.length && real[at] !== line) at++;
    return at++ >= real.length;
  });
}
